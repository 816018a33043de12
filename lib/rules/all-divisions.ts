import type { Rule } from '../proof/rule';
import { findGrants } from './grants';
import { findPlanIssues } from './plan-issues';

/** No grant lies in `*`, which is every division, also those made later. */
export const allDivisions: Rule = {
  id: 'all-divisions',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [
    ...findGrants(subject, 'all-divisions', ({ division }) => (division.kind === 'all' ? {} : undefined)),
    ...findPlanIssues(subject, 'all-divisions'),
  ],
};
