import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dataSource, plannedGrants, plannedId } from '../../lib/proof/plans';
import type { Plan } from '../../lib/terraform/plan';
import { readPlan } from '../../lib/terraform/read-plan';
import { judgeFolder } from '../hcl/judge';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { plansOf, proofOf, rulesOf, writeAssembly, writePlans } from '../support/write-assembly';

/* A role that goes from one stack to another through its state, as recorded (Terraform 1.11.4, provider 1.84.1, 2026-11-23). */

const folder = join(__dirname, '..', 'fixtures', 'recorded', 'remote-state');
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const read = (name: string): Plan => {
  const result = readPlan(text(name));
  if (!result.ok) throw new Error(result.why);
  return result.plan;
};
const state = 'data.terraform_remote_state.foundation';
const [client, division] = ['genesyscloud_oauth_client.acme', 'genesyscloud_auth_division.voice'];

it('is known to the reader before the tenant’s first deploy, while the division is not', () => {
  const role = read('foundation/plan-after-apply.json').outputs.get('role_reader_id');
  expect(role).toMatch(/^[0-9a-f-]{36}$/);
  const plan = read('acme/plan.json');
  expect(dataSource(plan, state)?.values).toMatchObject({
    backend: 'local',
    config: { path: '../foundation/terraform.tfstate' },
    defaults: null,
    outputs: { role_reader_id: role },
  });
  expect(plannedGrants(plan, client)).toEqual([
    { role: { kind: 'known', text: role }, division: { kind: 'unknown' } },
  ]);
});

it('is the same after the apply, and so is the division', () => {
  const plan = read('acme/plan-after-apply.json');
  const [grant] = plannedGrants(plan, client) ?? [];
  expect(grant?.division).toEqual(plannedId(plan, division));
  expect(grant?.division.kind).toBe('known');
});

it('is not known to the foundation’s own first plan', () => {
  expect([...read('foundation/plan.json').outputs]).toEqual([['role_reader_id', undefined]]);
});

it('cannot be planned before the foundation has state, and such a plan is refused', () => {
  const manifest = manifestOf(sample());
  const assembly = writeAssembly(manifest);
  const plans = writePlans(assembly);
  plans.set('demo-acme', text('acme/plan-before-foundation.json'));
  const proof = proofOf(manifest, assembly, { plans: plansOf(plans) });
  expect(rulesOf(proof)).toEqual(['incomplete-plan acme', 'plan-mismatch acme']);
  expect(
    proof.findings.flatMap(({ rule, values }) => (rule === 'incomplete-plan' ? [values.what] : [])).sort(),
  ).toEqual(['ended with an error']);
});

it('is unproven in raw Terraform: which role it is, the state decides', async () => {
  const { document } = await judgeFolder(join(folder, 'acme'));
  expect(document.findings.map(({ rule, what }) => `${rule}: ${what}`)).toMatchInlineSnapshot(`
    [
      "unproven-role: genesyscloud_oauth_client.acme grants data.terraform_remote_state.foundation.outputs.role_reader_id in genesyscloud_auth_division.voice.id: nobody can say which role that will be; another configuration made it, and these files only read that one’s state.",
      "secret-exposure: In infra/main.tf provider genesyscloud sets oauthclient_secret.",
    ]
  `);
});
