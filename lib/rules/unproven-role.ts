import type { Rule } from '../proof/rule';
import { findGrants } from './grants';

/** Every grant's role can be followed to one of the org's templates. */
export const unprovenRole: Rule = {
  id: 'unproven-role',
  waivable: false,
  about: 'assembly',
  stack: (subject) =>
    findGrants(subject, 'unproven-role', ({ role }) =>
      role.kind === 'unproven' ? { reason: role.reason } : undefined,
    ),
};
