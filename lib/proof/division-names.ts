import type { DivisionKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionKeyOf, divisionName, divisionNames } from '../manifest/names';

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
export function namesOf(
  { id, config, tenants }: Org,
  tenant: Tenant,
  division: DivisionKey,
): readonly string[] {
  const [name, other] = divisionNames(config.divisionNames, id, tenant.id, division);
  const isTaken = tenants.some(
    (one) =>
      one.id !== tenant.id &&
      Object.keys(one.config.divisions).some(
        (key) => divisionName('readable', id, one.id, key as DivisionKey) === other,
      ),
  );
  return isTaken ? [name] : [name, other];
}
