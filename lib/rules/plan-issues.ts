import type { Finding } from '../proof/finding';
import type { Model } from '../proof/model';
import { inOrg, inTenant } from '../proof/places';
import type { LocatedPlanIssue } from '../proof/plan-issues';
import type { PlanRule } from '../proof/planned-grants';
import { known } from '../text/known';

/** The findings of one rule among everything in which plans and files, or plans among each other, disagree. */
export function findPlanIssues(
  { model, planIssues }: { readonly model: Model; readonly planIssues: readonly LocatedPlanIssue[] },
  rule: PlanRule,
): Finding[] {
  // Looked up once for each stack: one can have very many issues, and an org very many tenants.
  const manifestOf = known(1, (key) => {
    const [orgId, tenantId] = JSON.parse(key) as (string | null)[];
    const org = model.orgs.find((item) => item.org.id === orgId)?.org;
    const tenant = org?.tenants.find(({ id }) => id === tenantId);
    return tenant ? [inTenant(tenant)] : org ? [inOrg(org)] : [];
  });
  return planIssues
    .filter((issue) => issue.rule === rule)
    .map(({ file, address, ...said }): Finding => {
      const manifest = manifestOf(JSON.stringify([said.org, said.tenant]));
      return { ...said, at: [...manifest, { kind: 'plan', file, address }], because: [] };
    });
}
