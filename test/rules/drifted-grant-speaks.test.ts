import { describe, expect, it } from 'vitest';
import { found } from '../support/found';
import type { Json } from '../support/write-assembly';
import type { Edit } from './fixtures/fixture';

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
      'a client in what its tokens may ask for',
      clientType,
      { scopes: ['routing'] },
      { scopes: ['routing', 'users'] },
      now('now has the scope "users"'),
    ],
    [
      'a client in where its tokens are sent',
      clientType,
      { registered_redirect_uris: [] },
      { registered_redirect_uris: ['https://x'] },
      now('now has the redirect "https://x"'),
    ],
    [
      'a client in which client it is',
      clientType,
      { id: 'a' },
      { id: 'b' },
      now('now has id "b" and no longer has id "a"'),
    ],
    [
      'a role in its general permissions, beside a policy with a condition',
      roleType,
      { permission_policies: [{ ...policy, conditions: [{ conjunction: 'AND' }] }], permissions: [] },
      { permission_policies: [{ ...policy, conditions: [{ conjunction: 'AND' }] }], permissions: ['admin'] },
      now('now has the permission "admin"'),
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
    ['a client that is gone, from the files too', clientType, {}, null, undefined],
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

  const gone = (where: string, name: string, after: Json, isPlanned = true): string[] =>
    found('drifted-grant', {
      plans: (all) => {
        const plan = all.get(where);
        const { change: _, ...item } = plan.resource_changes.find((one: Json) => one.name === name);
        plan.resource_drift = [
          { ...item, change: { actions: ['delete'], before: {}, after, after_unknown: {} } },
        ];
        if (isPlanned) return;
        // As with -refresh-only.
        for (const list of [plan.resource_changes, plan.planned_values.root_module.resources])
          list.splice(
            list.findIndex((one: Json) => one.name === name),
            1,
          );
      },
    });

  it('is deleted where the action says so, whatever is left, and as long as the files have it', () => {
    const said = ['acme: demo-acme g_oauth_client.client-1 was deleted outside Terraform'];
    expect(gone('demo-acme', 'client-1', null)).toEqual(said);
    expect(gone('demo-acme', 'client-1', {})).toEqual(said);
    expect(gone('demo-acme', 'client-1', null, false)).toEqual(said);
    expect(drift(clientType, {}, {}, ['delete'])).toEqual([]);
  });

  it('is deleted also where only the plan has it: it will be made anew', () => {
    const item = { address: `${clientType}.x`, mode: 'managed', type: clientType, name: 'x' };
    const change = { actions: ['delete'], before: {}, after: null, after_unknown: {} };
    expect(
      found('drifted-grant', {
        plans: (all) => {
          const plan = all.get('demo-acme');
          plan.resource_drift = [{ ...item, change }];
          plan.planned_values.root_module.resources.push({ ...item, values: {} });
        },
      }),
    ).toEqual(changed(clientType, 'deleted outside Terraform'));
  });

  it('is the org’s in the foundation, and nothing without plans', () => {
    expect(gone('demo-foundation', 'reader', null)).toEqual([
      '-: demo-foundation g_auth_role.reader was deleted outside Terraform',
    ]);
    expect(found('drifted-grant', {})).toEqual([]);
    expect(found('drifted-grant', { plans: (all) => void all.set('demo-acme', '{') })).toEqual([]);
    const withoutFile: Edit = {
      plans: (all) =>
        void (all.get('demo-acme').resource_drift = [
          {
            address: `${clientType}.client-1`,
            mode: 'managed',
            type: clientType,
            name: 'client-1',
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
