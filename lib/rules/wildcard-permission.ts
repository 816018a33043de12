import { isWildcard } from '../genesys/permissions';
import type { Rule } from '../proof/rule';
import { findPermissions } from './permissions';

/** No template has `*` in a permission: what it opens would grow with every release of Genesys Cloud. */
export const wildcardPermission: Rule = {
  id: 'wildcard-permission',
  waivable: false,
  about: 'manifest',
  whole: ({ model }) =>
    findPermissions(model, 'wildcard-permission', (permission) => (isWildcard(permission) ? {} : undefined)),
};
