import { isKnownPermission, isWildcard } from '../genesys/permissions';
import type { Rule } from '../proof/rule';
import { divisionAware, findPermissions } from './permissions';

/** Every permission exists: in the catalogue or in the known operations. The provider only logs a misspelt one. */
export const unknownPermission: Rule = {
  id: 'unknown-permission',
  waivable: false,
  about: 'manifest',
  whole: ({ model }) =>
    findPermissions(model, 'unknown-permission', (permission, org) =>
      divisionAware(org, permission) === undefined &&
      !isKnownPermission(permission) &&
      !isWildcard(permission)
        ? {}
        : undefined,
    ),
};
