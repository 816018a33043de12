import { permissionsMeantBy } from './permissions';
import { linesNaming, type Operation, operationAt, permissions, type Requirement } from './table';

export type { Operation } from './table';
export { operationCount, operationsSource } from './table';

/** How an operation is written for people: `GET /api/v2/routing/queues`. Unique. */
export const operationName = (operation: Operation): string => `${operation.method} ${operation.path}`;

/**
 * The operations that a client can call because of the permissions it holds, all roles taken together; by path, then method.
 * ANY: it holds one of the listed permissions. ALL: it holds each. Held wildcards match, letter case is ignored. Operations that need no
 * permission are not counted: every token can call them (see open-operations.ts). Monotone: more permissions never open less.
 */
export function operationsOpenedBy(held: readonly string[]): readonly Operation[] {
  const meant = new Set(held.flatMap((permission) => permissionsMeantBy(permission)));
  const lines = new Set([...meant].flatMap((permission) => linesNaming(permission)));
  const names = new Set<string>([...meant].map((i) => permissions[i] ?? ''));
  return [...lines]
    .sort((a, b) => a - b)
    .map((line) => operationAt(line))
    .filter(({ requirement }) => isMet(requirement, names));
}

function isMet(requirement: Requirement, held: ReadonlySet<string>): boolean {
  switch (requirement.kind) {
    case 'any':
      return requirement.permissions.some((permission) => held.has(permission));
    case 'all':
      return requirement.permissions.every((permission) => held.has(permission));
    case 'open':
    case 'unstated':
      return false;
  }
}

/** Every operation that names the permission, also those that ask for others besides. A wildcard gives those of all it matches. */
export function operationsForPermission(permission: string): readonly Operation[] {
  const lines = new Set(permissionsMeantBy(permission).flatMap((i) => linesNaming(i)));
  return [...lines].sort((a, b) => a - b).map((line) => operationAt(line));
}
