import { deputy } from '../genesys/escalation';
import type { Rule } from '../proof/rule';
import { findHeldPermissions } from './permissions';

/** No template has a permission that acts through an object with other credentials than the client's. */
export const deputyPermission: Rule = {
  id: 'deputy-permission',
  waivable: true,
  about: 'manifest',
  whole: ({ model }) =>
    findHeldPermissions(model, 'deputy-permission', (permission) => {
      const reason = deputy(permission);
      return reason && { means: reason.meaning };
    }),
};
