/** A synthetic org of any size with its compliant assembly and first-deploy plans, written in the shapes that cdktf and Terraform write. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DivisionKey, OrgId, TenantId } from '../lib/manifest/ids';
import { divisionName } from '../lib/manifest/names';
import { type Configuration, firstPlan } from '../test/support/first-plan';

const divisionsPerTenant = 8;
const roles = ['etl-reader', 'queue-reader'];
const state = 'cross-stack-reference-input-big-foundation';
const output = (role: string): string => `cross-stack-output-genesyscloud_auth_role${role}id`;
const uuid = (text: string): string =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');

/** Writes tenants/, cdktf.out/ and plans/ below a folder: one client and eight divisions a tenant. */
export function writeOrg(folder: string, tenants: number): { resources: number } {
  const json = (path: string, value: unknown): void => {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));
  };
  const names = Array.from({ length: tenants }, (_, index) => `tenant-${String(index).padStart(5, '0')}`);
  const permissions = {
    'etl-reader': 'analytics:conversationDetail:view',
    'queue-reader': 'routing:queue:view',
  };
  const lines = [
    'region: eu-west-1',
    'state: { backend: local }',
    'roles:',
    ...Object.entries(permissions).map(([role, permission]) => `  ${role}: { permissions: [${permission}] }`),
    `limits: { divisionsPerOrg: ${Math.min(10_000, divisionsPerTenant * tenants)} }`,
  ];
  json('tenants/big/org.yaml', `${lines.join('\n')}\n`);
  json('tenants/big/catalog.json', {
    schema: 'bulkhead-catalog/1',
    organization: { id: uuid('org'), name: 'Bench' },
    region: 'eu-west-1',
    date: '2026-11-23',
    homeDivisionId: uuid('home'),
    permissions: Object.fromEntries(Object.values(permissions).map((permission) => [permission, true])),
  });
  const manifest: Record<string, unknown> = {};
  const list = (stack: string, dependencies: string[]): void => {
    manifest[stack] = {
      annotations: [],
      constructPath: stack,
      dependencies,
      name: stack,
      stackMetadataPath: `stacks/${stack}/metadata.json`,
      synthesizedStackPath: `stacks/${stack}/cdk.tf.json`,
      workingDirectory: `stacks/${stack}`,
    };
  };
  const shared = (stack: string) => ({
    provider: { genesyscloud: [{ aws_region: 'eu-west-1' }] },
    terraform: {
      backend: { local: { path: `../../../terraform.${stack}.tfstate` } },
      required_providers: { genesyscloud: { source: 'mypurecloud/genesyscloud', version: '1.84.1' } },
    },
  });
  list('big-foundation', []);
  const roleBlocks = Object.fromEntries(
    Object.entries(permissions).map(([role, permission]) => {
      const [domain, entity_name, action] = permission.split(':');
      return [
        role,
        { name: `big-${role}`, permission_policies: [{ action_set: [action], domain, entity_name }] },
      ];
    }),
  );
  const outputs = Object.fromEntries(
    roles.map((role) => [output(role), { sensitive: true, value: `\${genesyscloud_auth_role.${role}.id}` }]),
  );
  writeStack('big-foundation', { output: outputs, resource: { genesyscloud_auth_role: roleBlocks } }, {});
  for (const tenant of names) {
    const stack = `big-${tenant}`;
    list(stack, ['big-foundation']);
    const keys = Array.from({ length: divisionsPerTenant }, (_, index) => `division-d${index}`);
    json(
      `tenants/big/${tenant}.yaml`,
      `owner: ${tenant}@example.com\ndivisions:\n${keys.map((key) => `  ${key.slice(9)}: {}\n`).join('')}client:\n  scopes: [routing:readonly, users:readonly, analytics:readonly]\n  grants:\n${roles.map((role) => `    - { role: ${role}, divisions: [${keys.map((key) => key.slice(9)).join(', ')}] }\n`).join('')}`,
    );
    const grants = roles.flatMap((role) =>
      keys.map((key) => ({
        division_id: `\${genesyscloud_auth_division.${key}.id}`,
        role_id: `\${data.terraform_remote_state.${state}.outputs.${output(role)}}`,
      })),
    );
    writeStack(
      stack,
      {
        data: {
          terraform_remote_state: {
            [state]: {
              backend: 'local',
              config: { path: '../../../terraform.big-foundation.tfstate' },
              workspace: '${terraform.workspace}',
            },
          },
        },
        resource: {
          genesyscloud_auth_division: Object.fromEntries(
            keys.map((key) => [
              key,
              {
                description: 'Managed by Bulkhead',
                name: divisionName(
                  'opaque',
                  'big' as OrgId,
                  tenant as TenantId,
                  key.replace('division-', '') as DivisionKey,
                ),
              },
            ]),
          ),
          genesyscloud_oauth_client: {
            'client-1': {
              access_token_validity_seconds: 3600,
              authorized_grant_type: 'CLIENT-CREDENTIALS',
              name: `${stack}-1`,
              roles: grants,
              state: 'active',
            },
          },
        },
      },
      Object.fromEntries(roles.map((role) => [output(role), uuid(role)])),
    );
  }
  json('cdktf.out/manifest.json', { stacks: manifest, version: '0.21.0' });
  return { resources: tenants * (divisionsPerTenant + 1) + roles.length };

  function writeStack(stack: string, body: Record<string, unknown>, remote: Record<string, string>): void {
    const configuration: Record<string, unknown> = { ...body, ...shared(stack) };
    json(`cdktf.out/stacks/${stack}/cdk.tf.json`, configuration);
    json(`plans/${stack}.json`, JSON.stringify(firstPlan(configuration as unknown as Configuration, remote)));
  }
}
