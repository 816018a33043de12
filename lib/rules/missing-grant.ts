import type { Finding } from '../proof/finding';
import { type JudgedClient, type TenantModel, ungranted } from '../proof/model';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';

/** Every client of a tenant has every grant that the tenant's file declares. */
export const missingGrant: Rule = {
  id: 'missing-grant',
  waivable: true,
  about: 'assembly',
  stack: ({ owner, clients }) =>
    owner === undefined
      ? []
      : // One of those of a name: that there are several is a finding of its own.
        [...new Map(clients.map((client) => [client.claim.name, client])).values()].flatMap((client) =>
          missing(owner, client),
        ),
};

function missing(tenant: TenantModel, client: JudgedClient): Finding[] {
  if (client.generation === undefined) return [];
  // A grant that cannot be resolved has a finding of its own, and is most likely the one that seems to be missing.
  const unresolved = client.grants.some(
    ({ role, division }) =>
      role.kind !== 'template' || (division.kind !== 'own' && division.kind !== 'shared'),
  );
  if (unresolved) return [];
  return ungranted(client.grants, tenant.declared).map((declared) => ({
    rule: 'missing-grant',
    org: tenant.org.id,
    tenant: tenant.tenant.id,
    subject: `${client.claim.name} grant ${declared.role} in ${declared.division}`,
    values: { client: client.claim.name, role: declared.role, division: declared.division },
    at: [inTenant(tenant.tenant, ...declared.path), client.claim.place],
    because: [],
  }));
}
