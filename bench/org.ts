/**
 * Synthetic orgs of any size with their compliant assembly and their plans before the first deploy and after it, written in the shapes that
 * cdktf and Terraform write.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DivisionKey, OrgId, TenantId } from '../lib/manifest/ids';
import { divisionName } from '../lib/manifest/names';
import { appliedPlans } from '../test/support/applied-plans';
import { type Configuration, firstPlan } from '../test/support/first-plan';
import { idOf, outputOf } from '../test/support/write-assembly';

const divisionsPerTenant = 9;
const tenantsPerOrg = 1000;
const permissions = {
  'etl-reader': 'analytics:conversationDetail:view',
  'queue-reader': 'routing:queue:view',
};
const roles = Object.keys(permissions);
const divisions = Array.from({ length: divisionsPerTenant }, (_, index) => `d${index}`);

/** Writes a file below the folder, and the folders that it lies in. */
type Write = (path: string, value: string | Readonly<Record<string, unknown>>) => void;

/** The stacks of an org as they are written, by name. */
type Stacks = Map<string, Readonly<Record<string, unknown>>>;

/**
 * Writes tenants/, cdktf.out/, plans/ and deployed/ below a folder: one client and nine divisions a tenant, and a thousand tenants an org, since a
 * manifest allows no more than 10,000 divisions in one. `resources` counts the roles too.
 */
export function writeOrg(folder: string, tenants: number): { readonly resources: number } {
  const write: Write = (path, value) => {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));
  };
  const stacks: Record<string, unknown> = {};
  const list = (stack: string, dependencies: readonly string[]): void => {
    stacks[stack] = {
      annotations: [],
      constructPath: stack,
      dependencies,
      name: stack,
      stackMetadataPath: `stacks/${stack}/metadata.json`,
      synthesizedStackPath: `stacks/${stack}/cdk.tf.json`,
      workingDirectory: `stacks/${stack}`,
    };
  };
  const orgs = Math.ceil(tenants / tenantsPerOrg);
  for (let index = 0; index < orgs; index++) {
    const org = index === 0 ? 'big' : `big-${index + 1}`;
    const first = index * tenantsPerOrg;
    const names = Array.from(
      { length: Math.min(tenantsPerOrg, tenants - first) },
      (_, tenant) => `tenant-${String(first + tenant).padStart(5, '0')}`,
    );
    const written: Stacks = new Map();
    writeFoundation(write, written, org, names.length);
    list(`${org}-foundation`, []);
    for (const tenant of names) {
      writeTenant(write, written, org, tenant);
      list(`${org}-${tenant}`, [`${org}-foundation`]);
    }
    const applied = appliedPlans({ manifest: {}, stacks: written, raw: new Map(), extra: new Map() });
    for (const [stack, plan] of applied) write(`deployed/${stack}.json`, JSON.stringify(plan));
  }
  write('cdktf.out/manifest.json', { stacks, version: '0.21.0' });
  return { resources: tenants * (divisionsPerTenant + 1) + orgs * roles.length };
}

function writeFoundation(write: Write, written: Stacks, org: string, tenants: number): void {
  const lines = [
    'region: eu-west-1',
    'state: { backend: local }',
    'roles:',
    ...Object.entries(permissions).map(([role, permission]) => `  ${role}: { permissions: [${permission}] }`),
    `limits: { divisionsPerOrg: ${divisionsPerTenant * tenants} }`,
  ];
  write(`tenants/${org}/org.yaml`, `${lines.join('\n')}\n`);
  write(`tenants/${org}/catalog.json`, {
    schema: 'bulkhead-catalog/1',
    organization: { id: idOf(org), name: org },
    region: 'eu-west-1',
    date: '2026-11-23',
    homeDivisionId: idOf(`${org} home`),
    permissions: Object.fromEntries(Object.values(permissions).map((permission) => [permission, true])),
  });
  const blocks = Object.entries(permissions).map(([role, permission]) => {
    const [domain, entity_name, action] = permission.split(':');
    return [
      role,
      { name: `${org}-${role}`, permission_policies: [{ action_set: [action], domain, entity_name }] },
    ];
  });
  const outputs = roles.map((role) => [
    outputOf(role),
    { sensitive: true, value: `\${genesyscloud_auth_role.${role}.id}` },
  ]);
  writeStack(
    write,
    written,
    `${org}-foundation`,
    {
      output: Object.fromEntries(outputs),
      resource: { genesyscloud_auth_role: Object.fromEntries(blocks) },
    },
    {},
  );
}

function writeTenant(write: Write, written: Stacks, org: string, tenant: string): void {
  const stack = `${org}-${tenant}`;
  const state = `cross-stack-reference-input-${org}-foundation`;
  const lines = [
    `owner: ${tenant}@example.com`,
    'divisions:',
    ...divisions.map((division) => `  ${division}: {}`),
    'client:',
    '  scopes: [routing:readonly, users:readonly, analytics:readonly]',
    '  grants:',
    ...roles.map((role) => `    - { role: ${role}, divisions: [${divisions.join(', ')}] }`),
  ];
  write(`tenants/${org}/${tenant}.yaml`, `${lines.join('\n')}\n`);
  const blocks = divisions.map((division) => [
    `division-${division}`,
    {
      description: 'Managed by Bulkhead',
      name: divisionName('opaque', org as OrgId, tenant as TenantId, division as DivisionKey),
    },
  ]);
  const grants = roles.flatMap((role) =>
    divisions.map((division) => ({
      division_id: `\${genesyscloud_auth_division.division-${division}.id}`,
      role_id: `\${data.terraform_remote_state.${state}.outputs.${outputOf(role)}}`,
    })),
  );
  const remote = {
    backend: 'local',
    config: { path: `../../../terraform.${org}-foundation.tfstate` },
    workspace: '${terraform.workspace}',
  };
  const client = {
    access_token_validity_seconds: 3600,
    authorized_grant_type: 'CLIENT-CREDENTIALS',
    name: `${stack}-1`,
    roles: grants,
    state: 'active',
  };
  writeStack(
    write,
    written,
    stack,
    {
      data: { terraform_remote_state: { [state]: remote } },
      resource: {
        genesyscloud_auth_division: Object.fromEntries(blocks),
        genesyscloud_oauth_client: { 'client-1': client },
      },
    },
    Object.fromEntries(roles.map((role) => [outputOf(role), idOf(`${org} ${role}`)])),
  );
}

function writeStack(
  write: Write,
  written: Stacks,
  stack: string,
  body: Readonly<Record<string, unknown>>,
  remote: Readonly<Record<string, string>>,
): void {
  const configuration = {
    ...body,
    provider: { genesyscloud: [{ aws_region: 'eu-west-1' }] },
    terraform: {
      backend: { local: { path: `../../../terraform.${stack}.tfstate` } },
      required_providers: { genesyscloud: { source: 'mypurecloud/genesyscloud', version: '1.84.1' } },
    },
  };
  written.set(stack, configuration);
  write(`cdktf.out/stacks/${stack}/cdk.tf.json`, configuration);
  write(`plans/${stack}.json`, JSON.stringify(firstPlan(configuration as unknown as Configuration, remote)));
}
