import { expect, it } from 'vitest';
import { prove } from '../rules/fixtures/prove';
import { appliedPlans } from '../support/applied-plans';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type Json, writeAssembly } from '../support/write-assembly';

/* What else such a plan says is as true of its own stack as it is wrong of this one: a single thing is to be done, and to no state. */

const told = (edit: (plans: Map<string, Json>) => void): string[] =>
  prove({ plans: edit }).findings.map(({ rule, tenant, values }) =>
    [rule, tenant ?? '-', 'what' in values ? values.what : ''].join(' '),
  );

it('a plan under another stack’s name is told of once', () => {
  expect(told((plans) => void plans.set('demo-acme', plans.get('demo-globex')))).toEqual([
    'plan-mismatch acme belongs, it seems, to demo-globex, whose "demo-globex-1" it plans',
  ]);
  expect(told((plans) => void plans.set('demo-acme', plans.get('demo-foundation')))).toEqual([
    'plan-mismatch acme belongs, it seems, to demo-foundation, whose "demo-reader" it plans',
  ]);
});

it('two plans under each other’s names are told of once each', () => {
  const swapped = (plans: Map<string, Json>): void => {
    const acme = plans.get('demo-acme');
    plans.set('demo-acme', plans.get('demo-globex'));
    plans.set('demo-globex', acme);
  };
  expect(told(swapped)).toEqual([
    'plan-mismatch acme belongs, it seems, to demo-globex, whose "demo-globex-1" it plans',
    'plan-mismatch globex belongs, it seems, to demo-acme, whose "demo-acme-1" it plans',
  ]);
});

it('and so is a tenant’s plan under the name of the foundation’s, beside the division that it adopts in both', () => {
  expect(told((plans) => void plans.set('demo-foundation', plans.get('demo-acme')))).toEqual([
    'foreign-division - holds divisions that the plan of demo-acme holds too',
    'plan-mismatch - belongs, it seems, to demo-acme, whose "demo-acme-1" it plans',
  ]);
});

it('whose divisions another plan holds, where both are deployed', () => {
  const applied = appliedPlans(writeAssembly(manifestOf(sample())));
  const put = (into: string, from: string) =>
    told((plans) => {
      for (const [stack, plan] of applied) plans.set(stack, plan);
      plans.set(into, applied.get(from));
    });
  expect(put('demo-acme', 'demo-globex')).toEqual([
    'foreign-division acme holds divisions that the plan of demo-globex holds too',
    'plan-mismatch acme belongs, it seems, to demo-globex, whose "demo-globex-1" it plans',
  ]);
  expect(put('demo-foundation', 'demo-acme')).toEqual([
    'foreign-division - holds divisions that the plan of demo-acme holds too',
    'plan-mismatch - belongs, it seems, to demo-acme, whose "demo-acme-1" it plans',
  ]);
});

it('which is told of the whole plan, and the same is to be done about it', () => {
  const { findings } = prove({
    plans: (plans) => void plans.set('demo-foundation', plans.get('demo-acme')),
  });
  expect(
    findings.map(({ rule, values, at }) => [
      rule,
      'remedy' in values ? values.remedy : undefined,
      at.filter(({ kind }) => kind === 'plan'),
    ]),
  ).toEqual(
    ['foreign-division', 'plan-mismatch'].map((rule) => [
      rule,
      'plan-again',
      [{ kind: 'plan', file: 'plans/demo-foundation.json', address: '' }],
    ]),
  );
});

it('and where none of them lies in its place, each is held against the others', () => {
  const applied = appliedPlans(writeAssembly(manifestOf(sample())));
  const found = told((plans) => {
    plans.set('demo-foundation', applied.get('demo-globex'));
    plans.set('demo-acme', applied.get('demo-globex'));
    plans.set('demo-globex', applied.get('demo-acme'));
  });
  expect(found).toEqual([
    'foreign-division acme holds divisions that the plan of demo-foundation holds too',
    'foreign-division - holds divisions that the plan of demo-acme holds too',
    'plan-mismatch acme belongs, it seems, to demo-globex, whose "demo-globex-1" it plans',
    'plan-mismatch globex belongs, it seems, to demo-acme, whose "demo-acme-1" it plans',
    'plan-mismatch - belongs, it seems, to demo-globex, whose "demo-globex-1" it plans',
  ]);
});

it('nothing is held against a foundation’s plan that is another’s: that tenants read of roles that it does not have', () => {
  const applied = appliedPlans(writeAssembly(manifestOf(sample())));
  const foundations = applied.get('demo-foundation');
  const put = (plan: Json) =>
    told((plans) => {
      for (const [stack, other] of applied) plans.set(stack, other);
      plans.set('demo-foundation', plan);
    });
  // As it would be of the foundation's own plan without them.
  const without = structuredClone(foundations);
  for (const output of Object.values<Json>(without.planned_values.outputs)) output.value = 'another';
  expect(put(without).join('\n')).toContain('role');
  expect(put(applied.get('demo-acme')).join('\n')).not.toContain('role');
});

it('what such a plan deletes is still noticed', () => {
  const deleting = (plans: Map<string, Json>): void => {
    const plan = structuredClone(plans.get('demo-globex'));
    const named = {
      address: 'genesyscloud_oauth_client.client-2',
      mode: 'managed',
      type: 'genesyscloud_oauth_client',
      name: 'client-2',
    };
    plan.resource_changes.push({
      ...named,
      change: { actions: ['delete'], before: { name: 'demo-acme-2' }, after: null, after_unknown: {} },
    });
    plans.set('demo-acme', plan);
  };
  expect(prove({ plans: deleting }).notices.map(({ does }) => does)).toContain('deletes');
});

it('a plan that is its own stack’s by its configuration is held against that, whatever it calls what', () => {
  const renamed = (plans: Map<string, Json>): void => {
    for (const { values, type } of plans.get('demo-acme').planned_values.root_module.resources)
      if (type === 'genesyscloud_oauth_client') values.name = 'demo-globex-1';
  };
  expect(told(renamed).join('\n')).not.toContain('it seems');
  expect(told(renamed)).not.toEqual([]);
});
