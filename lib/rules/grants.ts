import type { Finding } from '../proof/finding';
import type { JudgedGrant } from '../proof/model';
import { divisionText, grantChain, grantPlace, grantSubject, roleText } from '../proof/places';
import type { RuleId } from '../proof/rule-ids';
import type { Subject } from '../proof/subject';

/** A finding for each grant of a tenant's clients of which `select` gives the values of a message. */
export function findGrants(
  { owner, clients }: Subject,
  rule: RuleId,
  select: (grant: JudgedGrant) => Readonly<Record<string, string>> | undefined,
): Finding[] {
  const findings: Finding[] = [];
  if (owner === undefined) return findings;
  for (const client of clients) {
    for (const grant of client.grants) {
      const values = select(grant);
      if (values === undefined) continue;
      findings.push({
        rule,
        org: owner.org.id,
        tenant: owner.tenant.id,
        subject: grantSubject(client, grant),
        values: {
          client: client.claim.name,
          role: roleText(grant),
          division: divisionText(grant),
          ...values,
        },
        at: [grantPlace(owner, grant), grant.claim.place],
        because: grantChain(client, grant),
      });
    }
  }
  return findings;
}
