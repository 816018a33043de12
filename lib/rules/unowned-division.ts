import type { DivisionKey } from '../manifest/ids';
import { divisionLogicalId } from '../manifest/names';
import type { Finding } from '../proof/finding';
import { type Model, stacksOf } from '../proof/model';
import { inOrg, inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import { findGrants } from './grants';

/** Every literal or looked-up division is the tenant's or shared with it, and no stack makes a division that nobody declares. */
export const unownedDivision: Rule = {
  id: 'unowned-division',
  waivable: false,
  about: 'assembly',
  check: (model) => [
    ...findGrants(model, 'unowned-division', ({ division }) =>
      division.kind === 'unowned' ? { what: division.what } : undefined,
    ),
    ...undeclaredResources(model),
  ],
};

function undeclaredResources(model: Model): Finding[] {
  return model.orgs.flatMap((org) =>
    stacksOf(org).flatMap(({ stack, tenant }) => {
      const declared = new Set(
        Object.keys(tenant?.config.divisions ?? {}).map((key) => divisionLogicalId(key as DivisionKey)),
      );
      const seen = new Set<string>();
      return stack.claims.divisions.flatMap((claim): Finding[] => {
        const twice = seen.has(claim.name);
        seen.add(claim.name);
        if (declared.has(claim.name) && !twice) return [];
        return [
          {
            rule: 'unowned-division',
            org: org.org.id,
            tenant: tenant?.id,
            subject: `${stack.name} resource ${claim.address}`,
            values: { client: '', role: '', division: claim.address, what: claim.address, stack: stack.name },
            at: [tenant ? inTenant(tenant, 'divisions') : inOrg(org.org), claim.place],
            because: [],
          },
        ];
      });
    }),
  );
}
