import { describe, expect, it } from 'vitest';
import { findings, found, modelOf } from '../support/found';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { divisionReference, type Json, roleReference } from '../support/write-assembly';
import { client, division, type Edit, role } from './fixtures/fixture';

/* Where exactly the rules about grants, permissions, plans and what is missing begin to speak, and what they say. */

const stack = (edit: (file: Json) => void, name = 'demo-acme'): Edit => ({
  assembly: (assembly) => edit(assembly.stacks.get(name)),
});
const roles = (edit: (roles: Json[]) => unknown): Edit => ({
  assembly: (assembly) => void edit(client(assembly).roles),
});
const [org] = manifestOf(sample()).orgs;
if (org === undefined) throw new Error('no org');
const editor = roleReference(org, 'editor');
type Case = [what: string, edit: Edit, expected: string[]];

describe('missing-grant', () => {
  it.each<Case>([
    ['one less', roles((list) => list.shift()), ['acme: client-1 grant reader in voice']],
    [
      'all of them',
      roles((list) => list.splice(0)),
      ['voice', 'legacy', 'old', 'holidays']
        .map((key) => `acme: client-1 grant reader in ${key}`)
        .concat(['acme: client-1 grant editor in voice']),
    ],
    [
      'one in another division',
      { assembly: division(divisionReference('chat')) },
      ['acme: client-1 grant reader in voice'],
    ],
    ['one of another role', { assembly: role(editor) }, ['acme: client-1 grant reader in voice']],
    ['one that cannot be resolved, which is another finding', { assembly: division('${var.x}') }, []],
    ['one of a role that cannot be resolved', { assembly: role('x') }, []],
    ['one in nobody’s division', { assembly: division('x') }, []],
    [
      'those of a client of no generation',
      stack(
        (file) =>
          void (file.resource.genesyscloud_oauth_client = {
            spare: {},
            ...file.resource.genesyscloud_oauth_client,
          }),
      ),
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('missing-grant', edit)).toEqual(expected);
  });
});

describe('undeclared-grant', () => {
  it.each<Case>([
    [
      'in another own division',
      { assembly: division(divisionReference('chat')) },
      ['acme: client-1 grant reader in chat'],
    ],
    ['of another role', { assembly: role(editor) }, []],
    [
      'of another role in a division where it is not declared',
      roles((list) => void (list[1].role_id = editor)),
      ['acme: client-1 grant editor in legacy'],
    ],
    ['of a role that cannot be resolved', roles((list) => list.push({ ...list[0], role_id: 'x' })), []],
    ['in a division that cannot be resolved', { assembly: division('${var.x}') }, []],
    [
      'in a shared division',
      roles((list) => list.push({ role_id: editor, division_id: '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10' })),
      ['acme: client-1 grant editor in holidays'],
    ],
    [
      'of a role without a template',
      roles((list) => void (list[0].role_id = '${genesyscloud_auth_role.reader.id}')),
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('undeclared-grant', edit)).toEqual(expected);
  });
});

describe('missing-client', () => {
  it.each<Case>([
    [
      'one less',
      stack((file) => void delete file.resource.genesyscloud_oauth_client['client-2']),
      ['acme: client-2'],
    ],
    [
      'all of a stack',
      { assembly: (assembly) => void assembly.stacks.delete('demo-acme') },
      ['acme: client-1', 'acme: client-2'],
    ],
    [
      'one of another name',
      stack((file) => {
        const clients = file.resource.genesyscloud_oauth_client;
        clients['client-02'] = clients['client-2'];
        delete clients['client-2'];
      }),
      ['acme: client-2'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('missing-client', edit)).toEqual(expected);
  });
});

describe('nothing-examined', () => {
  it.each<Case>([
    ['no org', { manifest: (orgs) => void delete orgs['demo'] }, ['-: no org']],
    [
      'no tenant',
      {
        manifest: ({ demo }) => {
          for (const name of Object.keys(demo?.tenants ?? {})) delete demo?.tenants[name];
        },
      },
      ['-: no tenant', '-: no client'],
    ],
    [
      'one org without tenants',
      { manifest: (orgs) => void (orgs['empty'] = { org: orgs['demo']?.org, tenants: {} }) },
      ['-: no tenant'],
    ],
    [
      'no client',
      {
        assembly: (assembly) => {
          for (const name of ['demo-acme', 'demo-globex'])
            assembly.stacks.get(name).resource.genesyscloud_oauth_client = {};
        },
      },
      ['-: no client'],
    ],
    ['one client', { assembly: (assembly) => void assembly.stacks.delete('demo-acme') }, []],
  ])('%s', (_what, edit, expected) => {
    expect(found('nothing-examined', edit)).toEqual(expected);
  });
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

describe('duplicate-division', () => {
  const named = (where: string, name: string, label: unknown): Edit =>
    stack((file) => void (file.resource.genesyscloud_auth_division[name].name = label), where);
  const other = (edit: Edit): string => found('duplicate-division', edit).join('\n');
  it('in two stacks of one name, whatever its letter case and spaces', () => {
    for (const text of ['Old hall', ' OLD HALL\t'])
      expect(other(named('demo-globex', 'division-sales', text))).toBe(
        'globex: demo-globex g_auth_division.division-sales has the name "old hall", which g_auth_division.division-old of demo-acme has too',
      );
  });

  it('in one stack', () => {
    expect(other(named('demo-acme', 'division-chat', 'Old hall'))).toBe(
      'acme: demo-acme g_auth_division.division-old has the name "old hall", which g_auth_division.division-chat of demo-acme has too',
    );
  });

  it.each<[unknown, string]>([
    [null, 'null'],
    [7, '7'],
    ['${var.n}', '${var.n}'],
  ])('of a name that is %j and may be any', (value, shown) => {
    expect(other(named('demo-acme', 'division-chat', value))).toBe(
      `acme: demo-acme g_auth_division.division-chat has a name that is not written out (${shown})`,
    );
  });

  it('of one id, whatever its letter case', () => {
    const id = '1C8F5E4B-6D30-4A1F-9B2C-8E7D6F5A4B3C';
    expect(
      other(
        stack(
          (file) => void (file.import = [{ to: 'genesyscloud_auth_division.division-sales', id }]),
          'demo-globex',
        ),
      ),
    ).toBe(
      `globex: demo-globex g_auth_division.division-sales has the id ${id.toLowerCase()}, which g_auth_division.division-old of demo-acme has too`,
    );
    const twice = stack((file) => file.import.push({ ...file.import[0] }));
    expect(other(twice)).toBe('');
    const computed = stack((file) => file.import.push({ ...file.import[0], id: '${var.x}' }));
    expect(other(computed)).toBe('');
  });
});

describe('foreign-placement', () => {
  const queue = (body: Json, where?: string): Edit =>
    stack((file) => void (file.resource.genesyscloud_routing_queue = { q: body }), where);
  it.each<[unknown, string | undefined]>([
    [divisionReference('voice'), undefined],
    ['0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b', undefined],
    ['2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d', '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d'],
    ['6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10', '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10'],
    ['*', '*'],
    ['', 'empty'],
    [null, 'null'],
    [undefined, 'omitted'],
    ['x', 'x'],
    ['${var.d}', '${var.d}'],
  ])('of a queue in %j', (value, shown) => {
    expect(found('foreign-placement', queue({ division_id: value }))).toEqual(
      shown === undefined ? [] : [`acme: g_routing_queue.q division_id ${shown}`],
    );
  });

  it('in the foundation, where no division is anybody’s', () => {
    expect(
      found(
        'foreign-placement',
        queue({ division_id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b' }, 'demo-foundation'),
      ),
    ).toEqual(['-: g_routing_queue.q division_id 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b']);
  });
});

it('foreign-placement says whose the division is not', () => {
  const edit = stack((file) => void (file.resource.genesyscloud_routing_queue = { q: { division_id: 'x' } }));
  expect(findings('foreign-placement', modelOf(edit)).map(({ values }) => values['verdict'])).toEqual([
    "is not the tenant's (x)",
  ]);
});

describe('permissions', () => {
  const permission = (name: string, aware?: boolean): Edit => ({
    manifest: ({ demo }) => {
      demo?.org.roles.reader.permissions.push(name);
      if (aware !== undefined && demo) demo.catalog.permissions[name] = aware;
    },
  });
  const held = (name: string): string[] =>
    ['acme', 'globex'].map((tenant) => `${tenant}: role reader permission ${name}`);
  it.each<[string, Parameters<typeof found>[0], Edit, string[]]>([
    [
      'org-wide by the catalogue',
      'org-wide-permission',
      permission('routing:queue:add', false),
      held('routing:queue:add'),
    ],
    ['divided by the catalogue', 'org-wide-permission', permission('audits:audit:view', true), []],
    [
      'org-wide by the table',
      'org-wide-permission',
      permission('audits:audit:view'),
      held('audits:audit:view'),
    ],
    ['of which neither knows', 'org-wide-permission', permission('routing:queue:add'), []],
    ['called as every object calls its maker', 'unverified-permission', permission('constructor'), []],
    [
      'called as every object calls its maker, unknown',
      'unknown-permission',
      permission('constructor'),
      ['-: role reader permission constructor'],
    ],
    [
      'that the catalogue lacks',
      'unverified-permission',
      permission('routing:queue:add'),
      held('routing:queue:add'),
    ],
    ['that the catalogue has', 'unverified-permission', permission('routing:queue:add', false), []],
    ['that only the catalogue has', 'unknown-permission', permission('brandNew:thing:view', false), []],
    [
      'that nobody has',
      'unknown-permission',
      permission('brandNew:thing:view'),
      ['-: role reader permission brandNew:thing:view'],
    ],
    ['with a star, which is another finding', 'unknown-permission', permission('brandNew:thing:*'), []],
    [
      'of a role that nobody holds',
      'deputy-permission',
      {
        manifest: ({ demo }) =>
          void (demo && (demo.org.roles.idle = { permissions: ['integrations:action:execute'] })),
      },
      ['-: role idle permission integrations:action:execute'],
    ],
    [
      'of a role that one tenant holds',
      'deputy-permission',
      { manifest: ({ demo }) => void demo?.org.roles.editor.permissions.push('integrations:action:execute') },
      ['acme: role editor permission integrations:action:execute'],
    ],
  ])('%s', (_what, rule, edit, expected) => {
    expect(found(rule, edit)).toEqual(expected);
  });
});

it('a permission is told of with everybody who holds its role', () => {
  const model = modelOf({
    manifest: ({ demo }) => {
      if (!demo) return;
      demo.org.roles.idle = { permissions: [] };
      for (const name of ['reader', 'editor', 'idle'])
        demo.org.roles[name].permissions.push('brandNew:thing:view');
    },
  });
  expect(
    findings('unknown-permission', model).map(({ values: { role, holders, suggestion } }) => [
      role,
      holders,
      suggestion,
    ]),
  ).toEqual([
    ['reader', 'acme, globex', ''],
    ['editor', 'acme', ''],
    ['idle', 'nobody yet', ''],
  ]);
});

it('a permission is held by tenants of its own org', () => {
  const twoOrgs: Edit = {
    manifest: (orgs) => {
      const other = sample().demo;
      other.org.roles.editor.permissions.push('integrations:action:execute');
      delete other.tenants['acme'];
      orgs['other'] = other;
    },
  };
  expect(found('deputy-permission', twoOrgs)).toEqual([
    '-: role editor permission integrations:action:execute',
  ]);
});

it('what a plan says otherwise is shown at the manifest of its own org', () => {
  const twoOrgs: Edit = {
    manifest: (orgs) => void (orgs['other'] = sample().demo),
    plans: (all) => {
      for (const name of ['other-acme', 'other-foundation'])
        all.get(name).configuration.provider_config.genesyscloud.version_constraint = '1.85.0';
    },
  };
  const places = findings('plan-mismatch', modelOf(twoOrgs)).map(({ at }) => at[0]);
  expect(places.map((place) => place?.file)).toEqual(['tenants/other/org.yaml', 'tenants/other/acme.yaml']);
});

describe('scope-ceiling', () => {
  it('names the scope that is lacking, once for all that it would allow', () => {
    expect(
      found('scope-ceiling', {
        manifest: ({ demo }) => void (demo && (demo.tenants['acme'].client.scopes = ['users:readonly'])),
      }),
    ).toEqual(['acme: scope analytics:readonly', 'acme: scope routing']);
  });

  it('is silent where a role has no template, which is another finding', () => {
    expect(
      found('scope-ceiling', {
        manifest: ({ demo }) =>
          void demo?.tenants['acme'].client.grants.push({ role: 'constructor', divisions: ['voice'] }),
      }),
    ).toEqual([]);
  });
});

describe('cross-tenant-state', () => {
  const other = '../../../terraform.demo-globex.tfstate';
  const note = (name: string, text: string) => ({
    name: '.terraform',
    kind: 'folder' as const,
    entries: [{ name, kind: 'file' as const, bytes: new TextEncoder().encode(text) }],
  });
  const state = (more: Json) => ({
    backend: 'local',
    config: { path: other },
    workspace: '${terraform.workspace}',
    ...more,
  });
  it.each<Case>([
    [
      'a tenant that reads another’s state',
      stack((file) => void (file.data.terraform_remote_state.x = state({}))),
      ['acme: demo-acme remote state x reads the state of demo-globex'],
    ],
    [
      'a state that is nobody’s',
      stack((file) => void (file.data.terraform_remote_state.x = state({ defaults: {} }))),
      ["acme: demo-acme remote state x names a place that is no stack's own"],
    ],
    [
      'a foundation that reads itself',
      stack(
        (file) =>
          void (file.data = {
            terraform_remote_state: {
              x: state({ config: { path: '../../../terraform.demo-foundation.tfstate' } }),
            },
          }),
        'demo-foundation',
      ),
      ['-: demo-foundation remote state x reads the state of demo-foundation'],
    ],
    [
      'a foundation that depends on itself',
      {
        assembly: (assembly) =>
          assembly.manifest.stacks['demo-foundation'].dependencies.push('demo-foundation'),
      },
      ['-: demo-foundation depends on the stack demo-foundation'],
    ],
    [
      'a tenant that depends on another',
      { assembly: (assembly) => assembly.manifest.stacks['demo-acme'].dependencies.push('demo-globex') },
      ['acme: demo-acme depends on the stack demo-globex'],
    ],
    [
      'a workspace beside an unknown foundation',
      {
        assembly: (assembly) => {
          assembly.stacks.delete('demo-foundation');
          assembly.extra.set('demo-acme', [note('environment', 'blue')]);
        },
      },
      [
        'acme: demo-acme is in another workspace (.terraform/environment) than the foundation',
        'acme: demo-acme is in a workspace (.terraform/environment) whose state lies in its own folder',
      ],
    ],
    [
      'all in one workspace of a backend that has them',
      {
        manifest: ({ demo }) => void (demo && (demo.org.state = { backend: 'gcs', bucket: 'b' })),
        assembly: (assembly) => {
          for (const name of assembly.stacks.keys()) assembly.extra.set(name, [note('environment', 'blue')]);
        },
      },
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('cross-tenant-state', edit)).toEqual(expected);
  });
});

describe('stray-terraform', () => {
  it.each<Case>([
    [
      'in a tenant’s folder',
      { assembly: (assembly) => void assembly.extra.set('demo-acme', [{ name: 'x.tf', kind: 'file' }]) },
      ['acme: cdktf.out/stacks/demo-acme/x.tf would be read by Terraform, and cdktf did not write it'],
    ],
    [
      'in the foundation’s folder',
      {
        assembly: (assembly) => void assembly.extra.set('demo-foundation', [{ name: 'x.tf', kind: 'file' }]),
      },
      ['-: cdktf.out/stacks/demo-foundation/x.tf would be read by Terraform, and cdktf did not write it'],
    ],
    [
      'in a folder of nobody',
      { assembly: (assembly) => void assembly.extra.set('evil', [{ name: 'x.tf', kind: 'file' }]) },
      ['-: cdktf.out/stacks/evil is not listed in manifest.json'],
    ],
    [
      'what cannot be read, which is another finding',
      { assembly: (assembly) => void assembly.raw.set('demo-acme', '{') },
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('stray-terraform', edit)).toEqual(expected);
  });
});

it('stray-terraform is told to the org whose folder it is', () => {
  const edit: Edit = {
    assembly: (assembly) => {
      for (const name of ['demo-foundation', 'demo-globex', 'evil'])
        assembly.extra.set(name, [{ name: 'x.tf', kind: 'file' }]);
    },
  };
  expect(findings('stray-terraform', modelOf(edit)).map(({ org, tenant }) => [org, tenant])).toEqual([
    ['demo', undefined],
    ['demo', 'globex'],
    [undefined, undefined],
  ]);
});

it('incomplete-plan asks for the foundation’s plan at the stage of the foundation, and for no other', () => {
  const subjects = (edit: (plans: Map<string, Json>) => void): string[] => {
    const model = modelOf({ plans: edit });
    if (model.plans === undefined) throw new Error('no plans');
    const atStage = { ...model, plans: { ...model.plans, stage: 'foundation' as const } };
    return findings('incomplete-plan', atStage).map(({ subject }) => subject);
  };
  expect(subjects((all) => void all.delete('demo-acme'))).toEqual([]);
  expect(subjects((all) => void all.delete('demo-foundation'))).toEqual([
    'plan of demo-foundation is missing',
  ]);
  expect(subjects((all) => void (all.get('demo-foundation').errored = true))).toEqual([
    'plan of demo-foundation ended with an error',
  ]);
});

describe('incomplete-plan and plan-mismatch', () => {
  const plans = (edit: (plans: Map<string, Json>) => void): Edit => ({ plans: edit });
  it.each<[string, Parameters<typeof found>[0], Edit, string[]]>([
    [
      'a plan that is missing',
      'incomplete-plan',
      plans((all) => void all.delete('demo-acme')),
      ['acme: plan of demo-acme is missing'],
    ],
    [
      'the foundation’s plan',
      'incomplete-plan',
      plans((all) => void all.delete('demo-foundation')),
      ['-: plan of demo-foundation is missing'],
    ],
    [
      'no plan',
      'incomplete-plan',
      plans((all) => void all.set('demo-acme', '[]')),
      ['acme: plan of demo-acme is no plan'],
    ],
    [
      'one that says everything at once',
      'incomplete-plan',
      plans((all) => {
        const plan = all.get('demo-acme');
        Object.assign(plan, { errored: true, complete: false, deferred_changes: [{}] });
        plan.planned_values.root_module.resources.push({
          address: 'data.a.b',
          mode: 'data',
          type: 'a',
          name: 'b',
        });
      }),
      [
        'ended with an error',
        'is not complete: -target, an error or a deferred change left something out',
        'defers changes to a later run',
        'reads data.a.b only when it is applied',
      ].map((what) => `acme: plan of demo-acme ${what}`),
    ],
    ['nothing without plans', 'incomplete-plan', {}, []],
    ['no mismatch without plans', 'plan-mismatch', {}, []],
    [
      'a plan of nobody',
      'plan-mismatch',
      plans((all) => void all.set('evil', all.get('demo-acme'))),
      ['-: plan of evil'],
    ],
    [
      'an unreadable plan of nobody',
      'plan-mismatch',
      plans((all) => void all.set('evil', '{')),
      ['-: plan of evil'],
    ],
  ])('%s', (_what, rule, edit, expected) => {
    expect(found(rule, edit)).toEqual(expected);
  });
});

describe('drifted-grant', () => {
  const drift = (
    type: string,
    before: Json,
    after: Json,
    actions = ['update'],
    where = 'demo-acme',
  ): string[] =>
    found('drifted-grant', {
      plans: (all) =>
        void (all.get(where).resource_drift = [
          {
            address: `${type}.x`,
            mode: 'managed',
            type,
            name: 'x',
            change: { actions, before, after, after_unknown: {} },
          },
        ]),
    });
  const changed = (type: string, what: string, tenant = 'acme', where = 'demo-acme'): string[] => [
    `${tenant}: ${where} ${type.replace('genesyscloud_', 'g_')}.x was ${what}`,
  ];
  const clientType = 'genesyscloud_oauth_client';
  const roleType = 'genesyscloud_auth_role';
  const divisionType = 'genesyscloud_auth_division';
  const now = (text: string): string => `changed outside Terraform: it ${text}`;
  const policy = { domain: 'a', entity_name: 'b', action_set: ['c'] };

  it.each<[string, string, Json, Json, string | undefined]>([
    ['a client in nothing', clientType, { roles: [] }, { roles: [] }, undefined],
    ['a client in its scopes', clientType, { scopes: null }, { scopes: [] }, undefined],
    ['a client in roles from null to none', clientType, { roles: null }, { roles: [] }, undefined],
    ['a client in roles from nothing to none', clientType, {}, { roles: [] }, undefined],
    [
      'a client in its state',
      clientType,
      { state: 'active' },
      { state: 'inactive' },
      now('now has state "inactive" and no longer has state "active"'),
    ],
    [
      'a client in its state, from nothing',
      clientType,
      {},
      { state: 'inactive' },
      now('now has state "inactive" and no longer has state null'),
    ],
    [
      'a client in its grant type',
      clientType,
      { authorized_grant_type: 'A' },
      { authorized_grant_type: 'B' },
      now('now has authorized_grant_type "B" and no longer has authorized_grant_type "A"'),
    ],
    [
      'a client in a grant without division',
      clientType,
      { roles: [] },
      { roles: [{ role_id: 'r' }] },
      now('now has the role r in the home division'),
    ],
    [
      'a client in a grant of null',
      clientType,
      { roles: [] },
      { roles: [{ role_id: 'r', division_id: null }] },
      now('now has the role r in the home division'),
    ],
    [
      'a client in a grant without role',
      clientType,
      { roles: [] },
      { roles: [{ division_id: 'd' }] },
      now('now has the grant {"division_id":"d"}'),
    ],
    [
      'a client in roles that are no list',
      clientType,
      { roles: [] },
      { roles: 'x' },
      now('now has the grant "x"'),
    ],
    [
      'a client that was not there before',
      clientType,
      null,
      { state: 'active' },
      now('now has authorized_grant_type null, state "active"'),
    ],
    ['a client that is gone', clientType, {}, null, 'deleted outside Terraform'],
    [
      'a role in nothing',
      roleType,
      { permission_policies: [policy] },
      { permission_policies: [{ ...policy, conditions: [] }] },
      undefined,
    ],
    [
      'a role in a permission more',
      roleType,
      { permissions: [] },
      { permissions: ['admin'] },
      now('now has the permission admin'),
    ],
    [
      'a role in policies that cannot be read',
      roleType,
      { permission_policies: [] },
      { permission_policies: [7] },
      now('now has the permission 7'),
    ],
    [
      'a role in its default role',
      roleType,
      { default_role_id: '' },
      { default_role_id: 'd' },
      now('now has default_role_id "d"'),
    ],
    ['a role in no default role', roleType, { default_role_id: null }, { default_role_id: '' }, undefined],
    ['a division in its description', divisionType, { description: 'a' }, { description: 'b' }, undefined],
    [
      'a division in its id',
      divisionType,
      { id: 'a' },
      { id: 'b' },
      now('now has id "b" and no longer has id "a"'),
    ],
    [
      'a division in its flag',
      divisionType,
      { home: false },
      { home: true },
      now('now has home true and no longer has home false'),
    ],
    ['what has no authority', 'genesyscloud_routing_queue', { name: 'a' }, { name: 'b' }, undefined],
    ['what has no authority and is gone', 'genesyscloud_routing_queue', {}, null, undefined],
  ])('%s', (_what, type, before, after, expected) => {
    expect(drift(type, before, after)).toEqual(expected === undefined ? [] : changed(type, expected));
  });

  it('is deleted where the action says so, whatever is left', () => {
    expect(drift(clientType, {}, {}, ['delete'])).toEqual(changed(clientType, 'deleted outside Terraform'));
  });

  it('is the org’s in the foundation, and nothing without plans', () => {
    expect(drift(roleType, {}, null, ['delete'], 'demo-foundation')).toEqual(
      changed(roleType, 'deleted outside Terraform', '-', 'demo-foundation'),
    );
    expect(found('drifted-grant', {})).toEqual([]);
    expect(found('drifted-grant', { plans: (all) => void all.set('demo-acme', '{') })).toEqual([]);
    const withoutFile: Edit = {
      plans: (all) =>
        void (all.get('demo-acme').resource_drift = [
          {
            address: `${clientType}.x`,
            mode: 'managed',
            type: clientType,
            name: 'x',
            change: { actions: ['delete'], before: {}, after: null, after_unknown: {} },
          },
        ]),
    };
    expect(found('drifted-grant', withoutFile)).toHaveLength(1);
    const missing: Edit = {
      ...withoutFile,
      assembly: (assembly) => void assembly.stacks.delete('demo-acme'),
    };
    expect(found('drifted-grant', missing)).toEqual([]);
  });
});
