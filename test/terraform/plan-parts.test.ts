import { describe, expect, it } from 'vitest';
import { strangeParts } from '../../lib/terraform/plan-parts';

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

const strange = (edit: (plan: Json) => void): string[] => {
  const plan = whole();
  edit(plan);
  return strangeParts(plan);
};

it('knows the parts of format 1.2', () => expect(strangeParts(whole())).toEqual([]));

it('names a part that is not known, wherever it stands', () => {
  const found = strange((plan) => {
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

describe('a part that is not known', () => {
  it.each([null, false, '', [], {}])('says nothing with %j', (value) => {
    expect(strange((plan) => void (plan.later = value))).toEqual([]);
  });

  it.each([true, 0, 1, ' ', [null], [{}], { a: null }])('says something with %j', (value) => {
    expect(strange((plan) => void (plan.later = value))).toEqual(['/later']);
  });
});

it('looks for none in what is no object', () => {
  expect(strange((plan) => void (plan.prior_state = null))).toEqual([]);
  expect(strange((plan) => void (plan.prior_state = [[1]]))).toEqual([]);
  expect(strange((plan) => void (plan.prior_state.values = 'text'))).toEqual([]);
});
