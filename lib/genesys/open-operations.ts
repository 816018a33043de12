import { type Method, type Operation, operationsOfKind } from './table';

/** The operations that every valid token can call, whatever its grants; by path, then method. */
export const openOperations = (): readonly Operation[] => operationsOfKind('open');

/** The operations of which the API description says only that the backend decides; by path, then method. */
export const unstatedOperations = (): readonly Operation[] => operationsOfKind('unstated');

/** What no role, division or proof can take away from a client. */
export interface ResidualExposure {
  /** Operations open to every valid token. */
  readonly open: number;
  /** Of these, the ones that only read (GET, HEAD); POST searches count as changing. */
  readonly reading: number;
  readonly changing: number;
  /** Operations whose permissions the API description does not tell; not part of `open`. */
  readonly unstated: number;
}

let counted: ResidualExposure | undefined;

/** The residual exposure of any client, in numbers. Counted once: the table does not change, and every proof prints them. */
export function residualExposure(): ResidualExposure {
  counted ??= count();
  return counted;
}

function count(): ResidualExposure {
  const open = openOperations();
  const reads: readonly Method[] = ['GET', 'HEAD'];
  const reading = open.filter(({ method }) => reads.includes(method)).length;
  return {
    open: open.length,
    reading,
    changing: open.length - reading,
    unstated: unstatedOperations().length,
  };
}

/** An open operation worth naming to a reviewer, because it concerns the whole org and so every tenant. */
export interface NotableOperation {
  readonly operation: Operation;
  /** What a token gets out of it; completes the sentence "any token can …". */
  readonly means: string;
}

/**
 * Chosen by hand from the open operations. That the API description names no permission does not prove that the backend checks nothing;
 * it is all that can be known without a live org.
 */
const notable: Readonly<Record<string, string>> = {
  'GET /api/v2/authorization/divisions': 'list the names of all divisions',
  'GET /api/v2/authorization/roles/{roleId}/users': 'list the users who hold a role',
  'POST /api/v2/authorization/divisions/{divisionId}/objects/{objectType}':
    'ask to move objects into a division',
  'GET /api/v2/users': 'list all users',
  'GET /api/v2/groups': 'list all groups',
  'POST /api/v2/groups/{groupId}/members': 'ask to add members to a group',
  'GET /api/v2/locations': 'list all locations',
  'GET /api/v2/stations': 'list all stations',
  'GET /api/v2/organizations/me': 'read the settings of the org',
};

/** The {@link NotableOperation}s, by path, then method. */
export function notableOpenOperations(): readonly NotableOperation[] {
  return openOperations().flatMap((operation) => {
    const means = notable[`${operation.method} ${operation.path}`];
    return means === undefined ? [] : [{ operation, means }];
  });
}
