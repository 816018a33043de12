import { isKnownScope } from '../genesys/scopes';
import type { Finding } from '../proof/finding';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';

/** Every declared or written scope exists. */
export const unknownScope: Rule = {
  id: 'unknown-scope',
  waivable: false,
  about: 'assembly',
  stack: ({ org: { org }, tenant, clients }) => {
    if (tenant === undefined) return [];
    const finding = (scope: string, at: Finding['at']): Finding => ({
      rule: 'unknown-scope',
      org: org.id,
      tenant: tenant.id,
      subject: `scope ${scope}`,
      values: { scope },
      at,
      because: [],
    });
    const { scopes } = tenant.config.client;
    const declared = new Set(scopes);
    const unreadable = clients.flatMap(({ claim }) =>
      claim.scopes.kind === 'unknown' ? [finding(claim.scopes.source, [claim.place])] : [],
    );
    const written = clients.flatMap(({ claim }) =>
      (claim.scopes.kind === 'list' ? claim.scopes.items : [])
        .filter((scope) => !declared.has(scope) && !isKnownScope(scope))
        .map((scope) => finding(scope, [claim.place])),
    );
    return [
      ...scopes.flatMap((scope, index) =>
        isKnownScope(scope) ? [] : [finding(scope, [inTenant(tenant, 'client', 'scopes', index)])],
      ),
      ...written,
      ...unreadable,
    ];
  },
};
