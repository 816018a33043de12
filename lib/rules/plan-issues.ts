import type { Finding } from '../proof/finding';
import type { Model } from '../proof/model';
import { inOrg, inTenant } from '../proof/places';
import type { LocatedPlanIssue } from '../proof/plan-issues';
import type { RuleId } from '../proof/rule-ids';

/** The findings of one rule among everything in which plans and files, or plans among each other, disagree. */
export function findPlanIssues(
  { model, planIssues }: { readonly model: Model; readonly planIssues: readonly LocatedPlanIssue[] },
  rule: RuleId,
): Finding[] {
  return planIssues
    .filter((issue) => issue.rule === rule)
    .map((issue) => {
      const org = model.orgs.find((item) => item.org.id === issue.org)?.org;
      const tenant = org?.tenants.find(({ id }) => id === issue.tenant);
      const manifest = tenant ? [inTenant(tenant)] : org ? [inOrg(org)] : [];
      return {
        rule,
        org: issue.org,
        tenant: issue.tenant,
        subject: issue.subject,
        values: { ...issue.values, remedy: issue.remedy },
        at: [...manifest, { kind: 'plan', file: issue.file, address: issue.address }],
        because: [],
      };
    });
}
