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

/** Everything that a tenant's client may do, by the manifest: each permission of each granted role, in each division of the grant. */
export function reachOf({ id, config }: Org, tenant: Tenant): readonly Reach[] {
  return tenant.config.client.grants.flatMap(({ role, divisions }) => {
    const permissions = Object.hasOwn(config.roles, role) ? (config.roles[role]?.permissions ?? []) : [];
    return divisions.flatMap((division) =>
      [...new Set(permissions)].map(
        (permission): Reach => ({
          org: id,
          tenant: tenant.id,
          role,
          permission,
          division,
          source: Object.hasOwn(tenant.config.divisions, division) ? 'own' : 'shared',
        }),
      ),
    );
  });
}

export const reachKey = ({ role, permission, division }: Reach): string =>
  JSON.stringify([role, division, permission]);
