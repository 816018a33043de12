import { nearest } from '../text/nearest';
import { isKnownPermission, parsePermission } from './permissions';
import { isKnownScope } from './scopes';
import { type Permission, permissions, type Scope, scopes } from './table';

/** Words that people bring from other products, and what Genesys calls them. */
const actionNames: Readonly<Record<string, string>> = {
  read: 'view',
  get: 'view',
  list: 'view',
  create: 'add',
  write: 'edit',
  update: 'edit',
  remove: 'delete',
};

/** The known permission that was probably meant, or `undefined`. Never one that is already right. */
export function suggestPermission(permission: string): Permission | undefined {
  if (isKnownPermission(permission)) return undefined;
  const parts = parsePermission(permission.trim());
  if (parts?.kind === 'policy') {
    const renamed = actionNames[parts.action.toLowerCase()];
    if (renamed !== undefined) {
      const translated = nearest(`${parts.domain}:${parts.entity}:${renamed}`, permissions);
      if (translated?.endsWith(`:${renamed}`)) return translated;
    }
  }
  return nearest(permission, permissions);
}

/** The scope that was probably meant, or `undefined`. Scopes are not permissions: `routing:view` suggests `routing:readonly`. */
export function suggestScope(scope: string): Scope | undefined {
  if (isKnownScope(scope)) return undefined;
  const area = scope.trim().toLowerCase().split(':')[0] ?? '';
  const candidates = scope.includes(':') ? [`${area}:readonly`, area] : [];
  return candidates.find(isKnownScope) ?? nearest(scope, scopes);
}
