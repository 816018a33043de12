import { describe, expect, it } from 'vitest';
import { drift, drop, type Edit, leave, named, read, said, state } from './contradicting';

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
    [
      // What is gone is in no state any more.
      'has x.kept in its state and does not say what becomes of it',
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        Object.assign(p.resource_changes.at(-1).change, { actions: ['no-op'], before: null });
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
      (p) => {
        p.planned_values.outputs.role.value = ['r-1'];
        p.output_changes.role.after = ['r-2'];
      },
    ],
    [
      'changes the output same to something else than it plans',
      (p) => {
        p.planned_values.outputs.same.value = ['s-2'];
        Object.assign(p.output_changes.same, { before: ['s-1'], after: ['s-2'] });
      },
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
