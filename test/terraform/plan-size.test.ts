import { describe, expect, it } from 'vitest';
import { tooLarge } from '../../lib/terraform/plan-size';
import { readPlan } from '../../lib/terraform/read-plan';

const most = 20_000;
const list = (count: number): unknown[] => Array(count).fill({});
const members = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, {}]));

describe('a plan is looked at with 20,000 items, and with no more', () => {
  it.each<[string, (count: number) => Record<string, unknown>]>([
    ['planned_values.outputs', (count) => ({ planned_values: { outputs: members(count) } })],
    [
      'planned_values.root_module.resources',
      (count) => ({ planned_values: { root_module: { resources: list(count) } } }),
    ],
    ['prior_state.values.outputs', (count) => ({ prior_state: { values: { outputs: members(count) } } })],
    [
      'prior_state.values.root_module.resources',
      (count) => ({ prior_state: { values: { root_module: { resources: list(count) } } } }),
    ],
    ['configuration.provider_config', (count) => ({ configuration: { provider_config: members(count) } })],
    [
      'configuration.root_module.outputs',
      (count) => ({ configuration: { root_module: { outputs: members(count) } } }),
    ],
    [
      'configuration.root_module.resources',
      (count) => ({ configuration: { root_module: { resources: list(count) } } }),
    ],
    [
      'configuration.root_module.variables',
      (count) => ({ configuration: { root_module: { variables: members(count) } } }),
    ],
    ['resource_changes', (count) => ({ resource_changes: list(count) })],
    ['resource_drift', (count) => ({ resource_drift: list(count) })],
    ['output_changes', (count) => ({ output_changes: members(count) })],
    ['variables', (count) => ({ variables: members(count) })],
    ['checks', (count) => ({ checks: list(count) })],
  ])('in %s', (part, plan) => {
    expect(tooLarge(plan(most))).toBeUndefined();
    expect(tooLarge(plan(most + 1))).toBe(`has more than 20,000 items in ${part}: too many to look at`);
  });

  it('as readPlan says', () => {
    const root = { planned_values: {}, configuration: { root_module: {} }, format_version: '1.2' };
    const plan = {
      ...root,
      variables: Object.fromEntries(Object.keys(members(most + 1)).map((name) => [name, { value: 1 }])),
    };
    expect(readPlan(JSON.stringify(plan))).toEqual({
      ok: false,
      why: 'has more than 20,000 items in variables: too many to look at',
    });
  });

  it('whatever the parts are', () => {
    for (const odd of [undefined, null, 7, 'x', [], {}])
      expect(tooLarge({ planned_values: odd, prior_state: { values: odd }, checks: odd })).toBeUndefined();
  });
});

describe('a plan is looked at with names of 3,000 characters, and with none longer', () => {
  it.each<[string, (name: string) => Record<string, unknown>]>([
    ['planned_values.outputs', (name) => ({ planned_values: { outputs: { a: {}, [name]: {} } } })],
    [
      'prior_state.values.root_module.resources',
      (address) => ({ prior_state: { values: { root_module: { resources: [{}, { address }] } } } }),
    ],
    ['resource_changes', (address) => ({ resource_changes: [{ address: 'a' }, { address }] })],
    ['resource_drift', (address) => ({ resource_drift: [{ address }] })],
  ])('in %s', (part, plan) => {
    expect(tooLarge(plan('x'.repeat(3_000)))).toBeUndefined();
    expect(tooLarge(plan('x'.repeat(3_001)))).toBe(
      `has a name of more than 3,000 characters in ${part}: too long to be said of others`,
    );
  });

  it('where the names of a stack’s file are as long as they may be', () => {
    const address = `data.${'x'.repeat(1000)}.${'x'.repeat(1000)}`;
    expect(tooLarge({ resource_changes: [{ address }] })).toBeUndefined();
  });
});
