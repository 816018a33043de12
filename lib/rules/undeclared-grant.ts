import type { Rule } from '../proof/rule';
import { findGrants } from './grants';

/** Every grant whose role and division are known is one that the tenant's file declares. */
export const undeclaredGrant: Rule = {
  id: 'undeclared-grant',
  waivable: false,
  about: 'assembly',
  stack: (subject) =>
    findGrants(subject, 'undeclared-grant', (grant) => {
      const known =
        grant.role.kind === 'template' && (grant.division.kind === 'own' || grant.division.kind === 'shared');
      return known && grant.declared === undefined ? {} : undefined;
    }),
};
