import { escalation } from '../genesys/escalation';
import type { Rule } from '../proof/rule';
import { findPermissions } from './permissions';

/** No template has a permission with which a client can widen its own access. */
export const escalatingPermission: Rule = {
  id: 'escalating-permission',
  waivable: false,
  about: 'manifest',
  whole: ({ model }) =>
    findPermissions(model, 'escalating-permission', (permission) => {
      const reason = escalation(permission);
      return reason && { effect: reason.meaning };
    }),
};
