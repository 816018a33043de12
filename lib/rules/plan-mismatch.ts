import type { Finding } from '../proof/finding';
import type { Rule } from '../proof/rule';
import { findPlanIssues } from './plan-issues';

/** Each plan is a plan of exactly this assembly: same resources, same expressions, same grants. */
export const planMismatch: Rule = {
  id: 'plan-mismatch',
  waivable: false,
  about: 'plan',
  stack: (subject) => findPlanIssues(subject, 'plan-mismatch'),
  whole: (whole) => {
    const { model } = whole;
    const { plans } = model;
    if (plans === undefined) return [];
    const declared = new Set<string>(
      model.orgs.flatMap(({ foundationName, tenants }) => [
        foundationName,
        ...tenants.map(({ stackName }) => stackName),
      ]),
    );
    const undeclared = [...plans.files].filter(([stack]) => !declared.has(stack));
    return [
      ...findPlanIssues(whole, 'plan-mismatch'),
      ...undeclared.map(
        ([stack, { file }]): Finding => ({
          rule: 'plan-mismatch',
          org: undefined,
          tenant: undefined,
          subject: `plan of ${stack}`,
          values: {
            stack,
            what: 'belongs to no stack of the manifest',
            remedy: 'remove-plan',
          },
          at: [{ kind: 'plan', file, address: '' }],
          because: [],
        }),
      ),
    ];
  },
};
