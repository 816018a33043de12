import { operationsOpenedBy } from './operations';
import { scopes as allScopes, type Operation, type Scope } from './table';

export type { Scope } from './table';

let known: ReadonlySet<string> | undefined;

/** Whether this OAuth scope exists, letter for letter. */
export function isKnownScope(scope: string): scope is Scope {
  known ??= new Set<string>(allScopes);
  return known.has(scope);
}

/**
 * Whether a token with these scopes may call the operation, as far as scopes go: it has one of the alternatives, letter for letter.
 * That `routing` serves where `routing:readonly` does follows from the API description, which lists both; nothing is inferred, because
 * two operations take `:readonly` scopes only. An operation that names no scope needs none.
 */
export function callable(operation: Operation, scopes: ReadonlySet<string>): boolean {
  return operation.scopes.length === 0 || operation.scopes.some((scope) => scopes.has(scope));
}

/** An operation that the permissions open and no scope covers. */
export interface ScopeDeficit {
  readonly operation: Operation;
  /** Any one of these would cover it. Never empty. */
  readonly addOneOf: readonly Scope[];
}

/** Where a client's permissions reach further than its declared scopes; by path, then method. Empty: the scopes tell the true reach. */
export function scopeDeficits(
  permissions: readonly string[],
  scopes: readonly string[],
): readonly ScopeDeficit[] {
  return deficitsAmong(operationsOpenedBy(permissions), scopes);
}

/** The same for operations that are known to be opened. */
export function deficitsAmong(
  opened: readonly Operation[],
  scopes: readonly string[],
): readonly ScopeDeficit[] {
  const declared = new Set(scopes);
  return opened
    .filter((operation) => !callable(operation, declared))
    .map((operation) => ({ operation, addOneOf: operation.scopes }));
}

/**
 * A short list of scopes to add so that every deficit is covered, sorted. At each step the scope that covers most of what is left, a
 * `:readonly` one where that is enough; then whatever turned out superfluous is dropped. So removing any one leaves a deficit.
 */
export function scopesNeeded(deficits: readonly ScopeDeficit[]): readonly Scope[] {
  const chosen: Scope[] = [];
  let left = deficits;
  while (left.length > 0) {
    const next = mostCovering(left);
    if (next === undefined) break;
    chosen.push(next);
    left = left.filter(({ addOneOf }) => !addOneOf.includes(next));
  }
  const needed = new Set(chosen);
  for (const scope of chosen) {
    needed.delete(scope);
    if (!deficits.every(({ addOneOf }) => addOneOf.some((one) => needed.has(one)))) needed.add(scope);
  }
  return [...needed].sort();
}

function mostCovering(deficits: readonly ScopeDeficit[]): Scope | undefined {
  const covers = new Map<Scope, number>();
  for (const { addOneOf } of deficits)
    for (const scope of addOneOf) covers.set(scope, (covers.get(scope) ?? 0) + 1);
  const breadth = (scope: Scope): number => (scope.endsWith(':readonly') ? 0 : 1);
  const [best] = [...covers].sort(([a, m], [b, n]) => n - m || breadth(a) - breadth(b) || (a < b ? -1 : 1));
  return best?.[0];
}
