import type { Json } from '../support/write-assembly';
import { Inapplicable, pick } from './mutation';
import {
  anyOf,
  bind,
  ending,
  inPlan,
  otherPlan,
  outcomeOf,
  type PlanMutation,
  type PlanTarget,
} from './plan-mutation';

/* A state that somebody has edited (`terraform import`, `state mv`, `state push`), and the plan that honestly follows from it. */

const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
const division = 'genesyscloud_auth_division';
const client = 'genesyscloud_oauth_client';
const role = 'genesyscloud_auth_role';

/** Makes every place of a plan that has one id have another. */
function everywhere({ plans, stack }: PlanTarget, from: string, to: string): void {
  plans.set(stack, JSON.parse(JSON.stringify(plans.get(stack)).replaceAll(from, to)));
}

const idOf = (plan: Json, type: string, t: PlanTarget): string => {
  const { id } = anyOf(plan, type, t.random).planned.values;
  if (typeof id !== 'string') throw new Inapplicable();
  return id;
};

/** A queue that the state has in a division, the files do not, and the plan ends. */
function endingIn(plan: Json, lies: string): void {
  ending(plan, 'genesyscloud_routing_queue', 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b');
  plan.prior_state.values.root_module.resources.at(-1).values.division_id = lies;
  plan.resource_changes.at(-1).change.before.division_id = lies;
}

/** Two different objects of one type in one plan. */
function two(plan: Json, type: string): [string, string] {
  const [first, second] = plan.planned_values.root_module.resources
    .filter((item: Json) => item.type === type)
    .map(({ values }: Json) => values.id);
  if (typeof first !== 'string' || typeof second !== 'string') throw new Inapplicable();
  return [first, second];
}

/** What the plan has read of the foundation. */
const read = ({ plan }: PlanTarget): Json =>
  plan.prior_state.values.root_module.resources.find(({ mode }: Json) => mode === 'data').values;

export const stateMutations: readonly PlanMutation[] = [
  inPlan('one-client-of-two-tenants', 'two tenants’ clients are one', 'plan-mismatch', (t) => {
    const { values } = t.client.planned;
    if (values.id === undefined) throw new Inapplicable();
    everywhere(t, values.id, idOf(otherPlan(t).plan, client, t));
  }),
  inPlan('one-division-of-two-tenants', 'two tenants’ divisions are one', 'foreign-division', (t) =>
    everywhere(t, idOf(t.plan, division, t), idOf(otherPlan(t).plan, division, t)),
  ),
  inPlan('one-client', 'two clients of a tenant are one', 'plan-mismatch', (t) =>
    everywhere(t, ...two(t.plan, client)),
  ),
  inPlan('one-division', 'two divisions of a tenant are one', 'plan-mismatch', (t) =>
    everywhere(t, ...two(t.plan, division)),
  ),
  inPlan('one-role', 'two role templates are one role', 'plan-mismatch', (t) => {
    const [from, to] = two(t.foundation, role);
    for (const stack of t.plans.keys()) everywhere({ ...t, stack }, from, to);
  }),
  inPlan('home-bound', 'an own division is the home division', 'home-division', (t) =>
    bind(anyOf(t.plan, division, t.random), home),
  ),
  inPlan(
    'foreign-bound',
    'an own division is one that another tenant has adopted',
    'foreign-division',
    (t) => {
      const mine = JSON.stringify(t.plan);
      const ids = (otherPlan(t).plan.configuration.root_module.resources as Json[])
        .flatMap(({ expressions }) => expressions.roles ?? [])
        .map((block: Json) => block.division_id.constant_value)
        .filter((id: string) => /^[0-9a-f-]{36}$/.test(id) && !mine.includes(id));
      bind(anyOf(t.plan, division, t.random), pick(ids, t.random));
    },
  ),
  inPlan('adopted-otherwise', 'an adopted division is another one', 'plan-mismatch', (t) =>
    bind(outcomeOf(t.plan, `${division}.division-old`), 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b'),
  ),
  inPlan('ends-foreign-client', 'another tenant’s client is in the state, and ends', 'plan-mismatch', (t) =>
    ending(t.plan, client, idOf(otherPlan(t).plan, client, t)),
  ),
  inPlan(
    'ends-foreign-division',
    'another tenant’s division is in the state, and ends',
    'foreign-division',
    (t) => ending(t.plan, division, idOf(otherPlan(t).plan, division, t)),
  ),
  inPlan(
    'ends-old-foreign-division',
    'another tenant’s division was put aside, and ends',
    'foreign-division',
    (t) => ending(t.plan, division, idOf(otherPlan(t).plan, division, t), 'c0ffee00'),
  ),
  inPlan('ends-role', 'a role of the foundation is in a tenant’s state, and ends', 'plan-mismatch', (t) =>
    ending(t.plan, role, idOf(t.foundation, role, t)),
  ),
  inPlan('ends-home', 'the home division is in the state, and ends', 'home-division', (t) =>
    ending(t.plan, division, home),
  ),
  inPlan('ends-foreign-queue', 'a queue of another tenant’s division ends', 'foreign-division', (t) =>
    endingIn(t.plan, idOf(otherPlan(t).plan, division, t)),
  ),
  inPlan('ends-home-queue', 'a queue of the home division ends', 'home-division', (t) =>
    endingIn(t.plan, home),
  ),
  inPlan(
    'ends-moved-queue',
    'a queue ends that was moved into another tenant’s division since the last apply',
    'foreign-division',
    (t) => {
      endingIn(t.plan, idOf(otherPlan(t).plan, division, t));
      const { change, ...item } = t.plan.resource_changes.at(-1);
      const after = structuredClone(change.before);
      change.before.division_id = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
      const before = structuredClone(change.before);
      t.plan.resource_drift ??= [];
      t.plan.resource_drift.push({
        ...item,
        change: { actions: ['update'], before, after, after_unknown: {} },
      });
    },
  ),
  inPlan('one-queue-of-two-tenants', 'one queue is in two tenants’ states', 'plan-mismatch', (t) => {
    for (const plan of [t.plan, otherPlan(t).plan]) endingIn(plan, 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2c');
  }),
  inPlan('swapped-clients', 'two tenants’ clients are swapped', 'plan-mismatch', (t) => {
    const mine = t.client;
    const theirs = anyOf(otherPlan(t).plan, client, t.random);
    if (mine.prior === undefined || theirs.prior === undefined) throw new Inapplicable();
    const states = [mine, theirs].map(({ prior }) => structuredClone(prior.values)).reverse();
    for (const [index, outcome] of [mine, theirs].entries()) {
      const { plan, change, prior, planned } = outcome;
      const { id, name, client_id } = states[index];
      for (const values of [change.change.before, prior.values, planned.values, change.change.after])
        Object.assign(values, { id, client_id });
      for (const values of [change.change.before, prior.values]) values.name = name;
      change.change.actions = ['update'];
      plan.applyable = true;
    }
  }),
  inPlan(
    'retired-client',
    'a client of another name is taken over',
    'plan-mismatch',
    ({ client: own, plan }) => {
      const { change, prior } = own;
      if (prior === undefined) throw new Inapplicable();
      for (const values of [change.change.before, prior.values]) values.name = 'demo-gone-2';
      change.change.actions = ['update'];
      plan.applyable = true;
    },
  ),
  inPlan(
    'hand-made-division',
    'a division that somebody made by hand is taken over',
    'plan-mismatch',
    (t) => {
      const { change, prior } = anyOf(t.plan, division, t.random);
      // What is adopted may have been called anything.
      if (prior === undefined || !prior.values.name.startsWith('d-')) throw new Inapplicable();
      for (const values of [change.change.before, prior.values]) values.name = 'Finance';
      change.change.actions = ['update'];
      t.plan.applyable = true;
    },
  ),
  inPlan('own-old', 'an object is left behind under its own address', 'plan-mismatch', ({ plan, random }) => {
    const { prior, change } = anyOf(plan, division, random);
    if (prior === undefined) throw new Inapplicable();
    const { address, mode, type, name } = change;
    const old = { address, mode, type, name };
    const { values } = structuredClone(prior);
    plan.prior_state.values.root_module.resources.push({ ...old, deposed_key: 'c0ffee00', values });
    plan.resource_changes.push({
      ...old,
      deposed: 'c0ffee00',
      change: { actions: ['delete'], before: structuredClone(values), after: null, after_unknown: {} },
    });
    plan.applyable = true;
  }),
  inPlan('nameless', 'a client that ends has no id', 'plan-mismatch', ({ plan }) => {
    ending(plan, client, '');
  }),
  inPlan('odd-id', 'an own division is under an id that leads elsewhere', 'plan-mismatch', (t) => {
    const outcome = anyOf(t.plan, division, t.random);
    bind(outcome, `${outcome.planned.values.id}${pick(['?x', '#', '/', '%20', ' '], t.random)}`);
  }),
  inPlan('odd-client-id', 'a client has another client id than its own', 'plan-mismatch', (t) => {
    const { planned, change, prior } = t.client;
    if (prior === undefined) throw new Inapplicable();
    for (const values of [planned.values, change.change.before, change.change.after, prior.values])
      values.client_id = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
  }),
  inPlan('ended-by-two', 'a division is ended by two tenants', 'foreign-division', (t) => {
    for (const plan of [t.plan, otherPlan(t).plan])
      ending(plan, division, 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b');
  }),
  inPlan(
    'held-with-more',
    'the state grants a client more than its change shows',
    'plan-mismatch',
    ({ client: own }) => {
      if (own.prior === undefined) throw new Inapplicable();
      own.prior.values.roles = [
        ...own.prior.values.roles,
        { ...own.prior.values.roles[0], division_id: '*' },
      ];
    },
  ),
  inPlan('held-twice', 'the state has a client twice', 'plan-mismatch', ({ plan, client: own }) => {
    if (own.prior === undefined) throw new Inapplicable();
    plan.prior_state.values.root_module.resources.push(structuredClone(own.prior));
  }),
  inPlan('unfinished', 'a client that is not finished stays', 'plan-mismatch', ({ client: own }) => {
    if (own.prior === undefined) throw new Inapplicable();
    own.prior.tainted = true;
  }),
  inPlan(
    'role-remade',
    'the foundation hands on another role while it remakes its own',
    'plan-mismatch',
    ({ foundation, random }) => {
      const { planned, change, prior } = anyOf(foundation, role, random);
      if (prior === undefined) throw new Inapplicable();
      const { id } = planned.values;
      prior.tainted = true;
      change.action_reason = 'replace_because_tainted';
      Object.assign(change.change, { actions: ['delete', 'create'], after_unknown: { id: true } });
      for (const values of [planned.values, change.change.after]) delete values.id;
      for (const values of [prior.values, change.change.before])
        values.id = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
      for (const [name, output] of Object.entries<Json>(foundation.planned_values.outputs)) {
        if (output.value !== id) continue;
        foundation.planned_values.outputs[name] = { sensitive: true };
        foundation.output_changes[name] = { actions: ['update'], before: id, after_unknown: true };
      }
      foundation.applyable = true;
    },
  ),
  inPlan('read-unwritten', 'the state has read what the files do not read', 'plan-mismatch', ({ plan }) =>
    plan.prior_state.values.root_module.resources.push({
      address: 'data.genesyscloud_auth_role.admin',
      mode: 'data',
      type: 'genesyscloud_auth_role',
      name: 'admin',
      values: {},
    }),
  ),
  inPlan('held-and-unsaid', 'the state has a client of which nothing is said', 'plan-mismatch', ({ plan }) =>
    plan.prior_state.values.root_module.resources.push({
      address: `${client}.evil`,
      mode: 'managed',
      type: client,
      name: 'evil',
      values: {},
    }),
  ),
  inPlan(
    'not-held',
    'a client changes that the state does not have',
    'plan-mismatch',
    ({ plan, client: own }) => {
      if (own.prior === undefined) throw new Inapplicable();
      const { root_module: module } = plan.prior_state.values;
      module.resources = module.resources.filter((item: Json) => item !== own.prior);
    },
  ),
  inPlan(
    'held-otherwise',
    'another client changes than the state has',
    'plan-mismatch',
    ({ client: own }) => {
      if (own.prior === undefined) throw new Inapplicable();
      own.prior.values.id = 'another';
    },
  ),
  inPlan('known-too-soon', 'the id of a new division is known', 'plan-mismatch', ({ plan, random }) => {
    const { planned, change } = anyOf(plan, division, random);
    if (change.change.actions.join() !== 'create') throw new Inapplicable();
    for (const values of [planned.values, change.change.after])
      values.id = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
    delete change.change.after_unknown.id;
  }),
  inPlan('read-elsewhere', 'the foundation’s state was read from another place', 'plan-mismatch', (t) => {
    read(t).config = { path: 'evil.tfstate' };
  }),
  inPlan(
    'read-other-backend',
    'the foundation’s state was read with another backend',
    'plan-mismatch',
    (t) => {
      read(t).backend = 'oss';
    },
  ),
  inPlan(
    'read-other-workspace',
    'the foundation’s state was read in another workspace',
    'plan-mismatch',
    (t) => {
      read(t).workspace = 'evil';
    },
  ),
  inPlan('read-defaults', 'values stand in for what the foundation’s state lacks', 'plan-mismatch', (t) => {
    read(t).defaults = { x: 'x' };
  }),
  inPlan('read-other-role', 'one tenant has read another role', 'plan-mismatch', (t) => {
    const [id] = Object.values(read(t).outputs) as string[];
    everywhere(t, id ?? '', 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b');
  }),
  inPlan('read-twice', 'the foundation’s state was read twice', 'plan-mismatch', ({ plan }) => {
    const { resources } = plan.prior_state.values.root_module;
    resources.push(structuredClone(resources.find(({ mode }: Json) => mode === 'data')));
  }),
  inPlan('state-in-module', 'the state has a module', 'plan-mismatch', ({ plan }) => {
    plan.prior_state.values.root_module.child_modules = [{ address: 'module.x', resources: [] }];
  }),
  inPlan(
    'secret-in-state',
    'the state has a client’s secret',
    'secret-exposure',
    ({ client: { planned, change, prior } }) => {
      if (prior === undefined) throw new Inapplicable();
      for (const values of [planned.values, change.change.before, change.change.after, prior.values])
        values.client_secret = 'CANARY';
    },
  ),
  inPlan(
    'secret-of-ended',
    'the secret of a client that ends is in the state',
    'secret-exposure',
    ({ plan }) => {
      ending(plan, client, 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b');
      for (const values of [
        plan.resource_changes.at(-1).change.before,
        plan.prior_state.values.root_module.resources.at(-1).values,
      ])
        values.client_secret = 'CANARY';
    },
  ),
  inPlan(
    'secret-stored',
    'the state knows an integration credential that has a client’s secret',
    'secret-exposure',
    ({ client: { planned, change, prior } }) => {
      if (prior === undefined) throw new Inapplicable();
      for (const values of [planned.values, change.change.before, change.change.after, prior.values])
        values.integration_credential_id = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
    },
  ),
  inPlan(
    'drifted-grants',
    'grants were changed outside Terraform',
    'drifted-grant',
    ({ plan, client: { planned } }) => {
      const { values, ...item } = planned;
      plan.resource_drift = [
        {
          ...item,
          change: { actions: ['update'], before: values, after: { ...values, roles: [] }, after_unknown: {} },
        },
      ];
    },
  ),
];
