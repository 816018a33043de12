import { describe, expect, it } from 'vitest';
import { findings, found, modelOf } from '../support/found';
import { acme, written } from './edits';
import { client, type Edit } from './fixtures/fixture';

describe('undeclared-client', () => {
  const always: Edit = {
    manifest: ({ demo }) => void (demo && Object.assign(demo.org, { emitScopes: 'always' })),
  };
  it.each<[string, Edit, string[]]>([
    ['no state, which is active', written({ state: undefined }), []],
    ['null for a state, which is active', written({ state: null }), []],
    [
      'an inactive one',
      written({ state: 'inactive' }),
      ['acme: client-1 has state "inactive" where the manifest says active'],
    ],
    [
      'no state where it is declared inactive',
      written(
        { state: undefined },
        acme((tenant) => void Object.assign(tenant.client, { state: 'inactive' })),
      ),
      ['acme: client-1 has state nothing where the manifest says inactive'],
    ],
    [
      'a state that is no text',
      written({ state: true }),
      ['acme: client-1 has state true where the manifest says active'],
    ],
    [
      'the name of another generation',
      written({ name: 'demo-acme-2' }),
      ['acme: client-1 has the name "demo-acme-2" where "demo-acme-1" follows from the manifest'],
    ],
    [
      'its name in other letters',
      written({ name: 'Demo-acme-1' }),
      ['acme: client-1 has the name "Demo-acme-1" where "demo-acme-1" follows from the manifest'],
    ],
    [
      'no name',
      written({ name: undefined }),
      ['acme: client-1 has the name nothing where "demo-acme-1" follows from the manifest'],
    ],
    [
      'a name that is computed',
      written({ name: 'demo-acme-${1}' }),
      ['acme: client-1 has the name demo-acme-${1} where "demo-acme-1" follows from the manifest'],
    ],
    [
      'the names of two tenants’ clients, swapped',
      {
        assembly: (assembly) => {
          client(assembly).name = 'demo-globex-1';
          client(assembly, 'demo-globex').name = 'demo-acme-1';
        },
      },
      [
        'acme: client-1 has the name "demo-globex-1" where "demo-acme-1" follows from the manifest',
        'globex: client-1 has the name "demo-acme-1" where "demo-globex-1" follows from the manifest',
      ],
    ],
    ['no redirect URIs', written({ registered_redirect_uris: [] }), []],
    ['null for redirect URIs', written({ registered_redirect_uris: null }), []],
    [
      'redirect URIs that an expression gives',
      written({ registered_redirect_uris: '${var.x}' }),
      ['acme: client-1 sets registered_redirect_uris, which no manifest can say'],
    ],
    ['no scopes', written({ scopes: [] }), []],
    ['null for scopes', written({ scopes: null }), []],
    [
      'scopes that are none',
      written({ scopes: 7 }),
      ['acme: client-1 has scopes that cannot be read (not-text)'],
    ],
    [
      'scopes that nobody asked for',
      written({ scopes: ['users', 'routing', 'users'] }),
      ['acme: client-1 has the scopes [routing, users] where [] follow from the manifest'],
    ],
    [
      'the declared scopes in another order, one twice',
      written({ scopes: ['users:readonly', 'routing', 'analytics:readonly', 'routing'] }, always),
      [],
    ],
    [
      'scopes less than declared',
      written({ scopes: ['routing'] }, always),
      [
        'acme: client-1 has the scopes [routing] where [analytics:readonly, routing, users:readonly] follow from the manifest',
      ],
    ],
    [
      'no scopes where they are emitted',
      written({ scopes: undefined }, always),
      [
        'acme: client-1 has the scopes [] where [analytics:readonly, routing, users:readonly] follow from the manifest',
      ],
    ],
    [
      'no scopes where Genesys applies them',
      written(
        { scopes: undefined, authorized_grant_type: 'CODE' },
        acme((tenant) => void Object.assign(tenant.client, { grantType: 'code' })),
      ),
      [
        'acme: client-1 has the scopes [] where [analytics:readonly, routing, users:readonly] follow from the manifest',
      ],
    ],
    [
      'a second one of the same name',
      {
        assembly: (assembly) => {
          const text = JSON.stringify(assembly.stacks.get('demo-acme'));
          assembly.raw.set(
            'demo-acme',
            text.replace('"client-1":', () => `"client-1":${JSON.stringify(client(assembly))},"client-1":`),
          );
        },
      },
      ['acme: client-1 is declared twice in one stack'],
    ],
    [
      'one of a generation that is not there',
      {
        assembly: (assembly) =>
          void (assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-3'] = {}),
      },
      ['acme: client-3 is no credential generation of the manifest'],
    ],
    [
      'one that is repeated',
      written({ count: 1 }),
      ['acme: client-1 has count or for_each: how many clients it makes is decided when Terraform runs'],
    ],
    [
      'one in the foundation',
      {
        assembly: (assembly) =>
          void (assembly.stacks.get('demo-foundation').resource.genesyscloud_oauth_client = {
            'client-1': {},
          }),
      },
      ['-: client-1 stands in the foundation stack, where no client belongs'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('undeclared-client', edit)).toEqual(expected);
  });
});

it('undeclared-client points at what the manifest says otherwise', () => {
  const path = (values: Record<string, unknown>): unknown => {
    const [place] = findings('undeclared-client', modelOf(written(values)))[0]?.at ?? [];
    return place?.kind === 'manifest' ? place.path.join('/') : place;
  };
  expect(path({ state: 'inactive' })).toBe('client/state');
  expect(path({ scopes: ['routing'] })).toBe('client/scopes');
  expect(path({ scopes: '${var.x}' })).toBe('client/scopes');
  expect(path({ name: 'x' })).toBe('client/credentials/generations');
  expect(path({ count: 1 })).toBe('client/credentials/generations');
  expect(path({ registered_redirect_uris: ['https://x'] })).toBe('client');
});
