import { operationName, operationsForPermission, operationsOpenedBy } from '../genesys/operations';
import { deficitsAmong, type ScopeDeficit, scopesNeeded } from '../genesys/scopes';
import type { Org, Tenant } from '../manifest/model';
import type { FindingValues } from '../proof/finding-values';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import { known } from '../text/known';

/** Every operation that a client's permissions together open is within the tenant's declared scopes. */
export const scopeCeiling: Rule = {
  id: 'scope-ceiling',
  waivable: true,
  about: 'manifest',
  *whole({ model }) {
    for (const { org, tenants } of model.orgs) {
      const ceilings = ceilingsIn(org);
      for (const { tenant } of tenants)
        for (const { scope, values } of ceilings(tenant))
          yield {
            rule: 'scope-ceiling',
            org: org.id,
            tenant: tenant.id,
            subject: `scope ${scope}`,
            values,
            at: [inTenant(tenant, 'client', 'scopes')],
            because: [],
          };
    }
  },
};

/** A scope that a tenant lacks, and what for. */
interface Lacking {
  readonly scope: string;
  readonly values: FindingValues['scope-ceiling'];
}

/**
 * The scopes that tenants of an org lack. Tenants mostly hold the same roles under the same scopes: what these open is looked up once. By the
 * names of the roles, since all their permissions can be very many.
 */
function ceilingsIn({ config }: Org): (tenant: Tenant) => readonly Lacking[] {
  const opening = new Map<string, readonly string[]>();
  const openingOf = (role: string): readonly string[] => {
    const permissions = Object.hasOwn(config.roles, role) ? (config.roles[role]?.permissions ?? []) : [];
    const found = opening.get(role) ?? permissions.filter((one) => operationsForPermission(one).length > 0);
    opening.set(role, found);
    return found;
  };
  const opened = known(Number.POSITIVE_INFINITY, (roles) =>
    operationsOpenedBy((JSON.parse(roles) as string[]).flatMap(openingOf)),
  );
  const lacking = known(Number.POSITIVE_INFINITY, (key) => {
    const [roles, scopes] = JSON.parse(key) as [string, string[]];
    return lackingAmong(deficitsAmong(opened(roles), scopes));
  });
  return ({ config: { client } }) => {
    const roles = [...new Set(client.grants.map(({ role }) => role))];
    return lacking(JSON.stringify([JSON.stringify(roles), client.scopes]));
  };
}

function lackingAmong(deficits: readonly ScopeDeficit[]): readonly Lacking[] {
  const needed = scopesNeeded(deficits);
  const byScope = new Map<string, ScopeDeficit[]>(needed.map((scope) => [scope, []]));
  for (const deficit of deficits) {
    const scope = needed.find((item) => (deficit.addOneOf as readonly string[]).includes(item)) ?? '';
    const before = byScope.get(scope);
    if (before) before.push(deficit);
    else byScope.set(scope, [deficit]);
  }
  return [...byScope].map(([scope, opened]) => ({
    scope,
    values: {
      scope,
      count: String(opened.length),
      operations: opened
        .slice(0, 3)
        .map(({ operation }) => operationName(operation))
        .join(', '),
      more: String(Math.max(0, opened.length - 3)),
    },
  }));
}
