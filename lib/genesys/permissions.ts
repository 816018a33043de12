import { type Permission, permissions } from './table';
import { fold, isWildcard, overlaps } from './wildcard';

export type { Permission } from './table';
export { fold, isWildcard } from './wildcard';

/** The two forms in which Genesys Cloud roles hold permissions. */
type PermissionParts =
  /** Written `domain:entity:action`; a role holds it as a policy. */
  | { readonly kind: 'policy'; readonly domain: string; readonly entity: string; readonly action: string }
  /** A single word without colons, e.g. `admin`; a role holds it in its list of general permissions. */
  | { readonly kind: 'general'; readonly name: string };

/**
 * Takes a permission apart. `undefined` if it has neither form (two or four parts, an empty part, a space). Wildcards are allowed; that
 * it parses does not say that it exists.
 */
export function parsePermission(permission: string): PermissionParts | undefined {
  const parts = permission.split(':');
  if (!parts.every((part) => /^[A-Za-z0-9_*]+$/.test(part))) return undefined;
  const [first, entity, action] = parts;
  if (parts.length === 1 && first !== undefined) return { kind: 'general', name: first };
  if (parts.length !== 3 || first === undefined || entity === undefined || action === undefined)
    return undefined;
  return { kind: 'policy', domain: first, entity, action };
}

let indexByName: ReadonlyMap<string, number> | undefined;

/**
 * Whether an operation of the API description names this permission, letter for letter. Another letter case is *not* known: Genesys'
 * own spelling is consistent, and the Terraform provider only logs a permission that it does not find.
 */
export function isKnownPermission(permission: string): permission is Permission {
  return permissions[positionOf(permission)] === permission;
}

/**
 * The indexes of all known permissions that holding `held` could mean: wildcards match, letter case is ignored (see {@link fold}).
 * Empty for a permission that no operation names.
 */
export function permissionsMeantBy(held: string): readonly number[] {
  if (isWildcard(held)) return permissions.flatMap((known, i) => (overlaps(held, known) ? [i] : []));
  const position = positionOf(held);
  return position < 0 ? [] : [position];
}

const positionOf = (permission: string): number => index().get(fold(permission)) ?? -1;

function index(): ReadonlyMap<string, number> {
  indexByName ??= new Map(permissions.map((permission, i) => [fold(permission), i]));
  return indexByName;
}
