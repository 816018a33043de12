import { operationName } from '../genesys/operations';
import { type ScopeDeficit, scopeDeficits, scopesNeeded } from '../genesys/scopes';
import type { Finding } from '../proof/finding';
import type { TenantModel } from '../proof/model';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';

/** Every operation that a client's permissions together open is within the tenant's declared scopes. */
export const scopeCeiling: Rule = {
  id: 'scope-ceiling',
  waivable: true,
  about: 'manifest',
  whole: ({ model }) => {
    // Tenants mostly hold the same roles under the same scopes: what these open is looked up once.
    const known = new Map<string, readonly ScopeDeficit[]>();
    const deficitsOf = (permissions: readonly string[], scopes: readonly string[]) => {
      const key = JSON.stringify([permissions, scopes]);
      const deficits = known.get(key) ?? scopeDeficits(permissions, scopes);
      known.set(key, deficits);
      return deficits;
    };
    return model.orgs.flatMap(({ tenants }) =>
      tenants.flatMap((tenant) => beyondCeiling(tenant, deficitsOf)),
    );
  },
};

function beyondCeiling({ org, tenant }: TenantModel, deficitsOf: typeof scopeDeficits): Finding[] {
  const roles = [...new Set(tenant.config.client.grants.map(({ role }) => role))];
  const permissions = roles.flatMap((role) =>
    Object.hasOwn(org.config.roles, role) ? (org.config.roles[role]?.permissions ?? []) : [],
  );
  const deficits = deficitsOf(permissions, tenant.config.client.scopes);
  const needed = scopesNeeded(deficits);
  const byScope = new Map<string, ScopeDeficit[]>(needed.map((scope) => [scope, []]));
  for (const deficit of deficits) {
    const scope = needed.find((item) => (deficit.addOneOf as readonly string[]).includes(item)) ?? '';
    byScope.set(scope, [...(byScope.get(scope) ?? []), deficit]);
  }
  return [...byScope].map(([scope, opened]) => ({
    rule: 'scope-ceiling',
    org: org.id,
    tenant: tenant.id,
    subject: `scope ${scope}`,
    values: {
      scope,
      count: String(opened.length),
      operations: opened
        .slice(0, 3)
        .map(({ operation }) => operationName(operation))
        .join(', '),
      more: String(Math.max(0, opened.length - 3)),
    },
    at: [inTenant(tenant, 'client', 'scopes')],
    because: [],
  }));
}
