import type { Org, Tenant } from '../manifest/model';

/** One thing that a tenant's client may do somewhere: the atom of access. */
export interface Reach {
  readonly org: string;
  readonly tenant: string;
  readonly role: string;
  readonly permission: string;
  readonly division: string;
  /** Whether the division is the tenant's own, or one that the org shares with it. */
  readonly source: 'own' | 'shared';
}

/** A role that a tenant holds in a division, with everything that it may do there by it. */
export interface Held extends Omit<Reach, 'permission'> {
  readonly permissions: ReadonlySet<string>;
}

/** The permissions of each role of an org, each once. */
export const permissionsIn = ({ config }: Org): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(Object.entries(config.roles).map(([role, { permissions }]) => [role, new Set(permissions)]));

const none: ReadonlySet<string> = new Set();

/** A role in a division as one text: no id holds a space. */
export const heldKey = (role: string, division: string): string => `${role} ${division}`;

/** What a tenant's client holds by the manifest, each pair of role and division once; all pairs of a role have one set of permissions. */
export function heldBy(
  org: Org,
  tenant: Tenant,
  permissions: ReturnType<typeof permissionsIn>,
): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  for (const { role, divisions } of tenant.config.client.grants)
    for (const division of divisions)
      held.set(heldKey(role, division), {
        org: org.id,
        tenant: tenant.id,
        role,
        division,
        source: Object.hasOwn(tenant.config.divisions, division) ? 'own' : 'shared',
        permissions: permissions.get(role) ?? none,
      });
  return held;
}

/** Member by member: there can be millions of these. */
export const reachBy = ({ org, tenant, role, division, source }: Held, permission: string): Reach => ({
  org,
  tenant,
  role,
  permission,
  division,
  source,
});
