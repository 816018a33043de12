import type { Finding } from '../proof/finding';
import { inOrg } from '../proof/places';
import type { Rule } from '../proof/rule';

/** There is an org, it has a tenant, and some stack has a client: silence is not a proof. */
export const nothingExamined: Rule = {
  id: 'nothing-examined',
  waivable: false,
  about: 'manifest',
  whole: ({ model, traces }) => {
    const finding = (what: string, org: Finding['org'], at: Finding['at']): Finding => ({
      rule: 'nothing-examined',
      org,
      tenant: undefined,
      subject: what,
      values: { what },
      at,
      because: [],
    });
    if (model.orgs.length === 0) return [finding('no org', undefined, [])];
    const empty = model.orgs
      .filter(({ tenants }) => tenants.length === 0)
      .map(({ org }) => finding('no tenant', org.id, [inOrg(org)]));
    return traces.every(({ clients }) => clients === 0)
      ? [...empty, finding('no client', undefined, [])]
      : empty;
  },
};
