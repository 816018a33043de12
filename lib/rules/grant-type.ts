import type { Finding } from '../proof/finding';
import type { TenantModel } from '../proof/model';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import { showScalar } from '../proof/value';

/** Every client uses CLIENT-CREDENTIALS: with any other grant type the signed-in user's own grants decide. */
export const grantType: Rule = {
  id: 'grant-type',
  waivable: true,
  about: 'assembly',
  stack: ({ owner }) => (owner === undefined ? [] : otherTypes(owner)),
};

function otherTypes({ org, tenant, clients }: TenantModel): Finding[] {
  const finding = (client: string, written: string, at: Finding['at']): Finding => ({
    rule: 'grant-type',
    org: org.id,
    tenant: tenant.id,
    subject: `${client} grant type ${written}`,
    values: { client, written },
    at,
    because: [],
  });
  const declared = tenant.config.client.grantType;
  const place = inTenant(tenant, 'client', 'grantType');
  const written = clients
    .filter(
      ({ claim }) => !(claim.grantType.kind === 'text' && claim.grantType.text === 'CLIENT-CREDENTIALS'),
    )
    .map(({ claim }) => finding(claim.name, showScalar(claim.grantType), [place, claim.place]));
  if (declared === 'client-credentials' || written.length > 0) return written;
  return [finding('client', declared, [place])];
}
