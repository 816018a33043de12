import { describe, expect, it } from 'vitest';
import { findings, found, modelOf } from '../support/found';
import type { Json } from '../support/write-assembly';
import { type Case, stack } from './edits';
import { division, type Edit } from './fixtures/fixture';

it('says what a division is that its tenant only adopts', () => {
  const model = modelOf(
    stack(
      (file) =>
        void (file.resource.genesyscloud_auth_division['division-legacy'] = { name: 'd-acme-legacy' }),
    ),
  );
  expect(findings('unowned-division', model).map(({ values }) => values.what)).toEqual([
    'it only adopts one, without manage: true',
  ]);
});

it('unowned-division says of a declared division that it is made twice, not that nobody declares it', () => {
  const twice: Edit = {
    assembly: (assembly) => {
      const text = JSON.stringify(assembly.stacks.get('demo-acme'));
      assembly.raw.set(
        'demo-acme',
        text.replace('"division-chat":{', '"division-chat":{},"division-chat":{'),
      );
    },
  };
  expect(findings('unowned-division', modelOf(twice)).map(({ values }) => values.what)).toEqual([
    'it gives it once, and this is another of the same name',
  ]);
});

describe('unowned-division', () => {
  const made = (name: string, body: Json = { name: 'x' }, where?: string): Edit =>
    stack((file) => {
      file.resource.genesyscloud_auth_division ??= {};
      file.resource.genesyscloud_auth_division[name] = body;
    }, where);
  it.each<Case>([
    [
      'made, though nobody declares it',
      made('division-other'),
      ['acme: demo-acme resource g_auth_division.division-other'],
    ],
    [
      'made as one that another tenant declares',
      made('division-sales'),
      ['acme: demo-acme resource g_auth_division.division-sales'],
    ],
    [
      'made under no name of a division',
      {
        manifest: ({ demo }) => void (demo && (demo.tenants['acme'].divisions['undefined'] = {})),
        assembly: (assembly) => {
          const file = assembly.stacks.get('demo-acme');
          file.resource.genesyscloud_auth_division['other'] = { name: 'x' };
        },
      },
      ['acme: demo-acme resource g_auth_division.other'],
    ],
    [
      'made, though the tenant only adopts it, without managing it',
      made('division-legacy', { name: 'd-acme-legacy' }),
      ['acme: demo-acme resource g_auth_division.division-legacy'],
    ],
    [
      'made in the foundation',
      made('division-voice', {}, 'demo-foundation'),
      ['-: demo-foundation resource g_auth_division.division-voice'],
    ],
    [
      'made twice',
      {
        assembly: (assembly) => {
          const text = JSON.stringify(assembly.stacks.get('demo-acme'));
          assembly.raw.set(
            'demo-acme',
            text.replace('"division-chat":{', '"division-chat":{"name":"x"},"division-chat":{'),
          );
        },
      },
      ['acme: demo-acme resource g_auth_division.division-chat'],
    ],
    ['named by its id', { assembly: division('x') }, ['acme: client-1 grant reader in x']],
    [
      'that another tenant shares',
      {
        manifest: ({ demo }) => void (demo && (demo.org.sharedDivisions.holidays.tenants = ['globex'])),
      },
      [
        'acme: client-1 grant reader in 6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10',
        'acme: client-2 grant reader in 6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10',
      ],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('unowned-division', edit)).toEqual(expected);
  });
});
