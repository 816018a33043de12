import { beyondTokenBounds, unsaidTokenSeconds } from '../genesys/token-seconds';
import type { Finding } from '../proof/finding';
import type { TenantModel } from '../proof/model';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import { type Scalar, showScalar } from '../proof/value';

/** Every client's tokens live as long as declared, within Genesys Cloud's bounds and the org's limit. */
export const tokenLifetime: Rule = {
  id: 'token-lifetime',
  waivable: true,
  about: 'assembly',
  stack: ({ owner }) => (owner === undefined ? [] : badLifetimes(owner)),
};

function badLifetimes({ org, tenant, clients }: TenantModel): Finding[] {
  const limit = org.config.limits.tokenLifetime;
  const declared = tenant.config.client.tokenLifetime;
  const finding = (subject: string, seconds: string, difference: string, at: Finding['at']): Finding => ({
    rule: 'token-lifetime',
    org: org.id,
    tenant: tenant.id,
    subject: `${subject} lifetime ${seconds}`,
    values: { client: subject, seconds, difference, limit: String(limit) },
    at,
    because: [],
  });
  const place = inTenant(tenant, 'client', 'tokenLifetime');
  const problem = outside(declared, limit);
  const fromManifest = problem ? [finding('client', String(declared), problem, [place])] : [];
  const fromFiles = clients.flatMap(({ claim }) => {
    const seconds = secondsOf(claim.lifetime);
    if (seconds === declared) return [];
    const difference =
      seconds === undefined
        ? 'is not written as a whole number of seconds'
        : (outside(seconds, limit) ?? `is not the ${declared} s of the manifest`);
    return [finding(claim.name, showScalar(claim.lifetime), difference, [place, claim.place])];
  });
  return [...fromManifest, ...fromFiles];
}

function outside(seconds: number, limit: number): string | undefined {
  return (
    beyondTokenBounds(seconds) ??
    (seconds > limit ? `is longer than the org's limit of ${limit} s` : undefined)
  );
}

function secondsOf(value: Scalar): number | undefined {
  switch (value.kind) {
    case 'absent':
    case 'null':
      return unsaidTokenSeconds;
    case 'number':
    case 'text':
      return /^\d{1,9}$/.test(value.text) ? Number(value.text) : undefined;
    default:
      return undefined;
  }
}
