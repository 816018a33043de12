import { describe, expect, it } from 'vitest';
import { findings, found, modelOf } from '../support/found';
import type { Json } from '../support/write-assembly';
import { client, type Edit } from './fixtures/fixture';

/* Where exactly the rules about clients and roles begin to speak, and what they say. */

const acme = (edit: (tenant: Json) => void): Edit => ({
  manifest: ({ demo }) => edit(demo?.tenants['acme']),
});
/** Sets members of acme's first client as written; undefined removes one. */
const written = (values: Record<string, unknown>, more: Edit = {}): Edit => ({
  ...more,
  assembly: (assembly) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete client(assembly)[name];
      else client(assembly)[name] = value;
    }
  },
});

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
    [3600.5, ['acme: client-1 lifetime 3600.5 cannot be read as a number']],
    [-3600, ['acme: client-1 lifetime -3600 cannot be read as a number']],
    ['3600 ', ['acme: client-1 lifetime "3600 " cannot be read as a number']],
    [' 3600', ['acme: client-1 lifetime " 3600" cannot be read as a number']],
    ['', ['acme: client-1 lifetime "" cannot be read as a number']],
    ['1h', ['acme: client-1 lifetime "1h" cannot be read as a number']],
    [true, ['acme: client-1 lifetime true cannot be read as a number']],
    ['999999999', ['acme: client-1 lifetime "999999999" is longer than 172800 s (48 h)']],
    ['9999999999', ['acme: client-1 lifetime "9999999999" cannot be read as a number']],
    ['${var.s}', ['acme: client-1 lifetime ${var.s} cannot be read as a number']],
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

describe('grant-type', () => {
  it.each<[unknown, string[]]>([
    ['CLIENT-CREDENTIALS', []],
    ['CODE', ['acme: client-1 grant type "CODE"']],
    ['', ['acme: client-1 grant type ""']],
    [null, ['acme: client-1 grant type null']],
    [undefined, ['acme: client-1 grant type nothing']],
    [true, ['acme: client-1 grant type true']],
    ['${var.t}', ['acme: client-1 grant type ${var.t}']],
  ])('%j in the files', (value, expected) => {
    expect(found('grant-type', written({ authorized_grant_type: value }))).toEqual(expected);
  });

  it('declared otherwise is said of each client, and of the manifest where no client shows it', () => {
    const code = acme((tenant) => void Object.assign(tenant.client, { grantType: 'code' }));
    expect(found('grant-type', code)).toEqual([
      'acme: client-1 grant type "CODE"',
      'acme: client-2 grant type "CODE"',
    ]);
    const hidden: Edit = {
      ...code,
      assembly: (assembly) => {
        for (const name of ['client-1', 'client-2'])
          client(assembly, 'demo-acme', name).authorized_grant_type = 'CLIENT-CREDENTIALS';
      },
    };
    expect(found('grant-type', hidden)).toEqual(['acme: client grant type code']);
    expect(findings('grant-type', modelOf(hidden)).map(({ at }) => at)).toEqual([
      [{ kind: 'manifest', file: 'tenants/demo/acme.yaml', path: ['client', 'grantType'] }],
    ]);
  });
});

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

describe('role-mismatch', () => {
  const roles = (edit: (roles: Json) => void): Edit => ({
    assembly: (assembly) => edit(assembly.stacks.get('demo-foundation').resource.genesyscloud_auth_role),
  });
  const view = { domain: 'routing', entity_name: 'queue', action_set: ['view'] };
  it.each<[string, Edit, string[]]>([
    [
      'permissions more and less',
      roles(
        ({ reader }) =>
          void (reader.permission_policies = [{ ...view, action_set: ['view', 'edit', 'add'] }]),
      ),
      [
        '-: role reader adds routing:queue:add, routing:queue:edit and lacks analytics:conversationDetail:view',
      ],
    ],
    [
      'no permissions',
      roles(({ reader }) => void delete reader.permission_policies),
      ['-: role reader lacks analytics:conversationDetail:view, routing:queue:view'],
    ],
    [
      'more than a template can say, each once',
      roles(({ reader }) => {
        reader.default_role_id = 'x';
        for (const policy of reader.permission_policies) policy.conditions = [];
      }),
      ['-: role reader has conditions, default_role_id, which no template can say'],
    ],
    [
      'permissions that cannot be read',
      roles(({ reader }) => void (reader.permissions = '${var.p}')),
      ['-: role reader has permissions that cannot be read as written (variable: ${var.p})'],
    ],
    [
      'a role of no template',
      roles((all) => void (all.other = {})),
      ['-: role other is no role template of the org'],
    ],
    [
      'a role called as every object calls its maker',
      roles((all) => void (all.constructor = {})),
      ['-: role constructor is no role template of the org'],
    ],
    [
      'a role in count',
      roles(({ reader }) => void (reader.count = 1)),
      ['-: role reader has count or for_each: how many roles it makes is decided when Terraform runs'],
    ],
    [
      'a role less',
      roles((all) => void delete all.reader),
      ['-: role reader is not in the foundation stack'],
    ],
    [
      'a role twice',
      {
        assembly: (assembly) => {
          const text = JSON.stringify(assembly.stacks.get('demo-foundation'));
          assembly.raw.set(
            'demo-foundation',
            text.replace('"genesyscloud_auth_role":{', '"genesyscloud_auth_role":{"editor":{},'),
          );
        },
      },
      ['-: role editor lacks routing:queue:edit', '-: role editor is declared twice'],
    ],
    [
      'a role in a tenant’s stack',
      {
        assembly: (assembly) =>
          void (assembly.stacks.get('demo-acme').resource.genesyscloud_auth_role = { reader: {} }),
      },
      ['acme: role reader stands in a tenant’s stack, where no role belongs'],
    ],
    [
      'no foundation',
      { assembly: (assembly) => void assembly.stacks.delete('demo-foundation') },
      ['-: role reader has no foundation stack to be in', '-: role editor has no foundation stack to be in'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('role-mismatch', edit)).toEqual(expected);
  });
});

describe('unknown-scope', () => {
  it.each<[string, Edit, string[]]>([
    [
      'declared',
      acme((tenant) => tenant.client.scopes.push('routing:readonl')),
      ['acme: scope routing:readonl'],
    ],
    ['written', written({ scopes: ['routing', 'division:read'] }), ['acme: scope division:read']],
    [
      'declared and written, said once',
      written(
        { scopes: ['division:read'] },
        acme((tenant) => tenant.client.scopes.push('division:read')),
      ),
      ['acme: scope division:read'],
    ],
    ['that cannot be read', written({ scopes: '${var.s}' }), ['acme: scope ${var.s}']],
    ['that exists, and nobody declared', written({ scopes: ['users'] }), []],
  ])('%s', (_what, edit, expected) => {
    expect(found('unknown-scope', edit)).toEqual(expected);
  });

  it('that is like none is shown where it is written, and none is suggested', () => {
    const all = findings('unknown-scope', modelOf(written({ scopes: ['xyzzy'] })));
    expect(all.map(({ values, at }) => [values['suggestion'], at.map(({ file }) => file)])).toEqual([
      ['', ['cdktf.out/stacks/demo-acme/cdk.tf.json']],
    ]);
  });
});
