import type { Rule } from '../proof/rule';
import { findGrants } from './grants';

/** Every grant's division can be followed to a division: nothing unknown passes. */
export const unprovenDivision: Rule = {
  id: 'unproven-division',
  waivable: false,
  about: 'assembly',
  stack: (subject) =>
    findGrants(subject, 'unproven-division', ({ division }) =>
      division.kind === 'unproven' ? { reason: division.reason } : undefined,
    ),
};
