import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationName, operationsOpenedBy } from '../../lib/genesys/operations';
import { callable, isKnownScope, scopeDeficits, scopesNeeded } from '../../lib/genesys/scopes';
import { permissions, scopes } from '../../lib/genesys/table';

const held = fc.array(fc.constantFrom<string>(...permissions), { maxLength: 12 });
const declared = fc.array(fc.constantFrom<string>(...scopes), { maxLength: 20 });

it('knows scopes letter for letter', () => {
  expect(scopes.every(isKnownScope)).toBe(true);
  for (const scope of ['Routing', 'routing ', 'routing:view', 'division:read', '*', '', 'constructor'])
    expect(isKnownScope(scope)).toBe(false);
});

it('infers no scope from another: the table lists both for every read but two', () => {
  const onlyReadonly = operationsOpenedBy(['*']).filter(({ scopes: alternatives }) =>
    alternatives.some((scope) => {
      const full = scope.replace(/:readonly$/, '');
      return isKnownScope(full) && !alternatives.includes(full);
    }),
  );
  expect(onlyReadonly.map((operation) => `${operationName(operation)} ${operation.scopes}`)).toEqual([
    'GET /api/v2/billing/reports/billableusage billing:readonly',
    'POST /api/v2/quality/evaluations/search quality:readonly,search:readonly',
  ]);
});

describe('scopeDeficits', () => {
  it('names the scope that routing:queue:view needs beyond routing', () => {
    const deficits = scopeDeficits(['routing:queue:view'], ['routing:readonly']);
    expect(deficits.map(({ operation, addOneOf }) => [operationName(operation), addOneOf])).toEqual([
      ['GET /api/v2/users/{userId}/queues', ['users', 'users:readonly']],
    ]);
    expect(scopeDeficits(['routing:queue:view'], ['routing', 'users:readonly'])).toEqual([]);
  });

  it('a readonly scope does not cover a write', () => {
    const deficits = scopeDeficits(['routing:queue:delete'], ['routing:readonly']);
    expect(deficits.map(({ addOneOf }) => addOneOf)).toEqual([['routing']]);
  });

  it('is empty exactly when every opened operation is callable', () => {
    fc.assert(
      fc.property(held, declared, (permission, scope) => {
        const granted = new Set(scope);
        const reachable = operationsOpenedBy(permission);
        const deficits = scopeDeficits(permission, scope);
        expect(deficits.length === 0).toBe(reachable.every((operation) => callable(operation, granted)));
        for (const { operation, addOneOf } of deficits) {
          expect(reachable).toContain(operation);
          expect(addOneOf.length).toBeGreaterThan(0);
          for (const one of addOneOf) expect(callable(operation, new Set([one]))).toBe(true);
        }
      }),
    );
  });
});

describe('scopesNeeded', () => {
  it('prefers readonly scopes where they are enough', () => {
    expect(scopesNeeded([])).toEqual([]);
    expect(scopesNeeded(scopeDeficits(['routing:queue:view'], []))).toEqual([
      'routing:readonly',
      'users:readonly',
    ]);
    expect(scopesNeeded(scopeDeficits(['routing:queue:view', 'routing:queue:delete'], ['users']))).toEqual([
      'routing',
    ]);
  });

  it('is enough, and no scope of it is superfluous', () => {
    fc.assert(
      fc.property(held, declared, (permission, scope) => {
        const deficits = scopeDeficits(permission, scope);
        const needed = scopesNeeded(deficits);
        expect(scopeDeficits(permission, [...scope, ...needed])).toEqual([]);
        for (const one of needed) {
          const without = needed.filter((other) => other !== one);
          expect(scopeDeficits(permission, [...scope, ...without])).not.toEqual([]);
        }
      }),
    );
  });
});
