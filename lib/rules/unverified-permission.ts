import { isKnownPermission } from '../genesys/permissions';
import type { Rule } from '../proof/rule';
import { divisionAware, findHeldPermissions } from './permissions';

/** The org's own catalogue says of every permission whether it stops at divisions: nothing else knows. */
export const unverifiedPermission: Rule = {
  id: 'unverified-permission',
  waivable: true,
  about: 'manifest',
  whole: ({ model }) =>
    findHeldPermissions(model, 'unverified-permission', (permission, org) =>
      divisionAware(org, permission) === undefined && isKnownPermission(permission)
        ? { catalog: org.org.catalog ? 'lacks it' : 'is not there' }
        : undefined,
    ),
};
