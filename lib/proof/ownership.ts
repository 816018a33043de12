import type { DivisionKey, OrgId, RoleKey, TenantId } from '../manifest/ids';
import type { Manifest, ManifestPath, Org, Tenant } from '../manifest/model';
import { divisionLogicalId } from '../manifest/names';

/** Whose a division id is, by the manifest. */
export type Owner =
  | {
      readonly kind: 'tenant';
      readonly org: OrgId;
      readonly tenant: TenantId;
      readonly division: DivisionKey;
    }
  | {
      readonly kind: 'shared';
      readonly org: OrgId;
      readonly division: DivisionKey;
      readonly tenants: readonly string[];
    }
  | { readonly kind: 'home'; readonly org: OrgId };

/** A tenant as those of an org call it: one of another org has that before it, since both may have a tenant of the name. */
export const tenantSeenFrom = (
  org: Org,
  owner: { readonly org: OrgId; readonly tenant: TenantId },
): string => (owner.org === org.id ? owner.tenant : `${owner.org}/${owner.tenant}`);

/** Who owns which adopted, shared or home division id. Ids are compared without regard to case. */
export class Ownership {
  private readonly byId = new Map<string, Owner[]>();

  constructor(manifest: Manifest) {
    for (const org of manifest.orgs) {
      if (org.catalog) this.add(org.catalog.content.homeDivisionId, { kind: 'home', org: org.id });
      for (const [key, shared] of Object.entries(org.config.sharedDivisions)) {
        const division = key as DivisionKey;
        this.add(shared.id, { kind: 'shared', org: org.id, division, tenants: shared.tenants });
      }
      for (const tenant of org.tenants) {
        for (const [division, id] of adoptedIds(tenant)) {
          this.add(id, { kind: 'tenant', org: org.id, tenant: tenant.id, division });
        }
      }
    }
  }

  /** Every owner of an id, home first. More than one is a conflict that the manifest's own checks refuse, home excepted. */
  ownersOf(id: string): readonly Owner[] {
    return this.byId.get(id.toLowerCase()) ?? [];
  }

  private add(id: string, owner: Owner): void {
    const key = id.toLowerCase();
    const owners = this.byId.get(key);
    if (owners) owners.push(owner);
    else this.byId.set(key, [owner]);
  }
}

/** The divisions that a tenant adopts, with their ids. */
export function adoptedIds(tenant: Tenant): [DivisionKey, string][] {
  return Object.entries(tenant.config.divisions).flatMap(([key, division]) =>
    'id' in division ? [[key as DivisionKey, division.id]] : [],
  );
}

/** A division that a tenant adopts and manages. */
export interface Adoption {
  readonly key: DivisionKey;
  readonly id: string;
}

/** What a tenant adopts and manages, by the address that its stack must bind. */
export const adoptionsOf = (tenant: Tenant | undefined): ReadonlyMap<string, Adoption> =>
  new Map(
    Object.entries(tenant?.config.divisions ?? {}).flatMap(([name, division]) => {
      const key = name as DivisionKey;
      const address = `genesyscloud_auth_division.${divisionLogicalId(key)}`;
      return 'id' in division && division.manage ? [[address, { key, id: division.id }] as const] : [];
    }),
  );

/** One role × division pair that a tenant declares. */
export interface DeclaredGrant {
  readonly role: RoleKey;
  readonly division: DivisionKey;
  readonly source: 'own' | 'shared';
  /** Where it stands in the tenant's file. */
  readonly path: ManifestPath['path'];
}

/** The pair of a role and a division as one text: neither holds a space. */
export const grantKey = (role: string, division: string): string => `${role} ${division}`;

/** A tenant's declared grants by {@link grantKey}, in the order of its file; of a pair that stands twice the first. */
export function declaredGrants({ config }: Tenant): ReadonlyMap<string, DeclaredGrant> {
  const declared = new Map<string, DeclaredGrant>();
  for (const [index, { role, divisions }] of config.client.grants.entries())
    for (const [position, name] of divisions.entries()) {
      const key = grantKey(role, name);
      if (declared.has(key)) continue;
      const source = Object.hasOwn(config.divisions, name) ? 'own' : 'shared';
      const path = ['client', 'grants', index, 'divisions', position];
      declared.set(key, { role: role as RoleKey, division: name as DivisionKey, source, path });
    }
  return declared;
}

/** True when the org lists the tenant for this shared division. */
export function isSharedWith(org: Org, division: string, tenant: string): boolean {
  const shared = Object.hasOwn(org.config.sharedDivisions, division)
    ? org.config.sharedDivisions[division]
    : undefined;
  return shared?.tenants.includes(tenant) ?? false;
}
