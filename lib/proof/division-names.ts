import type { DivisionKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionName, divisionNames } from '../manifest/names';

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
