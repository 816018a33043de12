import type { Rule } from '../proof/rule';
import { findGrants } from './grants';
import { findPlanIssues } from './plan-issues';

/** No grant lies in a division that another tenant owns. */
export const foreignDivision: Rule = {
  id: 'foreign-division',
  waivable: false,
  about: 'assembly',
  check: (model) => [
    ...findGrants(model, 'foreign-division', ({ division }) =>
      division.kind === 'foreign' ? { owner: division.owner, key: division.division } : undefined,
    ),
    ...findPlanIssues(model, 'foreign-division'),
  ],
};
