import type { FindingOf } from '../proof/finding';
import type { NamedGrant } from '../proof/finding-values';
import type { JudgedGrant } from '../proof/model';
import { divisionText, grantChain, grantPlace, grantSubject, roleText } from '../proof/places';
import type { RuleId } from '../proof/rule-ids';
import type { Subject } from '../proof/subject';

/** A finding for each grant of a tenant's clients of which `select` gives the values of a message beside the grant's. */
export function findGrants<Id extends RuleId, More extends object>(
  { owner, clients }: Subject,
  rule: Id,
  select: (grant: JudgedGrant) => More | undefined,
): FindingOf<Id, NamedGrant & More>[] {
  const findings: FindingOf<Id, NamedGrant & More>[] = [];
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
