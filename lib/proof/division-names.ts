import type { DivisionKey, TenantId } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionKeyOf, divisionName, divisionNames } from '../manifest/names';
import { recent } from './recent';

/** A division as its tenant's file has it. */
export interface DeclaredDivision {
  readonly key: DivisionKey;
  readonly written: Tenant['config']['divisions'][DivisionKey];
}

/** The division that a logical id of a tenant's stack stands for; undefined for one that the manifest does not have. */
export function declaredDivision(
  { config: { divisions } }: Tenant,
  logicalId: string,
): DeclaredDivision | undefined {
  const key = divisionKeyOf(logicalId);
  const written = key !== undefined && Object.hasOwn(divisions, key) ? divisions[key] : undefined;
  return key && written && { key, written };
}

/**
 * The names by which a division that Bulkhead has named may be known, that of the org's style first. The other style counts too, since the org
 * may have had it; but not where it would give another tenant's division that name as well: ids of tenants and divisions run together in
 * readable names, and only the style in use is held to be unique.
 */
export function namesOf(org: Org, tenant: Tenant, division: DivisionKey): readonly string[] {
  const { id, config } = org;
  const [name, other] = divisionNames(config.divisionNames, id, tenant.id, division);
  const owner = readableNames(org).get(other);
  return owner === undefined || owner === tenant.id ? [name, other] : [name];
}

/** Whose each readable name is. Made once an org: each of its divisions is asked for, and there can be thousands. */
const readableNames = recent(1, ({ id, tenants }: Org): ReadonlyMap<string, TenantId | 'several'> => {
  const owners = new Map<string, TenantId | 'several'>();
  for (const tenant of tenants)
    for (const key of Object.keys(tenant.config.divisions)) {
      const name = divisionName('readable', id, tenant.id, key as DivisionKey);
      owners.set(name, owners.has(name) ? 'several' : tenant.id);
    }
  return owners;
});
