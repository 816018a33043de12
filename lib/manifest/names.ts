import { hash } from 'node:crypto';
import type { DivisionKey, OrgId, RoleKey, StackName, TenantId } from './ids';

/*
 * Every name that ends up in Terraform or in Genesys Cloud, derived from ids only. The constructs write these names, the proof
 * expects them; state binds addresses to objects, so the logical ids below must never change.
 */

/** The stack with the org's roles, `<org>-foundation`: also the name of its folder in the output, and of its state. */
export const foundationStack = (org: OrgId): StackName => `${org}-foundation` as StackName;
/** The stack of one tenant, `<org>-<tenant>`. No tenant can be called `foundation`, and two tenants with one stack are a problem of the manifest. */
export const tenantStack = (org: OrgId, tenant: TenantId): StackName => `${org}-${tenant}` as StackName;

/** Logical id of a role template in the foundation stack. */
export const roleLogicalId = (role: RoleKey): string => role;
/** Logical id of a division in its tenant's stack. */
export const divisionLogicalId = (division: DivisionKey): string => `division-${division}`;
/** The division that a logical id stands for; undefined for what is no division's. */
export const divisionKeyOf = (logicalId: string): DivisionKey | undefined =>
  logicalId.startsWith('division-') ? (logicalId.slice('division-'.length) as DivisionKey) : undefined;
/** Logical id of a client of one credential generation in its tenant's stack. */
export const clientLogicalId = (generation: number): string => `client-${generation}`;

/** What a role template is called in Genesys Cloud. */
export const roleName = (org: OrgId, role: RoleKey): string => `${org}-${role}`;
/** What a client of one credential generation is called in Genesys Cloud. */
export const clientName = (org: OrgId, tenant: TenantId, generation: number): string =>
  `${org}-${tenant}-${generation}`;

/**
 * The division's name in Genesys Cloud. Any token can list all division names of an org, so the default says nothing about the tenant:
 * 60 bits of a hash of the ids, stable for as long as they are. Collisions are checked when the manifest is loaded.
 */
export function divisionName(
  style: 'opaque' | 'readable',
  org: OrgId,
  tenant: TenantId,
  division: DivisionKey,
): string {
  if (style === 'readable') return `d-${tenant}-${division}`;
  const digest = hash('sha256', `bulkhead/1 division ${org} ${tenant} ${division}`, 'hex');
  return `d-${digest.slice(0, 15)}`;
}

/** Both names that a division can have that Bulkhead has named, that of the org's style first: the style may have been the other one. */
export function divisionNames(
  style: 'opaque' | 'readable',
  org: OrgId,
  tenant: TenantId,
  division: DivisionKey,
): readonly [string, string] {
  const other = style === 'opaque' ? 'readable' : 'opaque';
  return [divisionName(style, org, tenant, division), divisionName(other, org, tenant, division)];
}
