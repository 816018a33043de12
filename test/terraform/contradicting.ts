import { contradictions } from '../../lib/terraform/plan-contradictions';
import { readPlan } from '../../lib/terraform/read-plan';
import { sentences } from '../support/plan-faults';

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
export type Json = any;

const provider_name = 'registry/p';

export const named = (name: string) => ({
  ...{ address: `x.${name}`, mode: 'managed', type: 'x', name },
  provider_name,
});

export const read = { address: 'data.y.d', mode: 'data', type: 'y', name: 'd', provider_name };

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

export const said = (edit: (plan: Json, change: (name: string) => Json) => void = () => {}): string[] => {
  const plan = whole();
  edit(plan, (name) => plan.resource_changes.find((change: Json) => change.name === name));
  const result = readPlan(JSON.stringify(plan));
  if (!result.ok) throw new Error(result.why);
  return sentences(contradictions(result.plan));
};

export const drop = (list: Json[], name: string) =>
  list.splice(
    list.findIndex((item) => item.name === name),
    1,
  );

export const state = (plan: Json): Json[] => plan.prior_state.values.root_module.resources;

/** Leaves an object of x.kept behind, which the plan ends. */
export const leave = (plan: Json, ended: Json, id: string): void => {
  const change = { ...structuredClone(ended), ...named('kept'), deposed: '01234567' };
  change.change.before = { id };
  plan.resource_changes.push(change);
  state(plan).push({ ...named('kept'), deposed_key: '01234567', values: { id } });
};

/** Tells that x.ended was changed outside Terraform: its end begins from before that, the state has it as it is (seen with Terraform 1.11.4, 2026-11-27). */
export const drift = (plan: Json): Json => {
  const before = { id: 'i-3' };
  const after = { id: 'i-3', note: 'by hand' };
  state(plan)[2].values = after;
  const change = { actions: ['update'], before, after: structuredClone(after), after_unknown: {} };
  plan.resource_drift = [{ ...named('ended'), change }];
  return plan.resource_drift[0];
};

export type Edit = Parameters<typeof said>[0];
