import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../lib/manifest/yaml';
import { BeyondLimits, readDocument } from '../../lib/manifest/yaml-document';
import { reportTenant, tenantText } from './texts';

/* Below 1 MiB, a text can still have a million words: what a parser keeps of each of them must not fill the memory. */

describe('a file of far too many words', () => {
  it.each([
    ['quotes', `a: ${'"\n\n'.repeat(340_000)}`],
    ['closing brackets', ']\n'.repeat(520_000)],
    ['empty lists', '[]'.repeat(520_000)],
    ['items', '-\n'.repeat(520_000)],
    ['anchors', '&a\n'.repeat(349_000)],
    ['keys', 'a:\n'.repeat(349_000)],
  ])('is refused once, not for each of its %s', (_, text) => {
    expect(reportTenant(text).split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(
        /^tenants\/demo\/acme\.yaml:\d+:\d+ {2}the file holds more than 200000 words and signs$/,
      ),
      '    A manifest is written by hand; this is something else.',
    ]);
  });

  it('says where they become too many', () => {
    expect(parseYaml('# x\n'.repeat(100_001)).faults).toMatchInlineSnapshot(`
      [
        {
          "hint": "A manifest is written by hand; this is something else.",
          "message": "the file holds more than 200000 words and signs",
          "offset": 400003,
          "path": [],
        },
      ]
    `);
  });

  it('is none while a manifest of several hundred kilobytes is meant, whether or not it is plainly written', () => {
    const divisions = Array.from({ length: 20_000 }, (_, i) => `  division-${i}: {}\n`).join('');
    const text = tenantText.replace('  voice: {}\n', `  voice: {}\n${divisions}`);
    expect(text.length).toBeGreaterThan(400_000);
    expect(parseYaml(text).faults).toEqual([]);
  });
});

it('keeps no trace of where the parser stood with each complaint, and leaves the traces of others as they are', () => {
  const { stackTraceLimit } = Error;
  const [error] = readDocument('a: [').document.errors;
  expect(error?.stack).not.toContain('    at ');
  expect(() => readDocument('- '.repeat(100))).toThrow(BeyondLimits);
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
});
