import { describe, expect, it } from 'vitest';
import { unjudgedParts } from '../../lib/terraform/plan-parts';

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
type Json = any;

const values = (): Json => ({ outputs: { o: {} }, root_module: { resources: [{}], child_modules: [{}] } });

/** Every part of format 1.2, each of which says something. */
const whole = (): Json => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  variables: { v: {} },
  planned_values: values(),
  resource_drift: [{}],
  resource_changes: [{}],
  deferred_changes: [{}],
  output_changes: { o: {} },
  prior_state: { format_version: '1.0', terraform_version: '1.11.4', values: values(), checks: [{}] },
  configuration: {
    provider_config: { p: {} },
    root_module: { outputs: { o: {} }, resources: [{}], module_calls: { m: {} }, variables: { v: {} } },
  },
  relevant_attributes: [{}],
  checks: [{}],
  timestamp: '2026-11-23T00:00:00Z',
  applyable: true,
  complete: true,
  errored: true,
});

const unjudged = (edit: (plan: Json) => void): string[] => {
  const plan = whole();
  edit(plan);
  return unjudgedParts(plan);
};

it('knows the parts of format 1.2', () => expect(unjudgedParts(whole())).toEqual([]));

it('names a part that is not known, wherever it stands', () => {
  const found = unjudged((plan) => {
    const { planned_values, prior_state, configuration } = plan;
    for (const part of [
      plan,
      planned_values,
      planned_values.root_module,
      prior_state,
      prior_state.values,
      prior_state.values.root_module,
      configuration,
      configuration.root_module,
    ])
      part.actions = [{}];
  });
  expect(found).toEqual([
    '/actions',
    '/planned_values/actions',
    '/planned_values/root_module/actions',
    '/prior_state/actions',
    '/prior_state/values/actions',
    '/prior_state/values/root_module/actions',
    '/configuration/actions',
    '/configuration/root_module/actions',
  ]);
});

it('names it by a pointer that leads to it, whatever it is called', () => {
  const found = unjudged((plan) => {
    plan['a/b~c'] = 1;
    plan.planned_values.outputs = { 'x/y': { later: true } };
  });
  expect(found).toEqual(['/a~1b~0c', '/planned_values/outputs/x~1y/later']);
});

describe('a part that is not known', () => {
  it.each([null, false, '', [], {}])('says nothing with %j', (value) => {
    expect(unjudged((plan) => void (plan.later = value))).toEqual([]);
  });

  it.each([true, 0, 1, ' ', [null], [{}], { a: null }])('says something with %j', (value) => {
    expect(unjudged((plan) => void (plan.later = value))).toEqual(['/later']);
  });
});

it('names a part that is not known of each change, resource and output', () => {
  const found = unjudged((plan) => {
    const part = { identity: { id: 'x' } };
    plan.resource_changes = [{ change: {} }, { ...part, change: part }];
    plan.resource_drift = [{ ...part, change: part }];
    plan.planned_values = { outputs: { o: part }, root_module: { resources: [{}, part] } };
    plan.prior_state.values = { outputs: { o: part }, root_module: { resources: [part] } };
    plan.output_changes = { o: part };
  });
  expect(found).toEqual([
    '/resource_changes/1/identity',
    '/resource_changes/1/change/identity',
    '/resource_drift/0/identity',
    '/resource_drift/0/change/identity',
    '/planned_values/root_module/resources/1/identity',
    '/prior_state/values/root_module/resources/0/identity',
    '/output_changes/o/identity',
    '/planned_values/outputs/o/identity',
    '/prior_state/values/outputs/o/identity',
  ]);
});

it('knows all parts of a change, a resource and an output that Terraform 1.11 writes', () => {
  const said = (names: string): Json => Object.fromEntries(names.split(' ').map((name) => [name, 'x']));
  const change = {
    ...said(
      'address previous_address module_address mode type name index provider_name deposed action_reason',
    ),
    change: said(
      'actions before after after_unknown before_sensitive after_sensitive replace_paths importing',
    ),
  };
  const resource = said(
    'address module_address mode type name index provider_name schema_version values sensitive_values depends_on tainted deposed_key',
  );
  const found = unjudged((plan) => {
    plan.resource_changes = plan.resource_drift = [change];
    plan.planned_values = {
      outputs: { o: said('sensitive type value') },
      root_module: { resources: [resource] },
    };
    plan.prior_state.values = structuredClone(plan.planned_values);
    plan.output_changes = { o: change.change };
  });
  expect(found).toEqual([]);
});

it('looks for none in what is no object', () => {
  expect(unjudged((plan) => void (plan.prior_state = null))).toEqual([]);
  expect(unjudged((plan) => void (plan.prior_state = [[1]]))).toEqual([]);
  expect(unjudged((plan) => void (plan.prior_state.values = 'text'))).toEqual([]);
  for (const none of [null, 'text', 7, [null, 'text', [{}]], [{ change: null }, { change: 'text' }]])
    expect(unjudged((plan) => void (plan.resource_changes = none))).toEqual([]);
});
