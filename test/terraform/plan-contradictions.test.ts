import { describe, expect, it } from 'vitest';
import { contradictions } from '../../lib/terraform/plan-contradictions';
import { readPlan } from '../../lib/terraform/read-plan';
import { sentences } from '../support/plan-faults';

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
type Json = any;

const provider_name = 'registry/p';
const named = (name: string) => ({
  ...{ address: `x.${name}`, mode: 'managed', type: 'x', name },
  provider_name,
});
const read = { address: 'data.y.d', mode: 'data', type: 'y', name: 'd', provider_name };

/** A plan that changes x.kept, makes x.made, ends x.ended, lets x.same be and reads data.y.d. */
const whole = (): Json => {
  const kept = { id: 'i-1', n: 1 };
  const same = { id: 'i-2', list: [{ n: 1 }] };
  const ended = { id: 'i-3' };
  const resources = [
    { ...named('kept'), values: { ...kept, n: 2 } },
    { ...named('made'), values: { n: 1, list: [{ n: 1 }] } },
    { ...named('same'), values: same },
    { ...read, values: { id: 'd-1' } },
  ];
  const change = (actions: string[], before: Json, after: Json, after_unknown: Json = {}) => ({
    change: { actions, before, after, after_unknown },
  });
  return {
    format_version: '1.2',
    errored: false,
    planned_values: {
      outputs: { role: { value: 'r-2' }, same: { value: 's' }, new: {} },
      root_module: { resources },
    },
    prior_state: {
      values: {
        root_module: {
          resources: [
            { ...named('kept'), values: { ...kept } },
            { ...named('same'), values: same },
            { ...named('ended'), values: ended },
          ],
        },
      },
    },
    resource_changes: [
      { ...named('kept'), ...change(['update'], kept, { ...kept, n: 2 }) },
      {
        ...named('made'),
        ...change(['create'], null, { n: 1, list: [{ n: 1 }] }, { id: true, list: [{ m: true }] }),
      },
      { ...named('same'), ...change(['no-op'], same, same, { list: [{}] }) },
      { ...named('ended'), ...change(['delete'], ended, null) },
      { ...read, ...change(['read'], null, { id: 'd-1' }) },
    ],
    output_changes: {
      role: { actions: ['update'], before: 'r-1', after: 'r-2' },
      gone: { actions: ['delete'], before: 'g', after: null },
      same: { actions: ['no-op'], before: 's', after: 's' },
      new: { actions: ['create'], before: null, after_unknown: true },
    },
    configuration: {
      provider_config: { p: { name: 'p', full_name: provider_name } },
      root_module: {
        resources: [named('kept'), named('made'), named('same'), read].map((resource) => ({
          ...resource,
          provider_config_key: 'p',
        })),
      },
    },
  };
};

const said = (edit: (plan: Json, change: (name: string) => Json) => void = () => {}): string[] => {
  const plan = whole();
  edit(plan, (name) => plan.resource_changes.find((change: Json) => change.name === name));
  const result = readPlan(JSON.stringify(plan));
  if (!result.ok) throw new Error(result.why);
  return sentences(contradictions(result.plan));
};
const drop = (list: Json[], name: string) =>
  list.splice(
    list.findIndex((item) => item.name === name),
    1,
  );
const state = (plan: Json): Json[] => plan.prior_state.values.root_module.resources;

/** Leaves an object of x.kept behind, which the plan ends. */
const leave = (plan: Json, ended: Json, id: string): void => {
  const change = { ...structuredClone(ended), ...named('kept'), deposed: '01234567' };
  change.change.before = { id };
  plan.resource_changes.push(change);
  state(plan).push({ ...named('kept'), deposed_key: '01234567', values: { id } });
};

/** Tells that x.ended was changed outside Terraform: its end begins from before that, the state has it as it is (seen with Terraform 1.11.4, 2026-11-27). */
const drift = (plan: Json): Json => {
  const before = { id: 'i-3' };
  const after = { id: 'i-3', note: 'by hand' };
  state(plan)[2].values = after;
  const change = { actions: ['update'], before, after: structuredClone(after), after_unknown: {} };
  plan.resource_drift = [{ ...named('ended'), change }];
  return plan.resource_drift[0];
};

/** Makes an object anew in place of its own. */
const replace = (plan: Json, kept: Json): void => {
  Object.assign(kept.change, { actions: ['delete', 'create'], after: { n: 2 }, after_unknown: { id: true } });
  plan.planned_values.root_module.resources[0].values = { n: 2 };
};

type Edit = Parameters<typeof said>[0];

describe('a plan that says one thing only', () => {
  it.each<[string, Edit]>([
    ['changes, makes, ends, keeps and reads', () => {}],
    // So Terraform 1.11.4 writes it (test/fixtures/recorded/shapes/moved): the state has the new address.
    ['moves an object', (_p, change) => void (change('kept').previous_address = 'x.old')],
    // So Terraform 1.11.4 writes lists and objects of which something is known later, 2026-11-27.
    [
      'makes outputs of which a part is unknown',
      (p) => {
        p.planned_values.outputs.list = p.planned_values.outputs.parts = { sensitive: false };
        const made = { actions: ['create'], before: null };
        p.output_changes.list = { ...made, after: ['a', null], after_unknown: [false, true] };
        p.output_changes.parts = { ...made, after: { b: 'x' }, after_unknown: { a: true } };
      },
    ],
    ['ends a deposed object beside the one that stays', (p, change) => leave(p, change('ended'), 'i-7')],
    [
      'ends several deposed objects of one address',
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        leave(p, change('ended'), 'i-8');
      },
    ],
    [
      'replaces an object that its state says is unfinished',
      (p, change) => {
        state(p)[0].tainted = true;
        Object.assign(change('kept'), { action_reason: 'replace_because_tainted' });
        replace(p, change('kept'));
      },
    ],
    [
      'replaces an object in either order',
      (p, change) => {
        replace(p, change('kept'));
        change('kept').change.actions.reverse();
        change('kept').change.replace_paths = [['n']];
      },
    ],
    [
      'forgets an object that its state says is unfinished',
      (p, change) => {
        state(p)[2].tainted = true;
        change('ended').change.actions = ['forget'];
      },
    ],
    [
      'ends an object that the files do not have any more',
      (_p, change) => void (change('ended').action_reason = 'delete_because_no_resource_config'),
    ],
    [
      'forgets an object that the files do not have any more',
      (_p, change) => {
        change('ended').action_reason = 'delete_because_no_resource_config';
        change('ended').change.actions = ['forget'];
      },
    ],
    [
      'marks what has no value',
      (_p, change) =>
        void Object.assign(change('made').change, {
          after: { n: 1, list: [{ n: 1 }, null], empty: {} },
          after_unknown: { id: true, gone: true, list: [{ gone: true }, true], empty: {} },
        }),
    ],
    [
      'has the sets of its state in another order, and what is not set in another spelling',
      (p, change) => {
        const [first] = state(p);
        Object.assign(first.values, {
          set: [{ a: 1 }, { a: 2, b: '' }],
          none: null,
          few: [],
          text: '',
          list: [null, {}],
        });
        const { change: kept } = change('kept');
        kept.before = {
          ...{ few: {}, none: [], set: [{ b: null, a: 2 }, { a: 1 }], list: ['', []] },
          ...{ n: 1, id: 'i-1' },
        };
      },
    ],
    ['has no value for an id', (_p, change) => void (change('made').change.after.id = null)],
    [
      'has a data source in its state alone',
      (p) => void state(p).push({ ...read, name: 'e', address: 'data.y.e' }),
    ],
    ['read a data source before', (_p, change) => void (change('d').change.before = { id: 'd-0' })],
    [
      'reads a data source again and finds the same',
      (_p, change) => void Object.assign(change('d').change, { actions: ['no-op'], before: { id: 'd-0' } }),
    ],
    [
      'ends an object of Terraform itself',
      (_p, change) => void (change('ended').provider_name = 'terraform.io/builtin/terraform'),
    ],
    ['ends an object that was changed outside Terraform', (p) => void drift(p)],
    [
      'has nothing to apply',
      (p) => {
        p.applyable = false;
        for (const name of ['kept', 'made', 'ended']) {
          drop(p.resource_changes, name);
          if (name !== 'made') drop(state(p), name);
        }
        p.output_changes = { same: p.output_changes.same };
        for (const name of ['role', 'new']) delete p.planned_values.outputs[name];
      },
    ],
    ['can be applied', (p) => void (p.applyable = true)],
    [
      'ended with an error',
      (p) => {
        Object.assign(p, { errored: true, applyable: false });
        p.checks = [{ address: { to_display: 'x.kept' }, status: 'fail' }];
      },
    ],
    [
      'has conditions that hold, and a check that does not',
      (p) => {
        p.checks = [
          { address: { to_display: 'x.kept' }, status: 'pass' },
          { address: { to_display: 'x.made' }, status: 'unknown' },
          { address: { to_display: 'check.c' }, status: 'fail' },
        ];
      },
    ],
  ])('%s', (_what, edit) => {
    expect(said(edit)).toEqual([]);
  });
});

describe('a plan contradicts itself that', () => {
  it.each<[string, Edit]>([
    [
      'says what x.made will be and does not plan it',
      (p) => drop(p.planned_values.root_module.resources, 'made'),
    ],
    [
      'says that a value of x.made is unknown, and which it is',
      (_p, change) => void (change('made').change.after_unknown = { n: true }),
    ],
    [
      'says that a value of x.made is unknown, and which it is',
      (_p, change) => void (change('made').change.after_unknown = { list: [{ n: true }] }),
    ],
    [
      'says that a value of x.made is unknown, and which it is',
      (_p, change) => void (change('made').change.after_unknown = { list: [true] }),
    ],
    [
      'says that a value of x.made is unknown, and which it is',
      (_p, change) => void (change('made').change.after_unknown = true),
    ],
    // Marks of the inside of something that has none: one reader takes the value as known, another as unknown.
    ...[
      { n: {} },
      { n: [] },
      { n: [false] },
      { n: { a: false } },
      { list: {} },
      { list: [] },
      { gone: {} },
    ].map((marks): [string, Edit] => [
      'says that a value of x.made is unknown, and which it is',
      (_p, change) => void (change('made').change.after_unknown = { id: true, ...marks }),
    ]),
    [
      'says that a value of x.made is unknown, and which it is',
      (_p, change) => void (change('made').change.after.list = [null]),
    ],
    [
      'says that a value of x.ended is unknown, and which it is',
      (_p, change) => void (change('ended').change.after_unknown = { id: true }),
    ],
    [
      'has x.kept in its state twice',
      (p) => void state(p).push({ ...named('kept'), values: { id: 'i-1', n: 1 } }),
    ],
    [
      'has x.kept in its state twice',
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        state(p).push(structuredClone(state(p).at(-1)));
      },
    ],
    [
      'has data.y.d in its state twice',
      (p) => void state(p).push({ ...read, values: {} }, { ...read, values: {} }),
    ],
    ['keeps x.kept, which its state says is unfinished', (p) => void (state(p)[0].tainted = true)],
    ['shows x.kept otherwise than its state has it', (p) => void (state(p)[0].values.n = 7)],
    ['shows x.kept otherwise than its state has it', (p) => void (state(p)[0].values.m = 'x')],
    [
      'shows x.kept otherwise than its state has it',
      (p, change) => {
        state(p)[0].values.set = [1, 1, 2];
        change('kept').change.before.set = [1, 2, 2];
      },
    ],
    [
      'shows x.kept otherwise than its state has it',
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        state(p).at(-1).values.n = 9;
      },
    ],
    ['shows x.ended otherwise than its state has it', (p) => void Object.assign(drift(p), named('same'))],
    [
      'shows x.ended otherwise than its state has it',
      (p) => void (drift(p).change.before = { id: 'i-3', note: 'else' }),
    ],
    [
      'shows x.ended otherwise than its state has it',
      (p) => void (drift(p).change.after = { id: 'i-3', note: 'else' }),
    ],
    ['shows x.ended otherwise than its state has it', (p) => void (drift(p).deposed = '01234567')],
    [
      'shows x.kept otherwise than its state has it',
      // Of what is left behind, the end begins from what was found.
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        const drifted = drift(p);
        state(p)[2].values = { id: 'i-3' };
        state(p).at(-1).values.note = 'by hand';
        Object.assign(drifted, { ...named('kept'), deposed: '01234567' });
        Object.assign(drifted.change, { before: { id: 'i-7' }, after: { id: 'i-7', note: 'by hand' } });
      },
    ],
    [
      'changes another object as x.ended than its state has',
      (p) => {
        drift(p);
        state(p)[2].values.id = 'i-4';
      },
    ],
    [
      'shows x.kept otherwise than its state has it',
      (p) => {
        const drifted = drift(p);
        state(p)[2].values = { id: 'i-3' };
        state(p)[0].values.note = 'by hand';
        Object.assign(drifted, named('kept'));
        Object.assign(drifted.change, {
          before: { id: 'i-1', n: 1 },
          after: { id: 'i-1', n: 1, note: 'by hand' },
        });
      },
    ],
    [
      'changes x.kept, which its state does not have',
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        state(p).pop();
      },
    ],
    [
      'has x.kept in its state and does not say what becomes of it',
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        p.resource_changes.pop();
      },
    ],
    ['plans the output role without saying what changes', (p) => void delete p.output_changes.role],
    ['changes x.kept, which its state does not have', (p) => drop(state(p), 'kept')],
    [
      'changes another object as x.kept than its state has',
      (p) => void (state(p)[0].values = { id: 'i-9', n: 1 }),
    ],
    [
      'does nothing to x.same, and says that it changes',
      (_p, change) => void (change('same').change.after = { id: 'i-2', list: [{ n: 2 }] }),
    ],
    [
      'has x.ended in its state and does not say what becomes of it',
      (p) => drop(p.resource_changes, 'ended'),
    ],
    [
      'changes the output same to something else than it plans',
      (p) => void (p.output_changes.same.before = 's-1'),
    ],
    [
      'changes the output new to something else than it plans',
      (p) => void (p.output_changes.new.actions = ['no-op']),
    ],
    [
      'changes the output new to something else than it plans',
      (p) => void (p.output_changes.new.actions = ['update']),
    ],
    [
      'changes the output new to something else than it plans',
      (p) => void (p.output_changes.new.before = 'n-1'),
    ],
    [
      'changes the output role to something else than it plans',
      (p) => void (p.output_changes.role.after = 'r-9'),
    ],
    [
      'changes the output role to something else than it plans',
      (p) => void (p.output_changes.role.after = ['r-2']),
    ],
    [
      'changes the output role to something else than it plans',
      (p) => void delete p.planned_values.outputs.role,
    ],
    [
      'changes the output later to something else than it plans',
      (p) => void (p.output_changes.later = { actions: ['create'], before: null, after_unknown: true }),
    ],
    [
      'changes the output gone to something else than it plans',
      (p) => void (p.planned_values.outputs.gone = {}),
    ],
    [
      'changes the output role to something else than it plans',
      (p) => void (p.output_changes.role.after_unknown = true),
    ],
    [
      'changes the output role to something else than it plans',
      (p) => void (p.output_changes.role.actions = ['grant']),
    ],
    [
      'changes the output role to something else than it plans',
      (p) => Object.assign(p.output_changes.role, { after: ['r-2'], after_unknown: [true] }),
    ],
    [
      'changes the output role to something else than it plans',
      (p) => {
        p.planned_values.outputs.role = {};
        p.output_changes.role.after_unknown = { a: true };
      },
    ],
    [
      'changes the output role to something else than it plans',
      (p) => {
        p.planned_values.outputs.role = {};
        Object.assign(p.output_changes.role, { after: ['r-2'], after_unknown: [false] });
      },
    ],
    ...[true, [true], [true, true], { a: true }].map((after_unknown): [string, Edit] => [
      'changes the output role to something else than it plans',
      (p) => {
        p.planned_values.outputs.role = {};
        Object.assign(p.output_changes.role, { after: ['r-2'], after_unknown });
      },
    ]),
    [
      'changes something, and says that there is nothing to apply',
      (p) => {
        p.applyable = false;
        p.output_changes = {};
        p.planned_values.outputs = {};
      },
    ],
    [
      'changes something, and says that there is nothing to apply',
      (p) => {
        p.applyable = false;
        for (const name of ['kept', 'ended']) {
          drop(p.resource_changes, name);
          drop(state(p), name);
        }
        drop(p.resource_changes, 'made');
      },
    ],
    [
      'makes x.made with another provider than it configures',
      (p) => void (p.planned_values.root_module.resources[1].provider_name = '*'),
    ],
    ...['fail', 'error'].map((status): [string, Edit] => [
      'says that a condition of x.kept does not hold, and ended without an error',
      (p) => void (p.checks = [{ address: { to_display: 'x.kept' }, status }]),
    ]),
    [
      'makes x.made with another provider than it configures',
      (_p, change) => void (change('made').provider_name = 'registry/q'),
    ],
    [
      'makes x.made with another provider than it configures',
      (p) => {
        p.configuration.provider_config.q = { name: 'q', full_name: 'registry/q' };
        p.configuration.root_module.resources[1].provider_config_key = 'q';
      },
    ],
    [
      'ends x.ended with a provider that it does not configure',
      (_p, change) => void (change('ended').provider_name = 'registry/q'),
    ],
    [
      'found x.ended changed with a provider that it does not configure',
      (p) => void (drift(p).provider_name = 'registry/q'),
    ],
  ])('%s', (what, edit) => {
    expect(said(edit)).toEqual([what]);
  });
});

it('what is planned and not configured is made by no other provider either', () => {
  expect(
    said(
      (p) =>
        void p.planned_values.root_module.resources.push({
          ...named('odd'),
          provider_name: 'registry/q',
          values: {},
        }),
    ),
  ).toContain('makes x.odd with a provider that it does not configure');
});

it('says once of each object what becomes of it', () => {
  const told = 'says of x.kept twice what becomes of it';
  expect(said()).not.toContain(told);
  expect(said((p, change) => void p.resource_changes.push(structuredClone(change('kept'))))).toContain(told);
});

it('what was changed by hand may end, and not be made anew', () => {
  const told = 'shows x.ended otherwise than its state has it';
  expect(said(drift)).not.toContain(told);
  expect(
    said((p, change) => {
      drift(p);
      change('ended').change.actions = ['delete', 'create'];
    }),
  ).toContain(told);
});

it('an object that the state has was there before', () => {
  for (const actions of [['create'], ['no-op']])
    expect(
      said((_plan, change) => Object.assign(change('kept').change, { actions, before: null })),
    ).toContain('has x.kept in its state and says that there was none before');
  expect(said((plan) => void plan.prior_state.values.root_module.resources.shift())).not.toContain(
    'has x.kept in its state and says that there was none before',
  );
});
