import { expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type AssemblyText, proofOf, roleReference, writeAssembly } from '../support/write-assembly';

const manifest = manifestOf(sample());

/** All of a report that speaks of findings, without the verdict above the grants. */
function findings(edit: (assembly: AssemblyText) => void): string {
  const assembly = writeAssembly(manifest);
  edit(assembly);
  const report = textReport(toDocument(proofOf(manifest, assembly)));
  return (report.split('\n\nAssumptions')[0] ?? '').split('\n\n').slice(2).join('\n\n');
}

it('a grant in every division', () => {
  expect(
    findings((assembly) => {
      const { roles } = assembly.stacks.get('demo-globex').resource.genesyscloud_oauth_client['client-1'];
      roles[0].division_id = '*';
    }),
  ).toMatchInlineSnapshot(`
    "all-divisions  demo/globex
      tenants/demo/globex.yaml:16:7
      cdktf.out/stacks/demo-globex/cdk.tf.json:54:11
      client-1 grants reader in *: "*" is every division.
      Why: It covers every tenant of the org, and every division made later.
      Fix: Name one of the tenant’s own divisions in its manifest and synthesize
           again; by hand, write exactly
           "\${genesyscloud_auth_division.division-<key>.id}".
      This can never be waived.

    rejected: 1 finding"
  `);
});

it('a division that a function decides', () => {
  expect(
    findings((assembly) => {
      const { roles } = assembly.stacks.get('demo-globex').resource.genesyscloud_oauth_client['client-1'];
      roles[0].division_id = '${coalesce(genesyscloud_auth_division.division-sales.id, "*")}';
    }),
  ).toMatchInlineSnapshot(`
    "unproven-division  demo/globex
      tenants/demo/globex.yaml:16:7
      cdktf.out/stacks/demo-globex/cdk.tf.json:54:11
      client-1 grants reader in
      \${coalesce(genesyscloud_auth_division.division-sales.id, "*")}: nobody can say
      which division that will be; a function decides it when Terraform runs.
      Why: Before the first deploy its value is unknown in every plan, and the
           right, a foreign and no division look alike there.
      Fix: Name one of the tenant’s own divisions in its manifest and synthesize
           again; by hand, write exactly
           "\${genesyscloud_auth_division.division-<key>.id}".
      This can never be waived.

    rejected: 1 finding"
  `);
});

it('a role that quietly got one permission more', () => {
  expect(
    findings((assembly) => {
      const { reader } = assembly.stacks.get('demo-foundation').resource.genesyscloud_auth_role;
      reader.permission_policies[0].action_set.push('edit');
    }),
  ).toMatchInlineSnapshot(`
    "role-mismatch  demo
      tenants/demo/org.yaml:7:5
      cdktf.out/stacks/demo-foundation/cdk.tf.json:42:7
      genesyscloud_auth_role.reader in demo-foundation adds
      analytics:conversationDetail:edit.
      Why: Every tenant that holds the role gets its permissions, while each
           client’s own plan shows no change.
      Fix: Synthesize again. If the difference is wanted, write it into the template
           in org.yaml first, never into the written files.
      This can never be waived.

    rejected: 1 finding"
  `);
});

it('a file beside the synthesized one, and a state to be taken over', () => {
  expect(
    findings((assembly) =>
      assembly.extra.set('demo-acme', [
        { name: 'cdk_override.tf.json', kind: 'file' },
        { name: 'terraform.tfstate', kind: 'file' },
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "stray-terraform  demo/acme
      cdktf.out/stacks/demo-acme/cdk_override.tf.json
      cdktf.out/stacks/demo-acme/cdk_override.tf.json would be read by Terraform,
      and cdktf did not write it.
      Why: Terraform reads every file of the folder: one more can add or override
           any grant, or bind an address to another object.
      Fix: Delete it and synthesize again.
      This can never be waived.

    stray-terraform  demo/acme
      cdktf.out/stacks/demo-acme/terraform.tfstate
      cdktf.out/stacks/demo-acme/terraform.tfstate would be read by Terraform, and
      cdktf did not write it.
      Why: Terraform reads every file of the folder: one more can add or override
           any grant, or bind an address to another object.
      Fix: It is a state: what it holds exists until it is destroyed, and without it
           Terraform knows nothing of that. Look into it (terraform state list
           -state=FILE; a folder has such a file for each workspace), destroy what
           is in it or carry it over to the state that org.yaml says, then delete
           it.
      This can never be waived.

    rejected: 2 findings"
  `);
});

it('a file that is cut off', () => {
  expect(
    findings((assembly) =>
      assembly.raw.set('demo-globex', '{\n  "resource": {\n    "genesyscloud_oauth_client": {'),
    ),
  ).toMatchInlineSnapshot(`
    "missing-client  demo/globex
      tenants/demo/globex.yaml:9:3
      client-1 is missing in demo-globex: no stack of that name could be read.
      Why: The files are not those of this manifest; deploying them would delete or
           never make this client.
      Fix: Synthesize again, and check all stacks of the output folder together.
      Waive with: { rule: missing-client, tenant: globex, subject: "client-1" }

    unmodelled-authority  demo/globex
      cdktf.out/stacks/demo-globex/cdk.tf.json:3:35
      In stack demo-globex: file is not valid JSON: a property name in double quotes
      is expected; a file that cannot be read proves nothing.
      Why: What is not modelled is not proved, and may be a way around every grant
           that is.
      Fix: Synthesize again, and leave the written files as they are.
      This can never be waived.

    rejected: 2 findings"
  `);
});

it('two orgs whose stacks reach into each other', () => {
  const other = JSON.parse(JSON.stringify(sample().demo).replaceAll(/"[0-9a-f]([0-9a-f]{7}-)/g, '"e$1'));
  const both = manifestOf({ ...sample(), other });
  const [demo] = both.orgs;
  if (demo === undefined) throw new Error('no org');
  const assembly = writeAssembly(both);
  expect(proofOf(both, assembly).verdict).toBe('proven');
  const stack = assembly.stacks.get('other-acme');
  stack.data.terraform_remote_state['cross-stack-reference-input-demo-foundation'] = {
    backend: 'local',
    config: { path: '../../../terraform.demo-foundation.tfstate' },
    workspace: '${terraform.workspace}',
  };
  stack.resource.genesyscloud_oauth_client['client-1'].roles[0].role_id = roleReference(demo, 'reader');
  assembly.manifest.stacks['other-acme'].dependencies.push('demo-foundation');
  const found = proofOf(both, assembly).findings.map(
    ({ rule, org, tenant, subject }) => `${rule} ${org}/${tenant} ${subject}`,
  );
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "unproven-role other/acme client-1 grant \${data.terraform_remote_state.cross-stack-reference-input-demo-foundation.outputs.cross-stack-output-genesyscloud_auth_rolereaderid} in voice
    cross-tenant-state other/acme other-acme depends on the stack demo-foundation
    cross-tenant-state other/acme other-acme remote state cross-stack-reference-input-demo-foundation names a place that is no stack's own"
  `);
});
