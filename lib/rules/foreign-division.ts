import type { Rule } from '../proof/rule';
import { findGrants } from './grants';
import { findPlanIssues } from './plan-issues';

/** No grant lies in a division that another tenant owns. */
export const foreignDivision: Rule = {
  id: 'foreign-division',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [
    ...findGrants(subject, 'foreign-division', ({ division }) =>
      division.kind === 'foreign' ? { owner: division.owner, key: division.division } : undefined,
    ),
    ...findPlanIssues(subject, 'foreign-division'),
  ],
  whole: (whole) => findPlanIssues(whole, 'foreign-division'),
};
