import { describe, expect, it } from 'vitest';
import { planned } from '../rules/fixtures/fixture';
import { changeOf, issues } from '../support/plan-issues';
import type { sample } from '../support/sample';
import type { AssemblyText, Json } from '../support/write-assembly';

/* What a plan will set on clients and roles, held against what their files write. */

it.each<[string, unknown, unknown, number]>([
  ['null in the file', null, null, 0],
  ['an expression in the file', '${upper("x")}', 'X', 0],
  ['nothing in the file', '', undefined, 0],
  ['nothing in the file', '', null, 0],
  ['nothing in the file', '', 'x', 1],
  ['a number in the file', 2027, '2027', 0],
  ['a number in the file', 1.5, '1.5', 0],
  ['a number in the file', 1e30, `1${'0'.repeat(30)}`, 0],
  ['a number in the file', 2027, '2028', 1],
  ['a number in the file', 2027, ' 2027', 1],
  ['a number in the file', 2027, '2027 ', 1],
  ['a number in the file', 1.25, '1.25', 0],
  ['a number in the file', 2027, ['2027'], 1],
  ['a number in the file', 0, '', 1],
  ['true in the file', true, 'true', 0],
])('a description may be planned as it is written: %s', (_what, written, described, count) => {
  const files = (assembly: AssemblyText): void => {
    assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'].description = written;
  };
  const found = issues(
    ({ acme }) => {
      for (const values of [planned(acme, 'client-1').values, changeOf(acme, 'client-1').change.after])
        if (described === undefined) delete values.description;
        else values.description = described;
    },
    { files },
  );
  expect(found.filter((text) => text.includes(' plans another description '))).toHaveLength(count);
});

it('a description is as the state has it where its changes are ignored, and nothing else is', () => {
  const said = (lifecycle: Json, written: Json, name = 'description', held: unknown = 'x'): string[] =>
    issues(
      ({ acme, foundation, set, bindTo }) => {
        const all = [
          ['demo-acme', acme, 'client-1'],
          ['demo-acme', acme, 'division-voice'],
          ['demo-foundation', foundation, 'reader'],
        ] as const;
        for (const [index, [stack, plan, label]] of all.entries()) {
          set(plan, label, { [name]: 'x' });
          if (held === 'nothing') continue;
          bindTo(stack, label, `0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a5${index}`);
          changeOf(plan, label).change.before[name] = held;
        }
      },
      {
        files: ({ stacks }) => {
          const { genesyscloud_oauth_client: clients, genesyscloud_auth_division: divisions } =
            stacks.get('demo-acme').resource;
          const { genesyscloud_auth_role: roles } = stacks.get('demo-foundation').resource;
          for (const body of [clients['client-1'], divisions['division-voice'], roles.reader])
            Object.assign(body, { lifecycle }, written);
        },
      },
    ).filter((text) => text.includes(` plans another ${name} `));
  const ignored = { ignore_changes: ['description'] };
  expect(said(ignored, { description: 'as written' })).toEqual([]);
  expect(said([{ prevent_destroy: true }, ignored], {})).toEqual([]);
  expect(said({ prevent_destroy: true }, { description: 'as written' })).toHaveLength(3);
  expect(said({ ignore_changes: ['name'] }, { description: 'as written' })).toHaveLength(3);
  expect(said({ ignore_changes: 'description' }, { description: 'as written' })).toHaveLength(3);
  expect(said({ ignore_changes: [['description'], 1] }, { description: 'as written' })).toHaveLength(3);
  expect(said({ replace_triggered_by: ['description'] }, {})).toHaveLength(3);
  // What is made has only what is written, and what there is keeps what it has.
  for (const held of ['nothing', 'y', null]) {
    expect(said(ignored, { description: 'as written' }, 'description', held)).toHaveLength(3);
    expect(said(ignored, { description: 'x' }, 'description', held)).toEqual([]);
    expect(said(ignored, {}, 'description', held)).toHaveLength(3);
  }
  // What is known by its name is another thing under another one; that it is ignored is a finding of the files besides.
  expect(said({ ignore_changes: ['name'] }, {}, 'name')).toHaveLength(3);
});

it.each([
  [{}, 0],
  [{ description: true }, 1],
])('a description that is ignored is as the state has it, and known: %o', (unknown, count) => {
  const found = issues(
    ({ acme, bindTo }) => {
      bindTo('demo-acme', 'division-voice', '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a51');
      const { change } = changeOf(acme, 'division-voice');
      for (const values of [planned(acme, 'division-voice').values, change.after, change.before])
        delete values.description;
      change.after_unknown = unknown;
    },
    {
      files: ({ stacks }) => {
        Object.assign(stacks.get('demo-acme').resource.genesyscloud_auth_division['division-voice'], {
          lifecycle: { ignore_changes: ['description'] },
          description: 'as written',
        });
      },
    },
  );
  expect(found.filter((text) => text.includes(' plans another description '))).toHaveLength(count);
});

describe('a client', () => {
  const another = (name: string): string[] => [
    `plan-mismatch: demo-acme plans another ${name} for g_oauth_client.client-1`,
  ];
  it.each<[string, unknown, string[]]>([
    ['authorized_grant_type', 'CODE', another('authorized_grant_type')],
    ['authorized_grant_type', null, another('authorized_grant_type')],
    ['access_token_validity_seconds', 3601, another('access_token_validity_seconds')],
    ['access_token_validity_seconds', '3600', another('access_token_validity_seconds')],
    ['access_token_validity_seconds', null, another('access_token_validity_seconds')],
    ['state', 'inactive', another('state')],
    ['state', null, another('state')],
    ['expose_client_secret', true, another('expose_client_secret')],
    ['expose_client_secret', 'false', another('expose_client_secret')],
    ['expose_client_secret', false, []],
    ['expose_client_secret', null, []],
    [
      'directory_client_secret',
      'x',
      [
        ...another('directory_client_secret'),
        'secret-exposure: demo-acme the plan holds the secret of g_oauth_client.client-1, and so does the state',
      ],
    ],
    ['directory_client_secret', '', []],
    ['directory_client_secret', null, []],
    ['integration_credential_name', 'x', another('integration_credential_name')],
    ['integration_credential_name', '', []],
    ['integration_credential_name', null, []],
    ...['7df14aec-8d14-4c66-8361-336089654b17', 7].map((stored): [string, unknown, string[]] => [
      'integration_credential_id',
      stored,
      [
        'secret-exposure: demo-acme an integration credential has the secret of g_oauth_client.client-1, as the state says',
      ],
    ]),
    ['integration_credential_id', '', []],
    ['integration_credential_id', null, []],
    ['scopes', ['routing'], ['plan-mismatch: demo-acme plans other scopes for g_oauth_client.client-1']],
    ...['admin', 7, true, {}, [{}], [{ toString: 1 }, { toString: 1 }], [null]].map(
      (scopes): [string, unknown, string[]] => [
        'scopes',
        scopes,
        ['plan-mismatch: demo-acme plans other scopes for g_oauth_client.client-1'],
      ],
    ),
    ['scopes', [], []],
    ['scopes', null, []],
    ['name', 'demo-globex-1', another('name')],
    ['description', 'x', another('description')],
    ['description', null, []],
    ['description', '', []],
    ['description', ['Reads'], another('description')],
    ['description', { toString: 1, valueOf: 1 }, another('description')],
    ['name', { toString: 1 }, another('name')],
    ['name', ['demo-acme-1'], another('name')],
    [
      'acl',
      'x',
      ['plan-mismatch: demo-acme plans acl of g_oauth_client.client-1, which the provider does not have'],
    ],
    [
      'acl',
      [{ a: 1 }],
      ['plan-mismatch: demo-acme plans acl of g_oauth_client.client-1, which the provider does not have'],
    ],
    ['acl', null, []],
  ])('may have %s %j, or not', (name, value, expected) => {
    expect(issues(({ acme, set }) => set(acme, 'client-1', { [name]: value }))).toEqual(expected);
  });

  it.each([
    'authorized_grant_type',
    'access_token_validity_seconds',
    'state',
    'expose_client_secret',
    'directory_client_secret',
    'integration_credential_name',
  ])('may not leave %s unknown', (name) => {
    const unknown = (edit: (change: Json) => void) =>
      issues(({ acme }) => {
        const { change } = changeOf(acme, 'client-1');
        change.after_unknown[name] = true;
        edit(change);
        delete planned(acme, 'client-1').values[name];
      });
    expect(unknown((change) => void delete change.after[name])).toContain(
      `plan-mismatch: demo-acme leaves ${name} of g_oauth_client.client-1 unknown`,
    );
    expect(unknown((change) => void (change.after[name] = 'x'))).toContain(
      'plan-mismatch: demo-acme says that a value of g_oauth_client.client-1 is unknown, and which it is',
    );
  });

  it('may not leave its scopes unknown', () => {
    for (const mark of [true, [true]])
      expect(
        issues(({ acme }) => void (changeOf(acme, 'client-1').change.after_unknown.scopes = mark)).at(-1),
      ).toBe('plan-mismatch: demo-acme plans other scopes for g_oauth_client.client-1');
  });

  const scoped = {
    manifest: (input: ReturnType<typeof sample>) => void (input.demo.org.emitScopes = 'always'),
  };
  it('may have its scopes in another order, but no other ones', () => {
    const order = (scopes: string[]) => issues(({ acme, set }) => set(acme, 'client-1', { scopes }), scoped);
    expect(order(['users:readonly', 'routing', 'analytics:readonly'])).toEqual([]);
    for (const scopes of [
      ['users:readonly', 'routing'],
      ['users:readonly', 'routing', 'analytics:readonly', 'x'],
      [],
    ])
      expect(order(scopes)).toEqual([
        'plan-mismatch: demo-acme plans other scopes for g_oauth_client.client-1',
      ]);
  });

  it.each(['genesyscloud_auth_role', 'genesyscloud_routing_queue'])(
    'alone has a secret: no %s has',
    (type) => {
      const drift = (of: string) =>
        issues(({ acme }) => {
          const named = { address: `${of}.x`, mode: 'managed', type: of, name: 'x' };
          const change = {
            actions: ['update'],
            before: { client_secret: 'x' },
            after: {},
            after_unknown: {},
          };
          acme.resource_drift = [{ ...named, change }];
        });
      expect(drift(type)).toEqual([]);
      expect(drift('genesyscloud_oauth_client')).toEqual([
        'secret-exposure: demo-acme the plan holds the secret of g_oauth_client.x, and so does the state',
      ]);
    },
  );

  it('may name its provider, which is no value', () => {
    const address = 'genesyscloud_oauth_client.client-1';
    expect(
      issues(
        ({ acme }) => {
          const { resources } = acme.configuration.root_module;
          delete resources.find((item: Json) => item.address === address).expressions.provider;
          for (const values of [planned(acme, 'client-1').values, changeOf(acme, 'client-1').change.after])
            delete values.provider;
        },
        {
          files: (assembly) =>
            void (assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'].provider =
              'genesyscloud'),
        },
      ),
    ).toEqual([]);
  });

  const left = (name: string, value: unknown) => (assembly: AssemblyText) => {
    const file = assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'];
    if (value === undefined) delete file[name];
    else file[name] = value;
  };
  it.each<[string, unknown, unknown, string[]]>([
    ['state', undefined, 'active', []],
    ['state', undefined, null, []],
    ['state', undefined, 'inactive', another('state')],
    ['access_token_validity_seconds', undefined, 86_400, []],
    ['access_token_validity_seconds', undefined, null, []],
    ['access_token_validity_seconds', undefined, 3600, another('access_token_validity_seconds')],
    ['access_token_validity_seconds', '900', 900, []],
    ['access_token_validity_seconds', '900', 901, another('access_token_validity_seconds')],
    ['authorized_grant_type', undefined, 'CLIENT-CREDENTIALS', another('authorized_grant_type')],
    ['description', 'Reads', 'Reads', []],
    ['description', 'Reads', ['Reads'], another('description')],
    ['description', 'Reads', null, another('description')],
    ['description', '', null, []],
    ['description', '', 'Reads', another('description')],
  ])('with %s written as %j may have %j', (name, written, value, expected) => {
    expect(
      issues(({ acme, set }) => set(acme, 'client-1', { [name]: value }), { files: left(name, written) }),
    ).toEqual(expected);
  });
});

it('a client may be inactive where the manifest says so', () => {
  const manifest = ({ demo }: ReturnType<typeof sample>): void =>
    void (demo.tenants['acme'].client.state = 'inactive');
  expect(issues(() => {}, { manifest })).toEqual([]);
  for (const state of ['active', null])
    expect(issues(({ acme, set }) => set(acme, 'client-1', { state }), { manifest })).toEqual([
      'plan-mismatch: demo-acme plans another state for g_oauth_client.client-1',
    ]);
});

it('a number in the file is none where no text belongs', () => {
  const found = issues(({ foundation, set }) => set(foundation, 'reader', { permissions: '5' }), {
    files: ({ stacks }) =>
      void (stacks.get('demo-foundation').resource.genesyscloud_auth_role.reader.permissions = 5),
  });
  expect(found.filter((text) => text.includes(' plans another '))).toEqual([
    'plan-mismatch: demo-foundation plans another permissions for g_auth_role.reader',
  ]);
});

describe('a role', () => {
  const other = ['plan-mismatch: demo-foundation plans other permissions for g_auth_role.reader'];
  const beyond = (what: string): string =>
    `plan-mismatch: demo-foundation plans ${what} of g_auth_role.reader, which the provider does not have`;
  const view = { domain: 'routing', entity_name: 'queue', action_set: ['view'] };
  const details = { domain: 'analytics', entity_name: 'conversationDetail', action_set: ['view'] };
  it.each<[string, Json, string[]]>([
    ['its policies in another order', { permission_policies: [view, details] }, []],
    ['a policy twice', { permission_policies: [view, details, view] }, []],
    [
      'no conditions',
      {
        permission_policies: [
          { ...view, conditions: null },
          { ...details, conditions: [] },
        ],
      },
      [],
    ],
    ['no general permissions', { permissions: [] }, []],
    ['null for general permissions', { permissions: null }, []],
    ['no default role', { default_role_id: '' }, []],
    ['null for a default role', { default_role_id: null }, []],
    ['a policy less', { permission_policies: [view] }, other],
    ['no policies', { permission_policies: null }, other],
    ['an action more', { permission_policies: [{ ...view, action_set: ['view', 'edit'] }, details] }, other],
    ['a general permission more', { permissions: ['admin'] }, other],
    [
      'a general permission that looks like one of a policy, in its place',
      { permission_policies: [details], permissions: ['routing:queue:view'] },
      other,
    ],
    [
      'a policy more without actions',
      { permission_policies: [view, details, { ...view, entity_name: 'skill', action_set: [] }] },
      other,
    ],
    [
      'a condition',
      { permission_policies: [{ ...view, conditions: [{ conjunction: 'AND' }] }, details] },
      other,
    ],
    [
      'a condition that is none',
      { permission_policies: [{ ...view, conditions: {} }, details] },
      [...other, beyond('permission_policies.conditions')],
    ],
    [
      'a condition of a kind that is not known',
      { permission_policies: [{ ...view, conditions: [{ terms: [{ operator: 'EQ', late: 1 }] }] }, details] },
      [...other, beyond('permission_policies.conditions.terms.late')],
    ],
    [
      'policies that are none',
      { permission_policies: { ...view } },
      [...other, beyond('permission_policies')],
    ],
    ['general permissions that are none', { permissions: 'x' }, other],
    [
      'a policy that is none',
      { permission_policies: [view, details, 'x'] },
      [...other, beyond('permission_policies.an item')],
    ],
    [
      'another description',
      { description: 'x' },
      ['plan-mismatch: demo-foundation plans another description for g_auth_role.reader'],
    ],
    ['a domain that is none', { permission_policies: [view, details, { ...view, domain: null }] }, other],
    ['an entity that is none', { permission_policies: [view, details, { ...view, entity_name: 7 }] }, other],
    [
      'actions that are none',
      { permission_policies: [view, details, { ...view, action_set: 'view' }] },
      other,
    ],
    [
      'an action that is none',
      { permission_policies: [view, details, { ...view, action_set: [null] }] },
      other,
    ],
    ['a general permission that is none', { permissions: [null] }, other],
    [
      'a default role',
      { default_role_id: 'x' },
      ['plan-mismatch: demo-foundation makes g_auth_role.reader inherit from a default role'],
    ],
  ])('may have %s, or not', (_what, values, expected) => {
    expect(issues(({ foundation, set }) => set(foundation, 'reader', values))).toEqual(expected);
  });

  it.each(['permission_policies', 'permissions', 'default_role_id'])('may not leave %s unknown', (name) => {
    for (const mark of [true, [true]])
      expect(
        issues(({ foundation, marks }) => marks(foundation, 'reader', { id: true, [name]: mark })),
      ).toContain('plan-mismatch: demo-foundation leaves the permissions of g_auth_role.reader unknown');
  });

  it('may not be unknown as a whole', () => {
    expect(issues(({ foundation, marks }) => marks(foundation, 'reader', true))).toEqual([
      'plan-mismatch: demo-foundation says that a value of g_auth_role.reader is unknown, and which it is',
      'plan-mismatch: demo-foundation leaves the permissions of g_auth_role.reader unknown',
      'plan-mismatch: demo-foundation plans another name for g_auth_role.reader',
    ]);
  });
});

it('a hundred attributes that the provider does not have are named, and the others counted', () => {
  const found = (count: number): string[] =>
    issues(({ acme }) => {
      for (const values of [planned(acme, 'client-1').values, changeOf(acme, 'client-1').change.after])
        for (let index = 0; index < count; index++) values[`x${index}`] = 1;
    }).filter((text) => text.includes('which the provider does not have'));
  expect(found(100)).toHaveLength(100);
  expect(found(100).some((text) => text.includes('more'))).toBe(false);
  expect(found(102)).toHaveLength(101);
  expect(found(102)).toContain(
    'plan-mismatch: demo-acme plans 2 more attributes of g_oauth_client.client-1, which the provider does not have',
  );
});
