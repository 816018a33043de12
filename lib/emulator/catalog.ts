import { divisionHint } from '../genesys/division-hints';
import { permissions } from '../genesys/table';
import { fold, overlaps } from '../genesys/wildcard';
import type { Role } from './model';
import type { Store } from './store';

/** Domains whose permissions act on the whole org in this emulator, whatever the hints say. */
const orgWide = ['authorization', 'oauth', 'directory', 'integrations', 'usage', 'billing', 'audits'];
/** Permissions that count divisions in this emulator although the API description does not hint at it. */
const aware = [
  'analytics:*:view',
  'routing:queue:*',
  'routing:wrapupCode:*',
  'routing:schedule:*',
  'routing:scheduleGroup:*',
  'outbound:*:*',
  'recording:recording:*',
  'quality:*:*',
];

/**
 * Whether a permission counts divisions, in the emulator's own table: only the catalogue of a live org knows. A seed can say otherwise.
 */
export function isDivisionAware(store: Store, permission: string): boolean {
  const said = store.awareness.get(permission);
  if (said !== undefined) return said.divisionAware;
  const [domain = ''] = permission.split(':');
  if (permission === 'analytics:dataExport:view' || orgWide.includes(domain)) return false;
  return divisionHint(permission) === 'likely' || aware.some((pattern) => overlaps(pattern, permission));
}

/** Whether the role has the permission; wildcards in its policies match, letter case does not count. */
export function roleHas(role: Role, permission: string): boolean {
  const [domain = '', entity, action] = permission.split(':').map(fold);
  if (entity === undefined) return role.permissions.some((held) => fold(held) === fold(permission));
  const covers = (pattern: string, text: string): boolean => pattern === '*' || fold(pattern) === text;
  return role.permissionPolicies.some(
    (policy) =>
      covers(policy.domain, domain) &&
      covers(policy.entityName, entity) &&
      policy.actionSet.some((held) => covers(held, action ?? '')),
  );
}

/** The catalogue as `GET /authorization/permissions` tells it: one entry a domain, sorted. */
export function permissionCollections(store: Store) {
  const domains = new Map<string, Record<string, unknown[]>>();
  for (const permission of permissions) {
    const [domain = '', entityType, action] = permission.split(':');
    if (entityType === undefined) continue;
    const entities = domains.get(domain) ?? {};
    domains.set(domain, entities);
    const list = entities[entityType] ?? [];
    entities[entityType] = list;
    list.push({
      domain,
      entityType,
      action,
      label: permission,
      allowsConditions: false,
      divisionAware: isDivisionAware(store, permission),
    });
  }
  return [...domains].map(([domain, permissionMap]) => ({ domain, permissionMap }));
}

/** The actions that exist for a domain and entity, for the assumption that the API expands wildcards. */
export const actionsOf = (domain: string, entity: string): readonly string[] =>
  permissions.flatMap((permission) => {
    const [d, e, action] = permission.split(':');
    return fold(d ?? '') === fold(domain) && fold(e ?? '') === fold(entity) && action !== undefined
      ? [action]
      : [];
  });
