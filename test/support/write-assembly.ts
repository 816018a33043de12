import { createHash } from 'node:crypto';
import { gatewayBlock } from '../../lib/manifest/gateway';
import type { DivisionKey, RoleKey, StackName } from '../../lib/manifest/ids';
import type { Manifest, Org, Tenant } from '../../lib/manifest/model';
import {
  clientLogicalId,
  clientName,
  divisionLogicalId,
  divisionName,
  foundationStack,
  roleName,
  tenantStack,
} from '../../lib/manifest/names';
import { stateLocation } from '../../lib/manifest/state';
import { buildModel } from '../../lib/proof/model';
import { type Plans, readPlans } from '../../lib/proof/plans';
import { Proof } from '../../lib/proof/prove';
import { allRules } from '../../lib/rules';
import { type AssemblyFiles, type Entry, readAssembly } from '../../lib/terraform/assembly';
import { firstPlan } from './first-plan';

/* A second writer of what cdktf writes, from the recorded output: tests of the proof must not depend on the constructs they guard. */

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
export type Json = any;

/** A compliant output folder as plain objects that tests edit, and further entries of stack folders. */
export interface AssemblyText {
  manifest: Json;
  readonly stacks: Map<string, Json>;
  /** Texts that replace the JSON of a stack. */
  readonly raw: Map<string, string | Uint8Array>;
  readonly extra: Map<string, Entry[]>;
}

const remote = (org: Org): string => `cross-stack-reference-input-${foundationStack(org.id)}`;
/** The output by which cdktf hands the id of a role on. */
export const outputOf = (role: string): string => `cross-stack-output-genesyscloud_auth_role${role}id`;

/** The reference to a role template as a tenant's stack spells it. */
export const roleReference = (org: Org, role: string): string =>
  `\${data.terraform_remote_state.${remote(org)}.outputs.${outputOf(role)}}`;

/** The reference to an own division. */
export const divisionReference = (key: string): string =>
  `\${genesyscloud_auth_division.${divisionLogicalId(key as DivisionKey)}.id}`;

/** What cdktf would write for a manifest. */
export function writeAssembly(manifest: Manifest): AssemblyText {
  const stacks = new Map<string, Json>();
  const listed: Json = {};
  const add = (name: StackName, dependencies: string[], body: Json): void => {
    stacks.set(name, body);
    listed[name] = {
      annotations: [],
      constructPath: name,
      dependencies,
      name,
      stackMetadataPath: `stacks/${name}/metadata.json`,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      workingDirectory: `stacks/${name}`,
    };
  };
  for (const org of manifest.orgs) {
    add(foundationStack(org.id), [], foundation(org));
    for (const tenant of org.tenants) {
      add(tenantStack(org.id, tenant.id), [foundationStack(org.id)], tenantBody(org, tenant));
    }
  }
  return { manifest: { stacks: listed, version: '0.21.0' }, stacks, raw: new Map(), extra: new Map() };
}

function common(org: Org, stack: StackName): Json {
  const location = stateLocation(org.config.state, stack);
  const gateway = org.config.gateway ? { gateway: [gatewayBlock(org.config.gateway.url)] } : {};
  return {
    '//': {
      metadata: { backend: org.config.state.backend, stackName: stack, version: '0.21.0' },
      outputs: {},
    },
    provider: { genesyscloud: [{ aws_region: org.config.region, ...gateway }] },
    terraform: {
      ...(location.block.kind === 'cloud'
        ? { cloud: location.settings }
        : { backend: { [location.block.type]: location.settings } }),
      required_providers: { genesyscloud: { source: 'mypurecloud/genesyscloud', version: '1.84.1' } },
    },
  };
}

function foundation(org: Org): Json {
  const roles = Object.entries(org.config.roles);
  return structuredClone({
    ...common(org, foundationStack(org.id)),
    output: Object.fromEntries(
      roles.map(([role]) => [
        outputOf(role),
        { sensitive: true, value: `\${genesyscloud_auth_role.${role}.id}` },
      ]),
    ),
    resource: {
      genesyscloud_auth_role: Object.fromEntries(
        roles.map(([role, { permissions }]) => [
          role,
          {
            name: roleName(org.id, role as RoleKey),
            permission_policies: policies(permissions),
            ...general(permissions),
          },
        ]),
      ),
    },
  });
}

/** General permissions have no colons and stand apart. */
function general(permissions: readonly string[]): Json {
  const names = permissions.filter((permission) => !permission.includes(':')).sort();
  return names.length > 0 ? { permissions: names } : {};
}

function policies(permissions: readonly string[]): Json[] {
  const byEntity = new Map<string, string[]>();
  for (const permission of permissions) {
    if (!permission.includes(':')) continue;
    const [domain, entity, action] = permission.split(':');
    const key = `${domain}:${entity}`;
    byEntity.set(key, [...(byEntity.get(key) ?? []), action ?? '']);
  }
  return [...byEntity].sort().map(([key, actions]) => {
    const [domain, entity] = key.split(':');
    return { action_set: actions.sort(), domain, entity_name: entity };
  });
}

const grantTypes = {
  'client-credentials': 'CLIENT-CREDENTIALS',
  code: 'CODE',
  token: 'TOKEN',
  password: 'PASSWORD',
  'saml2-bearer': 'SAML2-BEARER',
} as const;

function tenantBody(org: Org, tenant: Tenant): Json {
  const { client, divisions } = tenant.config;
  const adopted = (key: string): { id: string; manage: boolean; name?: string | undefined } | undefined => {
    const division = Object.hasOwn(divisions, key) ? divisions[key] : undefined;
    return division && 'id' in division && division.id !== undefined
      ? (division as { id: string; manage: boolean })
      : undefined;
  };
  const divisionId = (key: string): string => {
    if (!Object.hasOwn(divisions, key)) return org.config.sharedDivisions[key]?.id ?? '';
    return adopted(key)?.id ?? divisionReference(key);
  };
  const resources = Object.keys(divisions).filter((key) => adopted(key)?.manage ?? true);
  const imports = resources.flatMap((key) => {
    const id = adopted(key)?.id;
    return id ? [{ id, to: `genesyscloud_auth_division.${divisionLogicalId(key as DivisionKey)}` }] : [];
  });
  const scoped = org.config.emitScopes === 'always' || client.grantType !== 'client-credentials';
  const state = stateLocation(org.config.state, foundationStack(org.id)).remote;
  return structuredClone({
    ...common(org, tenantStack(org.id, tenant.id)),
    data: { terraform_remote_state: { [remote(org)]: { ...state, workspace: '${terraform.workspace}' } } },
    ...(imports.length > 0 ? { import: imports } : {}),
    resource: {
      ...(resources.length > 0
        ? {
            genesyscloud_auth_division: Object.fromEntries(
              resources.map((key) => [
                divisionLogicalId(key as DivisionKey),
                {
                  description: 'Managed by Bulkhead',
                  name:
                    adopted(key)?.name ??
                    divisionName(org.config.divisionNames, org.id, tenant.id, key as DivisionKey),
                },
              ]),
            ),
          }
        : {}),
      genesyscloud_oauth_client: Object.fromEntries(
        client.credentials.generations.map((generation) => [
          clientLogicalId(generation),
          {
            access_token_validity_seconds: client.tokenLifetime,
            authorized_grant_type: grantTypes[client.grantType],
            name: clientName(org.id, tenant.id, generation),
            roles: client.grants.flatMap(({ role, divisions: keys }) =>
              keys.map((key) => ({ division_id: divisionId(key), role_id: roleReference(org, role) })),
            ),
            ...(scoped && client.scopes.length > 0 ? { scopes: [...new Set(client.scopes)].sort() } : {}),
            state: client.state,
          },
        ]),
      ),
    },
  });
}

/** The folder as it would lie on disk. */
export function toFiles({ manifest, stacks, raw, extra }: AssemblyText): AssemblyFiles {
  const bytes = (text: string | Uint8Array): Uint8Array =>
    typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const names = new Set([...stacks.keys(), ...raw.keys(), ...extra.keys()]);
  return {
    shown: 'cdktf.out',
    manifest:
      manifest === undefined
        ? undefined
        : bytes(typeof manifest === 'string' ? manifest : JSON.stringify(manifest)),
    stacks: [...names].sort().map((name) => {
      const text =
        raw.get(name) ?? (stacks.has(name) ? JSON.stringify(stacks.get(name), undefined, 2) : undefined);
      const file: Entry[] =
        text === undefined ? [] : [{ name: 'cdk.tf.json', kind: 'file', bytes: bytes(text) }];
      return { name, kind: 'folder', entries: [...file, ...(extra.get(name) ?? [])] };
    }),
  };
}

/** The proof of an output folder against a manifest. */
export function proofOf(
  manifest: Manifest,
  assembly: AssemblyText | AssemblyFiles,
  options: { today?: string; plans?: Plans; gateway?: string } = {},
): Proof {
  const files =
    assembly.stacks instanceof Map ? toFiles(assembly as AssemblyText) : (assembly as AssemblyFiles);
  const model = buildModel({ manifest, assembly: readAssembly(files), today: '2026-11-24', ...options });
  return Proof.of(model, allRules);
}

/** First-deploy plans of an assembly, by stack; imports and managed divisions keep the id they adopt. */
export function writePlans(assembly: AssemblyText): Map<string, Json> {
  const plans = new Map<string, Json>();
  for (const [name, stack] of assembly.stacks) {
    const remote: Record<string, string> = {};
    for (const [foundation, body] of assembly.stacks) {
      // Ids are those of one org: another's foundation has roles of its own, of whatever names.
      if (name.split('-')[0] !== foundation.split('-')[0]) continue;
      for (const key of Object.keys(body.output ?? {})) remote[key] = idOf(`${foundation} ${key}`);
    }
    const plan: Json = firstPlan(structuredClone(stack), remote);
    for (const { id, to } of stack.import ?? []) {
      const matches = ({ address }: { address: string }) => address === to;
      plan.planned_values.root_module.resources.find(matches).values.id = id;
      const { change, ...resource } = plan.resource_changes.find(matches);
      change.after.id = id;
      change.before = structuredClone(change.after);
      plan.prior_state.values.root_module.resources.push({ ...resource, values: change.before });
      change.importing = { id };
      change.actions = ['update'];
      delete change.after_unknown.id;
    }
    plans.set(name, plan);
  }
  return plans;
}

/** An id that is always the same for a text. */
export const idOf = (text: string): string =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');

/** Plans as `check --plans` reads them. */
export const plansOf = (plans: Map<string, Json | string>, stage: 'all' | 'foundation' = 'all'): Plans =>
  readPlans(
    {
      shown: 'plans',
      contents: new Map(
        [...plans].map(([name, plan]) => [
          name,
          Buffer.from(typeof plan === 'string' ? plan : JSON.stringify(withProviders(plan))),
        ]),
      ),
    },
    stage,
  );

/** Terraform says of every object which provider it is of: of those that a test adds by hand too. */
function withProviders(plan: Json): Json {
  const whole = structuredClone(plan);
  for (const list of [
    whole?.planned_values?.root_module?.resources,
    whole?.prior_state?.values?.root_module?.resources,
    whole?.resource_changes,
    whole?.resource_drift,
  ])
    for (const item of Array.isArray(list) ? list : [])
      if (typeof item?.type === 'string' && !('provider_name' in item))
        item.provider_name = providerOf(item.type);
  return whole;
}

const providerOf = (type: string): string =>
  type === 'terraform_remote_state'
    ? 'terraform.io/builtin/terraform'
    : 'registry.terraform.io/mypurecloud/genesyscloud';

/** `rule tenant` of every open finding, sorted. */
export const rulesOf = (proof: Proof): string[] =>
  [...new Set(proof.findings.map(({ rule, tenant }) => `${rule} ${tenant ?? '-'}`))].sort();
