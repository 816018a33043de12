import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlanFiles } from '../../lib/commands/read-plans';
import { assumptions } from '../../lib/proof/assumptions';
import { readPlans } from '../../lib/proof/plans';
import type { Trace } from '../../lib/proof/trace';
import { recordedAssembly, recordedManifest, recordedPlans, recording } from '../support/recorded';
import { type Json, plansOf, proofOf, rulesOf } from '../support/write-assembly';

/* Real plans (Terraform 1.11.4, provider 1.84.1, recorded 2026-11-23), and what happens to them when somebody edits them. */

describe.each(['plans', 'plans-after-apply'] as const)('recorded %s', (folder) => {
  it('are proven', () => {
    const plans = readPlans(readPlanFiles(join(recording, folder), folder), 'all');
    const proof = proofOf(recordedManifest, recordedAssembly, { plans });
    expect(rulesOf(proof)).toEqual([]);
    expect(proof.examined).toMatchObject({ plans: 3, clients: 3, grants: 10 });
  });

  const client = (plan: Json): Json =>
    plan.planned_values.root_module.resources.find(({ name }: Json) => name === 'client-1');
  const change = (plan: Json): Json =>
    plan.resource_changes.find(({ name }: Json) => name === 'client-1').change;
  const edits: Record<string, [rules: string[], edit: (plans: Map<string, Json>) => void]> = {
    'a plan offered as another stack’s': [
      ['plan-mismatch globex'],
      (plans) => void plans.set('demo-globex', structuredClone(plans.get('demo-acme'))),
    ],
    'a grant in every division': [
      ['all-divisions globex'],
      (plans) => {
        for (const grants of [
          client(plans.get('demo-globex')).values.roles,
          change(plans.get('demo-globex')).after.roles,
        ]) {
          grants[0].division_id = '*';
        }
      },
    ],
    'a grant in a division that acme adopted': [
      ['foreign-division globex'],
      (plans) => {
        for (const grants of [
          client(plans.get('demo-globex')).values.roles,
          change(plans.get('demo-globex')).after.roles,
        ]) {
          grants[0].division_id = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
        }
      },
    ],
    'a grant more': [
      ['plan-mismatch globex'],
      (plans) => {
        const plan = plans.get('demo-globex');
        const extra = {
          role_id: client(plan).values.roles[0].role_id,
          division_id: '11111111-2222-4333-8444-555555555555',
        };
        client(plan).values.roles.push(extra);
        change(plan).after.roles.push({ ...extra });
        change(plan).after_unknown.roles?.push({});
      },
    ],
    'roles unknown as a whole': [
      ['plan-mismatch globex'],
      (plans) => {
        delete client(plans.get('demo-globex')).values.roles;
        change(plans.get('demo-globex')).after_unknown.roles = true;
      },
    ],
    targeted: [['incomplete-plan acme'], (plans) => void (plans.get('demo-acme').complete = false)],
    errored: [['incomplete-plan acme'], (plans) => void (plans.get('demo-acme').errored = true)],
    'the foundation is missing': [['incomplete-plan -'], (plans) => void plans.delete('demo-foundation')],
    'a permission more in the foundation': [
      ['plan-mismatch -'],
      (plans) => {
        const [role] = plans.get('demo-foundation').planned_values.root_module.resources;
        role.values.permission_policies[0].action_set.push('edit');
      },
    ],
    'another text in the configuration': [
      ['plan-mismatch acme'],
      (plans) => {
        const configured = plans.get('demo-acme').configuration.root_module.resources;
        configured.find(
          ({ name }: Json) => name === 'client-1',
        ).expressions.roles[0].division_id.constant_value =
          '${coalesce(genesyscloud_auth_division.division-voice.id, "*")}';
      },
    ],
    'only the references are left, as HCL would leave them': [
      ['plan-mismatch acme'],
      (plans) => {
        const configured = plans.get('demo-acme').configuration.root_module.resources;
        delete configured.find(({ name }: Json) => name === 'client-1').expressions.roles[0].division_id
          .constant_value;
      },
    ],
  };

  it.each(Object.entries(edits))('are rejected: %s', (_name, [rules, edit]) => {
    const plans = recordedPlans(folder);
    edit(plans);
    expect(rulesOf(proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans) }))).toEqual(
      expect.arrayContaining(rules),
    );
  });
});

it('a known division id in the plans of two tenants is foreign to both', () => {
  const plans = recordedPlans('plans-after-apply');
  const voice = (stack: string): Json =>
    plans.get(stack).planned_values.root_module.resources.find(({ name }: Json) => name === 'division-voice')
      .values;
  const [own, other] = [voice('demo-globex').id, voice('demo-acme').id];
  plans.set('demo-globex', JSON.parse(JSON.stringify(plans.get('demo-globex')).replaceAll(own, other)));
  const rules = rulesOf(proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans) }));
  expect(rules).toEqual(['foreign-division acme', 'foreign-division globex']);
});

it('a role id that is not the foundation’s is a mismatch', () => {
  const plans = recordedPlans('plans-after-apply');
  const [output] = Object.values(plans.get('demo-foundation').planned_values.outputs) as { value: string }[];
  const text = JSON.stringify(plans.get('demo-acme')).replaceAll(
    output?.value ?? '',
    '99999999-0000-4000-8000-000000000009',
  );
  plans.set('demo-acme', JSON.parse(text));
  expect(rulesOf(proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans) }))).toEqual([
    'plan-mismatch acme',
  ]);
});

it('says that a plan of the foundation does not know the ids of roles that other plans read', () => {
  const rests = (folder: 'plans' | 'plans-after-apply', edit?: (plans: Map<string, Json>) => void) => {
    const plans = recordedPlans(folder);
    edit?.(plans);
    const { assumptions } = proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans) });
    return assumptions.filter((text) => text.startsWith('Plans read'));
  };
  const unknown = (ids: string) =>
    `Plans read ${ids} that the plan of demo-foundation does not know yet: only a later plan of it can tell whose they are.`;
  expect(rests('plans')).toEqual([unknown('the ids of 2 roles')]);
  expect(rests('plans-after-apply')).toEqual([]);
  const forget = (plans: Map<string, Json>): void => {
    const { outputs } = plans.get('demo-foundation').planned_values;
    delete outputs[Object.keys(outputs)[0] ?? ''].value;
  };
  expect(rests('plans-after-apply', forget)).toEqual([unknown('the id of 1 role')]);
  expect(rests('plans', (plans) => void plans.delete('demo-foundation'))).toEqual([]);
  const foundationAlone = (plans: Map<string, Json>): void => {
    for (const stack of ['demo-acme', 'demo-globex']) plans.delete(stack);
  };
  expect(rests('plans', foundationAlone)).toEqual([]);
  // Another org's plans say nothing of this foundation.
  const { model } = proofOf(recordedManifest, recordedAssembly, { plans: plansOf(recordedPlans('plans')) });
  const granted = new Map([['an output', ['an id']]]);
  const trace = (org: string) => ({ org, read: { granted } }) as unknown as Trace;
  const said = (...traces: readonly Trace[]) =>
    assumptions(model, traces).filter((text) => text.startsWith('Plans read'));
  expect(said(trace('other'))).toEqual([]);
  expect(said(trace('other'), trace('demo'))).toEqual([unknown('the id of 1 role')]);
});

it('says that plans show a part of the files that they bring along', () => {
  const plans = plansOf(recordedPlans('plans-after-apply'));
  const { assumptions } = proofOf(recordedManifest, recordedAssembly, { plans });
  const without = proofOf(recordedManifest, recordedAssembly, {}).assumptions;
  expect(assumptions.filter((text) => !without.includes(text))).toEqual([
    'Each plan was made of these files and their states alone: a saved plan brings its own along, and its JSON shows a part of them (seal looks into saved plans).',
  ]);
});

it('with the stage foundation, tenants need no plan', () => {
  const plans = recordedPlans('plans');
  for (const stack of ['demo-acme', 'demo-globex']) plans.delete(stack);
  expect(
    rulesOf(proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans, 'foundation') })),
  ).toEqual([]);
  expect(
    proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans, 'foundation') }).assumptions,
  ).toContain(
    'Only the plan of each foundation was asked for: tenants’ plans are checked once they can be made.',
  );
  plans.set('demo-acme', 'no plan');
  expect(
    rulesOf(proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans, 'foundation') })),
  ).toEqual(['incomplete-plan acme']);
  plans.delete('demo-acme');
  expect(rulesOf(proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans) }))).toEqual([
    'incomplete-plan acme',
    'incomplete-plan globex',
  ]);
});
