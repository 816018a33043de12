import { residualExposure } from '../../genesys/open-operations';
import type { Model } from '../../proof/model';
import { divisionAware } from '../../rules/permissions';

/** What an org's catalogue says of a permission: it stops at divisions, acts in the whole org, or nobody can say. */
type Awareness = 'stops at divisions' | 'acts in the whole org' | 'unknown';

interface MatrixRole {
  readonly org: string;
  readonly role: string;
  readonly permissions: readonly { readonly name: string; readonly awareness: Awareness }[];
}

/** The divisions that one tenant may have to do with, by the manifest. */
interface MatrixTenant {
  readonly org: string;
  readonly tenant: string;
  readonly divisions: readonly { readonly key: string; readonly source: 'own' | 'shared' }[];
}

export interface Matrix {
  readonly roles: readonly MatrixRole[];
  readonly tenants: readonly MatrixTenant[];
  /** Permissions held by a template that act in the whole org, or of which nobody can say. */
  readonly orgWide: readonly string[];
  /** How many operations any valid token can call, whatever is granted. */
  readonly open: number;
}

/** What the page shows beside the report. Pure. */
export function matrixOf(model: Model): Matrix {
  const roles = model.orgs.flatMap(({ org }) =>
    Object.entries(org.config.roles).map(
      ([role, { permissions }]): MatrixRole => ({
        org: org.id,
        role,
        permissions: [...new Set(permissions)].sort().map((name) => {
          const aware = divisionAware({ org }, name);
          return {
            name,
            awareness:
              aware === undefined ? 'unknown' : aware ? 'stops at divisions' : 'acts in the whole org',
          };
        }),
      }),
    ),
  );
  const tenants = model.orgs.flatMap(({ org }) =>
    org.tenants.map(
      (tenant): MatrixTenant => ({
        org: org.id,
        tenant: tenant.id,
        divisions: [
          ...Object.keys(tenant.config.divisions)
            .sort()
            .map((key) => ({ key, source: 'own' as const })),
          ...Object.entries(org.config.sharedDivisions)
            .filter(([, { tenants: sharing }]) => sharing.includes(tenant.id))
            .map(([key]) => ({ key, source: 'shared' as const }))
            .sort((a, b) => (a.key < b.key ? -1 : 1)),
        ],
      }),
    ),
  );
  const orgWide = roles.flatMap(({ org, role, permissions }) =>
    permissions
      .filter(({ awareness }) => awareness !== 'stops at divisions')
      .map(({ name, awareness }) => `${org}: ${name} in role ${role} (${awareness})`),
  );
  return { roles, tenants, orgWide, open: residualExposure().open };
}
