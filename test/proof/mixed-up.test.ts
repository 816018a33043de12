import { describe, expect, it } from 'vitest';
import { mixedUp } from '../../lib/proof/mixed-up';
import { readPlan } from '../../lib/terraform/read-plan';
import { planned } from '../rules/fixtures/fixture';
import { modelOf } from '../support/found';
import { manifestOf } from '../support/manifest';
import { issues } from '../support/plan-issues';
import { sample } from '../support/sample';
import { type Json, writeAssembly, writePlans } from '../support/write-assembly';

describe('a plan that seems to be another stack’s', () => {
  const [org] = modelOf({}).orgs;
  if (org === undefined) throw new Error('the sample has no org');
  const acme = org.tenants[0]?.stackName ?? org.foundationName;
  const seems = (of: string, stack = acme, edit: (plan: Json) => void = () => {}): unknown => {
    const plan = writePlans(writeAssembly(manifestOf(sample()))).get(of);
    edit(plan);
    const read = readPlan(JSON.stringify(plan));
    return read.ok ? mixedUp(stack, read.plan, org).map(({ what, address }) => [what, address]) : read.why;
  };

  it('is told whose', () => {
    expect(acme).toBe('demo-acme');
    expect(seems('demo-globex')).toEqual([
      ['belongs, it seems, to demo-globex, whose "demo-globex-1" it plans', ''],
    ]);
    expect(seems('demo-foundation')).toEqual([
      ['belongs, it seems, to demo-foundation, whose "demo-reader" it plans', ''],
    ]);
    expect(seems('demo-acme', org.foundationName)).toEqual([
      ['belongs, it seems, to demo-acme, whose "demo-acme-1" it plans', ''],
    ]);
  });

  it('is not one that plans its own, or what no stack has', () => {
    expect(seems('demo-acme')).toEqual([]);
    const called = (name: unknown) => (plan: Json) => {
      planned(plan, 'client-1').values.name = name;
      const { change } = plan.resource_changes.find((item: Json) => item.name === 'client-1');
      change.after.name = name;
    };
    expect(seems('demo-globex', acme, called('demo-globex-9'))).toEqual([]);
    for (const none of [null, ['demo-globex-1'], { toString: 'demo-globex-1' }])
      expect(seems('demo-globex', acme, called(none))).toEqual([]);
    expect(seems('demo-globex', acme, called('demo-reader'))).toEqual([]);
  });

  it('is not one that plans its own beside another’s: that one was added to it', () => {
    const added = (at: 'push' | 'unshift') => (plan: Json) => {
      const item = structuredClone(planned(plan, 'client-1'));
      Object.assign(item, { address: `${item.type}.other`, name: 'other' });
      item.values.name = 'demo-globex-1';
      plan.planned_values.root_module.resources[at](item);
    };
    expect(seems('demo-acme', acme, added('push'))).toEqual([]);
    expect(seems('demo-acme', acme, added('unshift'))).toEqual([]);
  });

  it('is not known by what Terraform only reads', () => {
    const reads = (plan: Json): void => {
      const [client] = plan.planned_values.root_module.resources.filter(
        ({ name }: Json) => name === 'client-1',
      );
      Object.assign(client, { mode: 'data', address: `data.${client.address}` });
    };
    expect(seems('demo-globex', acme, reads)).toEqual([]);
  });

  it('is said where its configuration differs from the files, and nowhere else', () => {
    const told = (edit: Parameters<typeof issues>[0]): string[] =>
      issues(edit).filter((line) => line.includes('seems'));
    expect(told(({ plans }) => void plans.set('demo-acme', plans.get('demo-globex')))).toEqual([
      'plan-mismatch: demo-acme belongs, it seems, to demo-globex, whose "demo-globex-1" it plans',
    ]);
    expect(
      told(({ acme: plan, set }) => {
        for (const client of ['client-1', 'client-2']) set(plan, client, { name: 'demo-globex-1' });
      }),
    ).toEqual([]);
  });
});
