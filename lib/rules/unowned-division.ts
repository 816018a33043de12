import { declaredDivision } from '../proof/division-names';
import type { Finding } from '../proof/finding';
import { inOrg, inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Subject } from '../proof/subject';
import { findGrants } from './grants';

/** Every literal or looked-up division is the tenant's or shared with it, and no stack makes a division that nobody declares. */
export const unownedDivision: Rule = {
  id: 'unowned-division',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [
    ...findGrants(subject, 'unowned-division', ({ division }) =>
      division.kind === 'unowned' ? { what: division.what } : undefined,
    ),
    ...undeclaredResources(subject),
  ],
};

function undeclaredResources({ org, tenant, stack, stackName }: Subject): Finding[] {
  const seen = new Set<string>();
  return (stack?.claims.divisions ?? []).flatMap((claim): Finding[] => {
    const twice = seen.has(claim.name);
    seen.add(claim.name);
    const written = tenant && declaredDivision(tenant, claim.name)?.written;
    // What is adopted and not managed is used by its id, and no stack makes it.
    const isMade = written !== undefined && (!('id' in written) || written.manage);
    if (isMade && !twice) return [];
    const adopted = written && !twice ? 'it only adopts one, without manage: true' : claim.address;
    const what = isMade ? 'it gives it once, and this is another of the same name' : adopted;
    return [
      {
        rule: 'unowned-division',
        org: org.org.id,
        tenant: tenant?.id,
        subject: `${stackName} resource ${claim.address}`,
        values: { division: claim.address, what },
        at: [tenant ? inTenant(tenant, 'divisions') : inOrg(org.org), claim.place],
        because: [],
      },
    ];
  });
}
