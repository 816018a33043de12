import data from './data/operations.json';

/*
 * Decodes the table of operations line by line, on demand: a run touches few of them, and reading the file is most of the cost.
 */

declare const brand: unique symbol;
/** A permission that at least one operation of the API description names: `domain:entity:action`, or a general one (`admin`). */
export type Permission = string & { readonly [brand]: 'Permission' };
/** An OAuth scope that exists, e.g. `routing:readonly`. */
export type Scope = string & { readonly [brand]: 'Scope' };

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the API description says a caller must hold. */
export type Requirement =
  /** One of the permissions (`any`), or each of them (`all`). Never empty. */
  | { readonly kind: 'any' | 'all'; readonly permissions: readonly Permission[] }
  /** No permission: every valid token may call it. */
  | { readonly kind: 'open' }
  /** It says only that the backend decides. Nobody can prove who may call it, so it counts as exposed. */
  | { readonly kind: 'unstated' };

/** One operation of the Genesys Cloud API. */
export interface Operation {
  readonly method: Method;
  /** As the API description writes it, e.g. `/api/v2/routing/queues/{queueId}`. */
  readonly path: string;
  readonly requirement: Requirement;
  /** Alternatives: a token with any one of them may call it. Empty only where no permission is required. */
  readonly scopes: readonly Scope[];
}

/** Where the operations, permissions and scopes are from, and the date (YYYY-MM-DD) of that release. */
export const operationsSource = { source: data.source, date: data.date } as const;

/** Every permission that an operation names, sorted. */
export const permissions = data.permissions as readonly string[] as readonly Permission[];
/** Every OAuth scope, sorted. */
export const scopes = data.scopes as readonly string[] as readonly Scope[];
/** How many operations the API has. Lines are counted from 0, by path and then method. */
export const operationCount = data.operations.length;

const decoded: Operation[] = new Array<Operation>(operationCount);

/** The operation of one line. The same line gives the same object. @throws RangeError if there is no such line */
export function operationAt(line: number): Operation {
  const known = decoded[line];
  if (known !== undefined) return known;
  const text = data.operations[line];
  if (text === undefined) throw new RangeError(`no operation ${line}`);
  const [method = '', path = '', kind = '', required = '', alternatives = ''] = text.split(' ');
  const operation: Operation = {
    method: method as Method,
    path,
    requirement: requirement(kind, pick(permissions, required)),
    scopes: pick(scopes, alternatives),
  };
  decoded[line] = operation;
  return operation;
}

/** The lines of the operations that name the permission at this index of {@link permissions}, ascending. */
export function linesNaming(permission: number): readonly number[] {
  return (data.namedBy[permission] ?? '').split(',').map(Number);
}

/** The operations of one kind of requirement, without decoding the others. */
export function operationsOfKind(kind: Requirement['kind']): readonly Operation[] {
  const mark = ` ${kind} `;
  return data.operations.flatMap((text, line) => (text.includes(mark) ? [operationAt(line)] : []));
}

function requirement(kind: string, required: readonly Permission[]): Requirement {
  switch (kind) {
    case 'any':
    case 'all':
      return { kind, permissions: required };
    case 'open':
    case 'unstated':
      return { kind };
    default:
      throw new Error(`lib/genesys/data/operations.json: unknown kind of requirement "${kind}"`);
  }
}

function pick<Word>(words: readonly Word[], indexes: string): readonly Word[] {
  if (indexes === '-') return [];
  return indexes.split(',').map((index) => {
    const word = words[Number(index)];
    if (word === undefined) throw new Error(`lib/genesys/data/operations.json: no entry ${index}`);
    return word;
  });
}
