import { describe, expect, it } from 'vitest';
import { found } from '../support/found';
import { written } from './edits';
import type { Edit } from './fixtures/fixture';

describe('token-lifetime', () => {
  const declared = (tokenLifetime: unknown, limit = '48h'): string[] =>
    found('token-lifetime', {
      manifest: ({ demo }) => {
        if (!demo) return;
        demo.org.limits.tokenLifetime = limit;
        demo.tenants['acme'].client.tokenLifetime = tokenLifetime;
      },
    });

  it.each<[unknown, string[]]>([
    [300, []],
    [172_800, []],
    [299, ['acme: client lifetime 299 is shorter than 300 s']],
    [1, ['acme: client lifetime 1 is shorter than 300 s']],
    [172_801, ['acme: client lifetime 172801 is longer than 172800 s (48 h)']],
  ])('of %j s in the manifest', (seconds, expected) => {
    expect(declared(seconds)).toEqual(expected);
  });

  it('is held against the org’s limit, which may be reached', () => {
    expect(declared('4h', '4h')).toEqual([]);
    expect(declared(14_401, '4h')).toEqual([
      "acme: client lifetime 14401 is longer than the org's limit of 14400 s",
    ]);
    expect(declared('49h', '4h')).toEqual(['acme: client lifetime 176400 is longer than 172800 s (48 h)']);
  });

  it.each<[unknown, string[]]>([
    [3600, []],
    ['3600', []],
    ['03600', []],
    [3601, ['acme: client-1 lifetime 3601 is not the 3600 s of the manifest']],
    [299, ['acme: client-1 lifetime 299 is shorter than 300 s']],
    [14_401, ["acme: client-1 lifetime 14401 is longer than the org's limit of 14400 s"]],
    [200_000, ['acme: client-1 lifetime 200000 is longer than 172800 s (48 h)']],
    [undefined, ["acme: client-1 lifetime nothing is longer than the org's limit of 14400 s"]],
    [null, ["acme: client-1 lifetime null is longer than the org's limit of 14400 s"]],
    [3600.5, ['acme: client-1 lifetime 3600.5 is not written as a whole number of seconds']],
    [{ a: 1 }, ['acme: client-1 lifetime object is not written as a whole number of seconds']],
    [-3600, ['acme: client-1 lifetime -3600 is not written as a whole number of seconds']],
    ['3600 ', ['acme: client-1 lifetime "3600 " is not written as a whole number of seconds']],
    [' 3600', ['acme: client-1 lifetime " 3600" is not written as a whole number of seconds']],
    ['', ['acme: client-1 lifetime "" is not written as a whole number of seconds']],
    ['1h', ['acme: client-1 lifetime "1h" is not written as a whole number of seconds']],
    [true, ['acme: client-1 lifetime true is not written as a whole number of seconds']],
    ['999999999', ['acme: client-1 lifetime "999999999" is longer than 172800 s (48 h)']],
    ['9999999999', ['acme: client-1 lifetime "9999999999" is not written as a whole number of seconds']],
    ['${var.s}', ['acme: client-1 lifetime ${var.s} is not written as a whole number of seconds']],
  ])('of %j in the files', (value, expected) => {
    expect(found('token-lifetime', written({ access_token_validity_seconds: value }))).toEqual(expected);
  });

  it('may be left out where a day is declared', () => {
    const day: Edit = {
      manifest: ({ demo }) => {
        if (!demo) return;
        demo.org.limits.tokenLifetime = '48h';
        demo.tenants['acme'].client.tokenLifetime = '24h';
      },
    };
    for (const value of [undefined, null])
      expect(found('token-lifetime', written({ access_token_validity_seconds: value }, day))).toEqual([]);
  });
});
