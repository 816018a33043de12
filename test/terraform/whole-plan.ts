import type { Plan } from '../../lib/terraform/plan';
import { readPlan } from '../../lib/terraform/read-plan';

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
export type Json = any;

export const address = 'genesyscloud_oauth_client.client-1';

export const named = { address, mode: 'managed', type: 'genesyscloud_oauth_client', name: 'client-1' };

export const made = { ...named, provider_name: 'p' };

export const stateAddress = 'data.terraform_remote_state.foundation';

export const state = {
  address: stateAddress,
  mode: 'data',
  type: 'terraform_remote_state',
  name: 'foundation',
};

/** A plan with one of everything that is read. */
export const whole = (): Json => ({
  format_version: '1.2',
  errored: false,
  complete: true,
  applyable: true,
  output_changes: {
    role: { actions: ['no-op'], before: 'r-1', after: 'r-1', after_unknown: false },
    count: { actions: ['update'], before: 6, after: 7, after_unknown: false },
    none: { actions: ['create'], before: null, after: null, after_unknown: true },
    first: { actions: ['create'], after_unknown: true },
  },
  planned_values: {
    outputs: { role: { value: 'r-1', sensitive: true }, count: { value: 7 }, later: {} },
    root_module: { resources: [{ ...made, values: { name: 'x' } }] },
  },
  prior_state: {
    values: {
      outputs: { role: { value: 'r-1' } },
      root_module: {
        resources: [
          { ...state, provider_name: 'b', values: { outputs: { a: 'b' } } },
          { ...made, deposed_key: '01234567', values: {} },
          { ...made, tainted: true, values: {} },
        ],
      },
    },
  },
  resource_changes: [
    {
      ...made,
      previous_address: 'genesyscloud_oauth_client.client-0',
      change: {
        actions: ['update'],
        before: { name: 'w' },
        after: { name: 'x' },
        after_unknown: { id: true, roles: [{ division_id: true }] },
        importing: { id: 'i-1' },
        replace_paths: [['name']],
      },
    },
  ],
  resource_drift: [
    { ...made, change: { actions: ['delete'], before: { name: 'v' }, after: null, after_unknown: {} } },
  ],
  configuration: {
    provider_config: { genesyscloud: { name: 'genesyscloud', full_name: 'registry/x' } },
    root_module: {
      outputs: { role: { expression: { constant_value: 'text' } } },
      resources: [
        {
          ...named,
          provider_config_key: 'genesyscloud',
          expressions: { name: { constant_value: 'x' } },
          schema_version: 1,
          count_expression: {},
          for_each_expression: { constant_value: [] },
          depends_on: [],
        },
      ],
    },
  },
});

export const read = (edit: (plan: Json) => void = () => {}): Plan => {
  const plan = whole();
  edit(plan);
  const result = readPlan(JSON.stringify(plan));
  if (!result.ok) throw new Error(result.why);
  return result.plan;
};

export const why = (edit: (plan: Json) => Json): string => {
  const plan = whole();
  const result = readPlan(JSON.stringify(edit(plan) ?? plan));
  return result.ok ? '' : result.why;
};
