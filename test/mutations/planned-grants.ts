import type { Json } from '../support/write-assembly';
import { Inapplicable, pick } from './mutation';
import {
  anyOf,
  inPlan,
  type Outcome,
  otherPlan,
  type PlanMutation,
  type PlanTarget,
  say,
} from './plan-mutation';

/* What a plan says that a client, a role or a division will be, and the files do not. */

const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
const nobodys = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';

/** Puts a division into the grant, and says that it is known. */
function granted({ client, grant }: PlanTarget, division: unknown): void {
  say(client, ({ roles }) => {
    roles[grant].division_id = division;
  });
  const marks = client.change.change.after_unknown.roles?.[grant];
  if (marks) delete marks.division_id;
}

function roleOf({ foundation, random }: PlanTarget): Outcome {
  return anyOf(foundation, 'genesyscloud_auth_role', random);
}

/** Another setting of the client. */
const setting = (name: string, value: unknown, does: string): PlanMutation =>
  inPlan(`planned-${name}`, does, 'plan-mismatch', ({ client }) =>
    say(client, (values) => {
      values[name] = value;
    }),
  );

export const plannedGrantMutations: readonly PlanMutation[] = [
  inPlan('planned-star', 'a grant is planned in *', 'all-divisions', (t) => granted(t, '*')),
  inPlan('planned-foreign', 'a grant is planned in another tenant’s division', 'foreign-division', (t) => {
    const mine = JSON.stringify(t.plan);
    const { plan } = otherPlan(t);
    const ids = (plan.configuration.root_module.resources as Json[])
      .flatMap(({ expressions }) => expressions.roles ?? [])
      .map((block: Json) => block.division_id.constant_value)
      .filter((id: string) => /^[0-9a-f-]{36}$/.test(id) && !mine.includes(id));
    granted(t, pick(ids, t.random));
  }),
  inPlan('marked-star', 'a grant is planned in * under a mark of nothing', 'all-divisions', (t) => {
    granted(t, '*');
    const marks = t.client.change.change.after_unknown.roles?.[t.grant];
    if (marks === undefined) throw new Inapplicable();
    marks.division_id = pick([{}, [], [false], { a: false }, true], t.random);
  }),
  inPlan('planned-odd', 'a grant is planned in an id that leads elsewhere', 'plan-mismatch', (t) =>
    granted(t, `${nobodys}${pick(['?x', '#', '/../x', '%20', '\u200b'], t.random)}`),
  ),
  inPlan('planned-odd-role', 'a grant of a role is planned by no id', 'plan-mismatch', ({ client, grant }) =>
    say(client, ({ roles }) => {
      roles[grant].role_id = 'admin';
    }),
  ),
  inPlan('planned-nobodys', 'a grant is planned in nobody’s division', 'plan-mismatch', (t) =>
    granted(t, nobodys),
  ),
  inPlan('planned-home-id', 'a grant is planned in the home division', 'home-division', (t) =>
    granted(t, home),
  ),
  inPlan('planned-null', 'a grant is planned in no division', 'home-division', (t) => granted(t, null)),
  inPlan('planned-empty', 'a grant is planned in an empty division', 'home-division', (t) => granted(t, '')),
  inPlan('planned-number', 'a grant is planned in a number', 'plan-mismatch', (t) => granted(t, 7)),
  inPlan('planned-role', 'a grant of another role is planned', 'plan-mismatch', ({ client, grant }) =>
    say(client, ({ roles }) => {
      roles[grant].role_id = nobodys;
    }),
  ),
  inPlan('planned-no-role', 'a grant of no role is planned', 'plan-mismatch', ({ client, grant }) =>
    say(client, ({ roles }) => {
      roles[grant].role_id = null;
    }),
  ),
  inPlan('planned-more', 'a grant more is planned', 'plan-mismatch', ({ client }) => {
    say(client, ({ roles }) => roles.push({ ...roles[0], division_id: nobodys }));
    client.change.change.after_unknown.roles?.push({});
  }),
  inPlan(
    'planned-more-unknown',
    'a grant more is planned, its division unknown',
    'plan-mismatch',
    ({ client }) => {
      const { change } = client.change;
      say(client, ({ roles }) => roles.push({ role_id: roles[0].role_id }));
      const marks = change.after_unknown.roles ?? change.after.roles.slice(1).map(() => ({}));
      change.after_unknown.roles = [...marks, { division_id: true }];
    },
  ),
  inPlan('planned-less', 'a grant less is planned', 'plan-mismatch', ({ client, grant }) => {
    say(client, ({ roles }) => roles.splice(grant, 1));
    client.change.change.after_unknown.roles?.splice(grant, 1);
  }),
  inPlan('planned-none', 'no grants are planned', 'plan-mismatch', ({ client }) => {
    say(client, (values) => {
      values.roles = [];
    });
    client.change.change.after_unknown.roles = [];
  }),
  inPlan('unknown-roles', 'all grants are unknown', 'plan-mismatch', ({ client }) => {
    say(client, (values) => delete values.roles);
    client.change.change.after_unknown.roles = true;
  }),
  inPlan('unknown-grant', 'one grant is unknown', 'plan-mismatch', ({ client, grant }) => {
    say(client, ({ roles }) => {
      roles[grant] = null;
    });
    const { after_unknown: unknown, after } = client.change.change;
    unknown.roles = after.roles.map(
      (_: Json, index: number) => index === grant || (unknown.roles?.[index] ?? {}),
    );
  }),
  inPlan('unknown-client', 'all of a client is unknown', 'plan-mismatch', ({ client }) => {
    client.change.change.after_unknown = true;
  }),
  inPlan('unknown-role', 'the role of a grant is unknown', 'plan-mismatch', ({ client, grant }) => {
    say(client, ({ roles }) => delete roles[grant].role_id);
    const { after_unknown: unknown, after } = client.change.change;
    unknown.roles = after.roles.map((_: Json, index: number) => ({
      ...unknown.roles?.[index],
      ...(index === grant ? { role_id: true } : {}),
    }));
  }),
  inPlan(
    'known-and-unknown',
    'a value is planned and marked unknown',
    'plan-mismatch',
    ({ client, grant }) => {
      const { after_unknown: unknown, after } = client.change.change;
      unknown.roles = after.roles.map((_: Json, index: number) => ({
        ...unknown.roles?.[index],
        ...(index === grant ? { role_id: true } : {}),
      }));
    },
  ),
  setting('state', 'paused', 'a client in another state is planned'),
  setting('authorized_grant_type', 'CODE', 'another grant type is planned'),
  setting('access_token_validity_seconds', 172_799, 'another token lifetime is planned'),
  setting('scopes', ['admin'], 'other scopes are planned'),
  setting('registered_redirect_uris', ['https://evil.example'], 'redirects are planned'),
  setting('expose_client_secret', true, 'a secret in the state is planned'),
  setting('directory_client_secret', 'x', 'a secret in the provider’s memory is planned'),
  setting('integration_credential_name', 'x', 'a secret in an integration is planned'),
  inPlan('planned-permission', 'a permission more is planned', 'plan-mismatch', (t) =>
    say(roleOf(t), ({ permission_policies: policies }) => policies[0].action_set.push('delete')),
  ),
  inPlan('planned-wildcard', 'every action is planned', 'plan-mismatch', (t) =>
    say(roleOf(t), ({ permission_policies: policies }) => {
      policies[0].action_set = ['*'];
    }),
  ),
  inPlan('planned-general', 'a general permission is planned', 'plan-mismatch', (t) =>
    say(roleOf(t), (values) => {
      values.permissions = ['admin'];
    }),
  ),
  inPlan('planned-condition', 'a condition on a policy is planned', 'plan-mismatch', (t) =>
    say(roleOf(t), ({ permission_policies: policies }) => {
      policies[0].conditions = [{ conjunction: 'OR' }];
    }),
  ),
  inPlan('planned-default-role', 'a default role to inherit from is planned', 'plan-mismatch', (t) =>
    say(roleOf(t), (values) => {
      values.default_role_id = 'admin';
    }),
  ),
  inPlan('unknown-policies', 'the permissions of a role are unknown', 'plan-mismatch', (t) => {
    roleOf(t).change.change.after_unknown.permission_policies = true;
  }),
  inPlan('planned-home', 'a division is planned as home', 'home-division', ({ plan, random }) =>
    say(anyOf(plan, 'genesyscloud_auth_division', random), (values) => {
      values.home = true;
    }),
  ),
  inPlan('unknown-home', 'whether a division is home is unknown', 'plan-mismatch', ({ plan, random }) => {
    anyOf(plan, 'genesyscloud_auth_division', random).change.change.after_unknown.home = true;
  }),
  inPlan('planned-name', 'a division of another name is planned', 'plan-mismatch', ({ plan, random }) =>
    say(anyOf(plan, 'genesyscloud_auth_division', random), (values) => {
      values.name = `${values.name}\u0301`;
    }),
  ),
  inPlan('two-outcomes', 'two outcomes of one client', 'plan-mismatch', ({ client, grant }) => {
    client.planned.values.roles[grant].role_id = nobodys;
  }),
  inPlan('idle-change', 'nothing is done, and something changes', 'plan-mismatch', ({ client }) => {
    const { change } = client.change;
    if (change.actions.join() !== 'no-op') throw new Inapplicable();
    change.before.roles = [];
  }),
  inPlan('planned-client-name', 'a client of another name is planned', 'plan-mismatch', ({ client }) =>
    say(client, (values) => {
      values.name = 'demo-other-1';
    }),
  ),
  inPlan('planned-scope-text', 'scopes are planned that are no list', 'plan-mismatch', ({ client }) =>
    say(client, (values) => {
      values.scopes = 'admin';
    }),
  ),
  setting('acl', ['x'], 'a setting is planned that the provider does not have'),
];
