import type { Finding } from '../proof/finding';
import { inOrg, inTenant, showDivision } from '../proof/places';
import { resolveDivision } from '../proof/resolve-division';
import type { Rule } from '../proof/rule';
import { unprovenReasons } from '../proof/unproven';
import type { DivisionVerdict } from '../proof/verdict';

/** Every other resource with a division lies in one that the stack's tenant owns. */
export const foreignPlacement: Rule = {
  id: 'foreign-placement',
  waivable: false,
  about: 'assembly',
  stack: ({ org, tenant, stack }) =>
    stack === undefined
      ? []
      : stack.claims.placements.flatMap((claim) =>
          claim.divisions.flatMap(({ argument, value, place }): Finding[] => {
            const verdict = resolveDivision(value, tenant, stack, org.around);
            if (verdict.kind === 'own') return [];
            return [
              {
                rule: 'foreign-placement',
                org: org.org.id,
                tenant: tenant?.id,
                subject: `${claim.address} ${argument} ${showDivision(value)}`,
                values: {
                  resource: claim.address,
                  argument,
                  division: showDivision(value),
                  verdict: say(verdict),
                },
                at: [tenant ? inTenant(tenant, 'divisions') : inOrg(org.org), place],
                because: [],
              },
            ];
          }),
        ),
};

function say(verdict: Exclude<DivisionVerdict, { readonly kind: 'own' }>): string {
  switch (verdict.kind) {
    case 'foreign':
      return `belongs to tenant ${verdict.owner}`;
    case 'all':
      return 'is every division';
    case 'home':
      return `is the home division (${verdict.how})`;
    case 'shared':
      return 'is shared, so an object in it is visible to other tenants';
    case 'unowned':
      return `is not the tenant's (${verdict.what})`;
    case 'unproven':
      return `cannot be resolved (${unprovenReasons[verdict.reason]})`;
  }
}
