import type { DivisionKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionLogicalId } from '../manifest/names';

/** A division that the stack of a tenant that is gone still manages, and that somebody else has by the new manifest. */
export interface HandedOver {
  readonly id: string;
  /** Where it lies in the state of the stack. To destroy the stack deletes it, unless it is taken out of the state before. */
  readonly address: string;
  /** The tenants that have it now: one that adopts it, or those that share it. */
  readonly tenants: readonly string[];
  readonly shared: boolean;
}

export function handedOver(head: Org, gone: Tenant): readonly HandedOver[] {
  return Object.keys(gone.config.divisions)
    .sort()
    .flatMap((division): HandedOver[] => {
      const own = adopted(gone, division);
      if (own === undefined || !own.manage) return [];
      const owners = head.tenants.filter(({ config }) =>
        Object.values(config.divisions).some((one) => 'id' in one && one.id.toLowerCase() === own.id),
      );
      const shared = Object.values(head.config.sharedDivisions).filter(
        ({ id }) => id.toLowerCase() === own.id,
      );
      if (owners.length + shared.length === 0) return [];
      const address = `genesyscloud_auth_division.${divisionLogicalId(division as DivisionKey)}`;
      const tenants =
        owners.length > 0 ? owners.map(({ id }) => id) : shared.flatMap(({ tenants }) => tenants);
      return [{ id: own.id, address, tenants, shared: owners.length === 0 }];
    });
}

/** A division that the tenant adopts under this key, with its id as it is compared; undefined for one that its stack makes. */
export function adopted(
  { config }: Tenant,
  key: string,
): { readonly id: string; readonly manage: boolean; readonly name: string | undefined } | undefined {
  const division = Object.hasOwn(config.divisions, key) ? config.divisions[key] : undefined;
  return division && 'id' in division && typeof division.id === 'string'
    ? { id: division.id.toLowerCase(), manage: division.manage, name: division.name }
    : undefined;
}
