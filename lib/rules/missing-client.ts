import { clientLogicalId } from '../manifest/names';
import type { Finding } from '../proof/finding';
import type { TenantModel } from '../proof/model';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';

/** Every credential generation that the manifest declares has its client in the tenant's stack. */
export const missingClient: Rule = {
  id: 'missing-client',
  waivable: true,
  about: 'assembly',
  stack: ({ owner }) => (owner === undefined ? [] : missing(owner)),
};

function missing({ tenant, org, stack, stackName, clients }: TenantModel): Finding[] {
  const present = new Set(clients.map(({ claim }) => claim.name));
  return tenant.config.client.credentials.generations
    .map((number, index) => ({ name: clientLogicalId(number), index }))
    .filter(({ name }) => !present.has(name))
    .map(({ name, index }) => ({
      rule: 'missing-client',
      org: org.id,
      tenant: tenant.id,
      subject: name,
      values: {
        client: name,
        stack: stackName,
        why: stack ? 'the stack does not have it' : 'no stack of that name could be read',
      },
      at: [inTenant(tenant, 'client', 'credentials', 'generations', index)],
      because: [],
    }));
}
