import type { DivisionKey } from '../manifest/ids';
import type { Manifest, Org, Tenant } from '../manifest/model';
import { divisionLogicalId, tenantStack } from '../manifest/names';
import type { Change } from './change';

/** A division that a tenant's stack manages and will not have any more, and that somebody still has by the new manifest. */
interface HandedOver {
  readonly id: string;
  /** Where it lies in the state of the stack. To destroy or deploy the stack deletes it, unless it is taken out of the state before. */
  readonly address: string;
  /** The tenants that have it now: one that adopts it, or those that share it. Of another org with that before the name. */
  readonly tenants: readonly string[];
  readonly shared: boolean;
}

/** @param after The tenant as it stays; undefined for one that is gone. */
export function handedOver(
  places: Places,
  org: string,
  before: Tenant,
  after: Tenant | undefined,
): readonly HandedOver[] {
  return Object.keys(before.config.divisions)
    .sort()
    .flatMap((division): HandedOver[] => {
      const own = adopted(before, division);
      if (own === undefined || !own.manage || (after && staysUnder(division, own.id, after))) return [];
      const named = (one: Org, ids: readonly string[]): readonly string[] =>
        ids.map((id) => (one.id === org ? id : `${one.id}/${id}`));
      const here = places.get(own.id) ?? [];
      const owners = here.flatMap(({ org: one, owner }) => (owner === undefined ? [] : named(one, [owner])));
      const sharing = here.flatMap(({ org: one, sharing }) => named(one, sharing));
      if (owners.length + sharing.length === 0) return [];
      const address = `genesyscloud_auth_division.${divisionLogicalId(division as DivisionKey)}`;
      const shared = owners.length === 0;
      return [{ id: own.id, address, tenants: shared ? sharing : owners, shared }];
    });
}

/** Where a manifest has a division: with a tenant that adopts it, or with those that share it. */
interface Place {
  readonly org: Org;
  readonly owner: string | undefined;
  readonly sharing: readonly string[];
}

/** By division id, in lower case. */
export type Places = ReadonlyMap<string, readonly Place[]>;

/** The places of every division id that a manifest names. Made once: each division of each tenant that goes is asked for. */
export function placesIn({ orgs }: Manifest): Places {
  const places = new Map<string, Place[]>();
  const add = (id: string, place: Place): void => {
    const before = places.get(id.toLowerCase());
    if (before) before.push(place);
    else places.set(id.toLowerCase(), [place]);
  };
  for (const org of orgs) {
    for (const { id: owner, config } of org.tenants)
      for (const other of Object.values(config.divisions))
        if ('id' in other) add(other.id, { org, owner, sharing: [] });
    for (const { id, tenants } of Object.values(org.config.sharedDivisions))
      add(id, { org, owner: undefined, sharing: tenants });
  }
  return places;
}

/** `{}` under the same key keeps the object of the state, whatever its id is. */
function staysUnder(division: string, id: string, after: Tenant): boolean {
  if (!Object.hasOwn(after.config.divisions, division)) return false;
  const now = adopted(after, division);
  return now === undefined || (now.manage && now.id === id);
}

/** What has to leave a state by hand, for the stack's next run deletes it: after a tenant or a key is renamed, say. */
export const handOvers = (
  places: Places,
  org: Org['id'],
  before: Tenant,
  after: Tenant | undefined,
): Change[] =>
  handedOver(places, org, before, after).map(({ id, address, tenants, shared }) => {
    const names = [...new Set(tenants)].sort().join(', ');
    return {
      effect: 'neutral',
      kind: 'division',
      org,
      tenants: [...new Set([before.id, ...tenants])],
      byHand: true,
      text: `take ${address} out of the state of ${tenantStack(org, before.id)} before it is ${after ? 'deployed' : 'destroyed'}, or the division ${id} is deleted${after ? '' : ' with it'}: ${shared ? `it is shared with ${names}` : `${names} adopts it`}`,
      opened: [],
      closed: [],
    };
  });

/** A division that the tenant adopts under this key, with its id as it is compared; undefined for one that its stack makes. */
export function adopted(
  { config }: Tenant,
  key: string,
): { readonly id: string; readonly manage: boolean; readonly name: string | undefined } | undefined {
  const division = Object.hasOwn(config.divisions, key) ? config.divisions[key] : undefined;
  return division && 'id' in division
    ? { id: division.id.toLowerCase(), manage: division.manage, name: division.name }
    : undefined;
}
