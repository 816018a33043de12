import type { DivisionKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionName } from '../manifest/names';
import { folded } from '../text/folded';

/** A division of the manifest to which a name belongs. */
export interface Reserved {
  readonly tenant: Tenant;
  readonly division: DivisionKey;
  /** As the manifest spells it, or derives it. */
  readonly name: string;
}

/** Whose each name is that the manifest declares, or that follows from it, by the name as Genesys Cloud compares it. */
export function reservedNames({ id: org, config, tenants }: Org): ReadonlyMap<string, Reserved> {
  const reserved = new Map<string, Reserved>();
  for (const tenant of tenants)
    for (const [key, written] of Object.entries(tenant.config.divisions)) {
      const division = key as DivisionKey;
      const given = 'id' in written ? written : undefined;
      // What is adopted and not managed keeps the name that it has, which no file says: one given here counts once it is managed.
      if (given !== undefined && !given.manage) continue;
      const name = given?.name ?? divisionName(config.divisionNames, org, tenant.id, division);
      reserved.set(folded(name), { tenant, division, name });
    }
  return reserved;
}
