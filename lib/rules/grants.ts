import type { Finding } from '../proof/finding';
import type { JudgedClient, JudgedGrant, Model, TenantModel } from '../proof/model';
import { divisionText, grantChain, grantPlace, grantSubject, roleText } from '../proof/places';
import type { RuleId } from '../proof/rule-ids';

/** Every grant of every client of every tenant. */
export function* eachGrant(model: Model): Generator<readonly [TenantModel, JudgedClient, JudgedGrant]> {
  for (const org of model.orgs) {
    for (const tenant of org.tenants) {
      for (const client of tenant.clients) {
        for (const grant of client.grants) yield [tenant, client, grant];
      }
    }
  }
}

/** A finding for each grant of which `select` gives the values of a message. */
export function findGrants(
  model: Model,
  rule: RuleId,
  select: (grant: JudgedGrant, tenant: TenantModel) => Readonly<Record<string, string>> | undefined,
): Finding[] {
  const findings: Finding[] = [];
  for (const [tenant, client, grant] of eachGrant(model)) {
    const values = select(grant, tenant);
    if (values === undefined) continue;
    findings.push({
      rule,
      org: tenant.org.id,
      tenant: tenant.tenant.id,
      subject: grantSubject(client, grant),
      values: { client: client.claim.name, role: roleText(grant), division: divisionText(grant), ...values },
      at: [grantPlace(tenant, grant), grant.claim.place],
      because: grantChain(client, grant),
    });
  }
  return findings;
}
