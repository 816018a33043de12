import { describe, expect, it } from 'vitest';
import { issuesAcross } from '../../lib/proof/plan-issues';
import { planned } from '../rules/fixtures/fixture';
import { act, endOld } from '../support/act';
import { modelOf } from '../support/found';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { otherOrg, type sample } from '../support/sample';
import type { AssemblyText, Json } from '../support/write-assembly';

/* In what a plan can disagree with its files, each by itself: which rule, of what, and at which address. */

type Case = [what: string, edit: (edited: Edited) => void, expected: string[]];
const own = 'ffffffff-0000-4000-8000-00000000000a';
const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
const named = (type: string, name: string, values: Json = {}, mode = 'managed'): Json => ({
  address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
  mode,
  type,
  name,
  values,
});

it('finds nothing in the plans of these files', () => {
  expect(issues(() => {})).toEqual([]);
});

describe('resources', () => {
  it.each<Case>([
    [
      'one more',
      ({ plan }) => plan(named('genesyscloud_user', 'u')),
      ['plan-mismatch: demo-acme plans g_user.u, which these files do not have'],
    ],
    ['one more that is only read', ({ plan }) => plan(named('genesyscloud_user', 'u', {}, 'data')), []],
    [
      'one twice',
      ({ plan, acme }) => plan(structuredClone(planned(acme, 'division-voice'))),
      ['plan-mismatch: demo-acme plans g_auth_division.division-voice, which these files do not have'],
    ],
    [
      'an instance of one',
      ({ acme }) => {
        for (const item of [planned(acme, 'division-voice'), changeOf(acme, 'division-voice')])
          Object.assign(item, { address: `${item.address}[0]`, index: 0 });
      },
      [
        'plan-mismatch: demo-acme plans g_auth_division.division-voice[0] as a g_auth_division named division-voice',
        'plan-mismatch: demo-acme plans g_auth_division.division-voice[0], which these files do not have',
        'plan-mismatch: demo-acme does not plan g_auth_division.division-voice',
      ],
    ],
    [
      'one less',
      ({ acme }) => {
        const module = acme.planned_values.root_module;
        module.resources = module.resources.filter((item: Json) => item.name !== 'division-voice');
      },
      [
        'plan-mismatch: demo-acme says what g_auth_division.division-voice will be and does not plan it',
        'plan-mismatch: demo-acme does not plan g_auth_division.division-voice',
      ],
    ],
    [
      'one whose change is not said',
      ({ acme }) =>
        void (acme.resource_changes = acme.resource_changes.filter(
          (item: Json) => item.name !== 'division-chat',
        )),
      ['plan-mismatch: demo-acme plans g_auth_division.division-chat without saying what changes'],
    ],
    [
      'one that only a read changes',
      ({ acme }) => {
        const change = changeOf(acme, 'division-chat');
        Object.assign(change, { mode: 'data', address: `data.${change.address}` });
      },
      [
        'plan-mismatch: demo-acme says what data.g_auth_division.division-chat will be and does not plan it',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat without saying what changes',
      ],
    ],
    [
      'one of which only an old object is gone',
      ({ acme }) => void (changeOf(acme, 'division-chat').deposed = 'abc'),
      [
        'plan-mismatch: demo-acme says what g_auth_division.division-chat will be and does not plan it',
        'plan-mismatch: demo-acme does create to g_auth_division.division-chat',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat without saying what changes',
      ],
    ],
    [
      'one that changes twice',
      ({ acme }) => acme.resource_changes.push(structuredClone(changeOf(acme, 'division-chat'))),
      ['plan-mismatch: demo-acme changes one resource twice'],
    ],
    ['one that also loses an old object', ({ acme }) => endOld(acme, 'division-chat'), []],
    [
      'one that ends and stays',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = ['delete']),
      [
        'plan-mismatch: demo-acme says delete of g_auth_division.division-chat, and shows something else',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat and says that it ends',
      ],
    ],
    [
      'one that is forgotten and stays',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = ['forget']),
      [
        'plan-mismatch: demo-acme says forget of g_auth_division.division-chat, and shows something else',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat and says that it ends',
        'undeclared-adoption: demo-acme forgets g_auth_division.division-chat',
      ],
    ],
    [
      'one with two outcomes',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.after.description = 'x'),
      ['plan-mismatch: demo-acme plans g_auth_division.division-chat with two outcomes'],
    ],
    [
      'one with which something unheard of is done',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = ['create', 'update']),
      ['plan-mismatch: demo-acme does create, update to g_auth_division.division-chat'],
    ],
    [
      'one with which nothing is done',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = []),
      ['plan-mismatch: demo-acme does nothing to g_auth_division.division-chat'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit).filter((text) => !/ client-\d /.test(text))).toEqual(expected);
  });

  it('may be none where the files have none', () => {
    const none = (assembly: AssemblyText) => {
      assembly.stacks.get('demo-acme').resource = {};
      delete assembly.stacks.get('demo-acme').import;
    };
    expect(issues(() => {}, { files: none }).filter((text) => text.includes('demo-acme'))).toEqual([]);
  });

  it('may not be none of the files', () => {
    expect(
      issues(({ acme }) => {
        acme.planned_values.root_module.resources = [];
        acme.resource_changes = [];
        delete acme.prior_state;
      }),
    ).toEqual([
      'plan-mismatch: demo-acme plans nothing of these files: it was made with -destroy or -refresh-only, or of other files',
    ]);
  });

  it('may stay as it is', () => {
    expect(issues(({ bindTo }) => bindTo('demo-acme', 'division-chat', own))).toEqual([]);
  });

  it.each([['create'], ['delete', 'create'], ['create', 'delete']])('may be changed by %s', (...actions) => {
    expect(issues(({ acme }) => act(acme, 'division-chat', actions))).toEqual([]);
  });

  it('may be let go while it is made anew, which is told', () => {
    expect(issues(({ acme }) => act(acme, 'division-chat', ['create', 'forget']))).toEqual([
      'undeclared-adoption: demo-acme forgets g_auth_division.division-chat',
    ]);
  });

  it.each(['read', 'no-op create', 'delete forget', 'forget create'])(
    'may not be changed by %s',
    (actions) => {
      expect(
        issues(
          ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = actions.split(' ')),
        ).filter((text) => text.includes(' does ')),
      ).toEqual([
        `plan-mismatch: demo-acme does ${actions.replace(' ', ', ')} to g_auth_division.division-chat`,
      ]);
    },
  );
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
    ['scopes', ['routing'], ['plan-mismatch: demo-acme plans other scopes for g_oauth_client.client-1']],
    ...['admin', 7, true, {}].map((scopes): [string, unknown, string[]] => [
      'scopes',
      scopes,
      ['plan-mismatch: demo-acme plans other scopes for g_oauth_client.client-1'],
    ]),
    ['scopes', [], []],
    ['scopes', null, []],
    ['name', 'demo-globex-1', another('name')],
    ['description', 'x', another('description')],
    ['description', null, []],
    ['description', '', []],
    ['description', ['Reads'], another('description')],
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

describe('a division', () => {
  const voice = 'g_auth_division.division-voice';
  it.each<[...Case, ((assembly: AssemblyText) => void)?]>([
    ['that is another one', ({ bindTo }) => bindTo('demo-acme', 'division-chat', own), []],
    [
      'with another name',
      ({ acme, set }) => set(acme, 'division-voice', { name: 'x' }),
      [`plan-mismatch: demo-acme plans another name for ${voice}`],
    ],
    [
      'that is the home division',
      ({ acme, set }) => set(acme, 'division-voice', { home: true }),
      [
        `home-division: demo-acme plans ${voice} as the home division @ ${voice} — plans ${voice} as the home division`,
      ],
    ],
    [
      'that its file says is not the home division',
      ({ acme, set }) => set(acme, 'division-voice', { home: true }),
      [
        `plan-mismatch: demo-acme plans another home for ${voice}`,
        `home-division: demo-acme plans ${voice} as the home division @ ${voice} — plans ${voice} as the home division`,
      ],
      (assembly) =>
        void (assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division['division-voice'].home =
          false),
    ],
    ['that is not the home division', ({ acme, set }) => set(acme, 'division-voice', { home: false }), []],
    [
      'that may be the home division',
      ({ acme, marks }) => marks(acme, 'division-voice', { id: true, home: true }),
      [`plan-mismatch: demo-acme leaves home of ${voice} unknown`],
    ],
    [
      'of another id than the adopted one',
      ({ bindTo }) => bindTo('demo-acme', 'division-old', own),
      [
        'plan-mismatch: demo-acme plans g_auth_division.division-old with another id than the adopted one',
        'plan-mismatch: demo-acme client-1 lacks <reader> in ffffffff-0000-4000-8000-00000000000a @ g_oauth_client.client-1',
        'plan-mismatch: demo-acme client-2 lacks <reader> in ffffffff-0000-4000-8000-00000000000a @ g_oauth_client.client-2',
      ],
    ],
    [
      'of the adopted id in capitals',
      ({ bindTo }) => bindTo('demo-acme', 'division-old', '1C8F5E4B-6D30-4A1F-9B2C-8E7D6F5A4B3C'),
      [],
    ],
  ])('%s', (_what, edit, expected, files = () => {}) => {
    const found = issues(edit, { files });
    expect(found.filter((text) => !text.includes(' extra ') && !text.includes(' lacks '))).toEqual(
      expected.filter((text) => !text.includes(' lacks ')),
    );
  });

  const bound = (id: string, stack = 'demo-acme', name = 'division-chat') =>
    issues(({ bindTo }) => bindTo(stack, name, id)).filter((text) => text.includes(' binds '));
  const chat = 'g_auth_division.division-chat';
  it('bound to what another tenant adopted is foreign', () => {
    expect(bound(globexHall)).toEqual([
      `foreign-division: demo-acme binds ${chat} to another division @ ${chat} (globex: hall)`,
    ]);
    expect(bound(globexHall.toUpperCase())).toHaveLength(1);
  });

  it('bound to what the tenant adopted under another name is foreign', () => {
    expect(bound(legacy)).toEqual([
      `foreign-division: demo-acme binds ${chat} to another division @ ${chat} (acme: legacy)`,
    ]);
  });

  it('bound to a shared one is foreign', () => {
    expect(bound(holidays)).toEqual([
      `foreign-division: demo-acme binds ${chat} to another division @ ${chat} (shared: holidays)`,
    ]);
  });

  it('bound to the home division is home', () => {
    expect(bound(home)).toEqual([
      `home-division: demo-acme binds ${chat} to the home division @ ${chat} — binds ${chat} to the home division`,
    ]);
  });

  it('bound to what another plan holds is foreign to both', () => {
    const found = issues(({ bindTo }) => {
      bindTo('demo-acme', 'division-chat', own);
      bindTo('demo-globex', 'division-sales', own.toUpperCase());
    }).filter((text) => text.includes(' holds too'));
    expect(found).toEqual([
      `foreign-division: demo-acme binds ${chat} to a division that the plan of demo-globex holds too @ ${chat} (demo-globex: ${own})`,
      `foreign-division: demo-globex binds g_auth_division.division-sales to a division that the plan of demo-acme holds too @ g_auth_division.division-sales (demo-acme: ${own.toUpperCase()})`,
    ]);
  });
});

it('what another plan holds as something else than a division is no division', () => {
  const found = issues(({ bindTo }) => {
    bindTo('demo-acme', 'division-chat', own);
    bindTo('demo-globex', 'client-1', own);
  });
  expect(found.filter((text) => text.includes(' holds too'))).toEqual([]);
});

describe('objects are bound otherwise', () => {
  it.each<Case>([
    [
      'by a move',
      ({ acme }) => void (changeOf(acme, 'division-chat').previous_address = 'genesyscloud_auth_division.x'),
      ['undeclared-adoption: demo-acme moves g_auth_division.x to g_auth_division.division-chat'],
    ],
    [
      'by an import that nobody declared',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.importing = { id: own }),
      ['undeclared-adoption: demo-acme imports an object as g_auth_division.division-chat'],
    ],
    [
      'by an import of another id',
      ({ acme }) => void (changeOf(acme, 'division-old').change.importing.id = own),
      ['undeclared-adoption: demo-acme imports an object as g_auth_division.division-old'],
    ],
    [
      'by an import of an id that nobody knows',
      ({ acme }) => void (changeOf(acme, 'division-old').change.importing = {}),
      ['undeclared-adoption: demo-acme imports an object as g_auth_division.division-old'],
    ],
    [
      'by an import into the foundation',
      ({ foundation }) => void (changeOf(foundation, 'reader').change.importing = { id: own }),
      ['undeclared-adoption: demo-foundation imports an object as g_auth_role.reader'],
    ],
    [
      'but not by the declared import, in capitals',
      ({ acme }) =>
        void (changeOf(acme, 'division-old').change.importing.id = '1C8F5E4B-6D30-4A1F-9B2C-8E7D6F5A4B3C'),
      [],
    ],
    [
      'but not where the import is over',
      ({ acme }) => void delete changeOf(acme, 'division-old').change.importing,
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit)).toEqual(expected);
  });
});

describe('what a plan read of the foundation', () => {
  const state = (acme: Json): Json => acme.prior_state.values.root_module.resources[0];
  const output = 'cross-stack-output-genesyscloud_auth_rolereaderid';
  const ending = ['acme', 'globex'].map(
    (tenant) =>
      `plan-mismatch: demo-${tenant} read the cross-stack-output-g_auth_rolereaderid of a role that the foundation's plan ends or makes anew: apply the foundation first, then plan all stacks again`,
  );
  /** The foundation's outputs once its roles exist. */
  const outputs = (foundation: Json, acme: Json, id = state(acme).values.outputs[output]): void => {
    foundation.planned_values.outputs = Object.fromEntries(
      Object.entries({ ...state(acme).values.outputs, [output]: id }).map(([name, value]) => [
        name,
        { value },
      ]),
    );
    foundation.output_changes = Object.fromEntries(
      Object.entries(foundation.planned_values.outputs as Json).map(([name, { value }]: Json) => [
        name,
        { actions: ['no-op'], before: value, after: value, after_unknown: false },
      ]),
    );
  };
  it.each<Case>([
    [
      'is of another name',
      ({ acme }) => Object.assign(state(acme), { name: 'x', address: 'data.terraform_remote_state.x' }),
      ['plan-mismatch: demo-acme read data.terraform_remote_state.x, which these files do not have'],
    ],
    [
      'is one of several',
      ({ acme }) => Object.assign(state(acme), { address: `${state(acme).address}[0]` }),
      [
        'plan-mismatch: demo-acme read data.terraform_remote_state.cross-stack-reference-input-demo-foundation[0], which these files do not have',
      ],
    ],
    [
      'has another role than its plan',
      ({ foundation, acme }) => outputs(foundation, acme, own),
      [
        'plan-mismatch: demo-foundation plans another id for the output cross-stack-output-g_auth_rolereaderid than for its resource',
        'plan-mismatch: demo-foundation plans another id for the output cross-stack-output-g_auth_roleeditorid than for its resource',
        "plan-mismatch: demo-acme read another cross-stack-output-g_auth_rolereaderid than the foundation's plan has",
        "plan-mismatch: demo-globex read another cross-stack-output-g_auth_rolereaderid than the foundation's plan has",
      ],
    ],
    [
      'has the role of its plan',
      ({ foundation, acme, bindTo }) => {
        const ids = state(acme).values.outputs;
        for (const role of ['reader', 'editor'])
          bindTo('demo-foundation', role, ids[`cross-stack-output-genesyscloud_auth_role${role}id`]);
        outputs(foundation, acme);
      },
      [],
    ],
    [
      'has a role that its plan does not know',
      ({ foundation }) => {
        foundation.planned_values.outputs = { [output]: {} };
        foundation.output_changes = { [output]: { actions: ['create'], before: null, after_unknown: true } };
      },
      ['plan-mismatch: demo-foundation does not plan the output cross-stack-output-g_auth_roleeditorid'],
    ],
    [
      'comes from an output that these files do not have',
      ({ foundation, acme }) => {
        outputs(foundation, acme);
        for (const name of Object.keys(foundation.planned_values.outputs)) {
          foundation.planned_values.outputs[name] = {};
          foundation.output_changes[name] = { actions: ['create'], before: null, after_unknown: true };
        }
        foundation.planned_values.outputs.other = { value: 'x' };
        foundation.output_changes.other = { actions: ['create'], before: null, after: 'x' };
      },
      ['plan-mismatch: demo-foundation plans an output other, which these files do not have'],
    ],
    [
      'is another role than others read, while its plan does not know it',
      ({ plans }) => void (state(plans.get('demo-globex')).values.outputs[output] = own),
      ['plan-mismatch: demo-globex read another cross-stack-output-g_auth_rolereaderid than other plans'],
    ],
    [
      'is of a role that its plan makes anew',
      ({ foundation }) => act(foundation, 'reader', ['delete', 'create']),
      ending,
    ],
    [
      'is of an output that had a value, whatever becomes of it',
      ({ foundation }) =>
        void Object.assign(foundation.output_changes[output], { actions: ['update'], before: own }),
      ending,
    ],
    [
      'is of an output that its state has',
      ({ foundation }) => {
        foundation.prior_state ??= { values: {} };
        foundation.prior_state.values.outputs = { [output]: { value: own } };
      },
      ending,
    ],
    [
      'is of an output whose value is no text',
      ({ foundation }) => {
        foundation.planned_values.outputs[output] = { value: [own] };
        Object.assign(foundation.output_changes[output], { after: [own], after_unknown: false });
      },
      [
        'plan-mismatch: demo-foundation plans another id for the output cross-stack-output-g_auth_rolereaderid than for its resource',
        ...['acme', 'globex'].map(
          (tenant) =>
            `plan-mismatch: demo-${tenant} read another cross-stack-output-g_auth_rolereaderid than the foundation's plan has`,
        ),
      ],
    ],
    ['has no plan', ({ plans }) => void plans.delete('demo-foundation'), []],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit).filter((text) => !/ client-\d /.test(text))).toEqual(expected);
  });
});

it('the roles of another org are others, and nothing is wrong with that', () => {
  expect(issues(() => {}, { manifest: (input) => void Object.assign(input, { other: otherOrg() }) })).toEqual(
    [],
  );
});

it('nothing is across where no plans were given', () => {
  expect(issuesAcross(modelOf({}), [])).toEqual([]);
});
