import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  operationCount,
  operationName,
  operationsForPermission,
  operationsOpenedBy,
  operationsSource,
} from '../../lib/genesys/operations';
import { linesNaming, operationAt, permissions, scopes } from '../../lib/genesys/table';
import { openedInSample, prose, sample } from './sample';

const all = Array.from({ length: operationCount }, (_, line) => operationAt(line));
const sampled = new Set(sample.map(({ name }) => name));

const spelling = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...sample.flatMap((row) => row.permissions).sort()) },
  { weight: 2, arbitrary: fc.constantFrom<string>(...permissions) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom<string>(...permissions), fc.nat(2), fc.nat(2))
      .map(([permission, from, to]) =>
        permission
          .split(':')
          .map((part, i) => (i >= from && i <= to ? '*' : part))
          .join(':'),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '*',
      'routing:*',
      'ROUTING:QUEUE:VIEW',
      'no:such:permission',
      '',
      'recording:settings:edit*',
    ),
  },
);
// The prose of the table is no permission; nobody can hold it.
const held = fc.array(
  spelling.filter((text) => text !== prose),
  { maxLength: 6 },
);

describe('the table of operations', () => {
  it('is the API description of 2026-08-07', () => {
    expect(operationsSource).toEqual({
      source: 'Genesys Cloud platform API description',
      date: '2026-08-07',
    });
    const ofKind = (kind: string) => all.filter(({ requirement }) => requirement.kind === kind).length;
    expect({
      operations: operationCount,
      permissions: permissions.length,
      scopes: scopes.length,
      any: ofKind('any'),
      all: ofKind('all'),
      open: ofKind('open'),
      unstated: ofKind('unstated'),
    }).toEqual({
      operations: 3180,
      permissions: 1401,
      scopes: 134,
      any: 2005,
      all: 803,
      open: 371,
      unstated: 1,
    });
  });

  it('says what the original rows say', () => {
    const byName = new Map(all.map((operation) => [operationName(operation), operation]));
    for (const row of sample) {
      const operation = byName.get(row.name);
      expect(operation?.scopes).toEqual(row.scopes);
      const { requirement } = operation ?? {};
      if (row.permissions.includes(prose)) expect(requirement).toEqual({ kind: 'unstated' });
      else if (row.permissions.length === 0) expect(requirement).toEqual({ kind: 'open' });
      else expect(requirement).toEqual({ kind: row.mode.toLowerCase(), permissions: row.permissions });
    }
  });

  it('is ordered, without duplicates, and needs a scope wherever it needs a permission', () => {
    const names = all.map(({ method, path }) => `${path} ${method}`);
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(permissions.map((permission) => permission.toLowerCase())).size).toBe(permissions.length);
    for (const { requirement, scopes: alternatives } of all)
      if ('permissions' in requirement) {
        expect(requirement.permissions.length).toBeGreaterThan(0);
        expect(alternatives.length).toBeGreaterThan(0);
      }
  });

  it('has an index that agrees with the rows', () => {
    const naming = new Map<string, number[]>();
    all.forEach(({ requirement }, line) => {
      if (!('permissions' in requirement)) return;
      for (const permission of requirement.permissions)
        naming.set(permission, [...(naming.get(permission) ?? []), line]);
    });
    permissions.forEach((permission, i) => {
      expect(linesNaming(i)).toEqual(naming.get(permission));
    });
  });
});

describe('operationsOpenedBy', () => {
  it('tells the true reach of routing:queue:view: ten operations of routing and one of users', () => {
    expect(operationsOpenedBy(['routing:queue:view']).map(operationName)).toEqual([
      'GET /api/v2/routing/assessments',
      'GET /api/v2/routing/assessments/jobs',
      'GET /api/v2/routing/predictors',
      'GET /api/v2/routing/queues',
      'GET /api/v2/routing/queues/{queueId}',
      'GET /api/v2/routing/queues/{queueId}/estimatedwaittime',
      'GET /api/v2/routing/queues/{queueId}/mediatypes/{mediaType}/estimatedwaittime',
      'GET /api/v2/routing/queues/{queueId}/members',
      'GET /api/v2/routing/queues/{queueId}/users',
      'GET /api/v2/routing/queues/{queueId}/wrapupcodes',
      'GET /api/v2/users/{userId}/queues',
    ]);
  });

  it('opens an ALL operation only to who holds each permission', () => {
    const name = 'POST /api/v2/routing/assessments';
    const opened = (...permission: string[]) =>
      operationsOpenedBy(permission).map(operationName).includes(name);
    expect(opened('routing:queue:view')).toBe(false);
    expect(opened('routing:assessment:add')).toBe(false);
    expect(opened('routing:queue:view', 'routing:assessment:add')).toBe(true);
    expect(opened('routing:*')).toBe(true);
  });

  it('opens nothing without a permission, and everything with a permission to *', () => {
    expect(operationsOpenedBy([])).toEqual([]);
    expect(operationsOpenedBy([prose])).toEqual([]);
    expect(operationsOpenedBy(['*'])).toHaveLength(3180 - 371 - 1);
  });

  it('knows the general permissions', () => {
    expect(operationsOpenedBy(['admin']).map(operationName)).toEqual([
      'DELETE /api/v2/users/{userId}',
      'PATCH /api/v2/users/{userId}',
      'POST /api/v2/users/{userId}/invite',
    ]);
    expect(operationsOpenedBy(['content_management_user'])).toHaveLength(5);
  });

  it('agrees with a row-by-row reading of the original table', () => {
    fc.assert(
      fc.property(held, (permissionsHeld) => {
        const opened = operationsOpenedBy(permissionsHeld)
          .map(operationName)
          .filter((name) => sampled.has(name));
        expect(opened.sort()).toEqual([...openedInSample(permissionsHeld)].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('is monotone, and blind to order and repetition', () => {
    fc.assert(
      fc.property(held, held, (some, others) => {
        const fewer = operationsOpenedBy(some);
        const more = new Set(operationsOpenedBy([...some, ...others]));
        expect(fewer.every((operation) => more.has(operation))).toBe(true);
        expect(operationsOpenedBy([...some, ...some].reverse())).toEqual(fewer);
      }),
    );
  });
});

describe('operationsForPermission', () => {
  it('also gives the operations that ask for more', () => {
    expect(operationsForPermission('routing:queue:view')).toHaveLength(26);
    expect(operationsForPermission('no:such:permission')).toEqual([]);
  });

  it('contains what the permission opens alone', () => {
    for (const permission of permissions) {
      const named = new Set(operationsForPermission(permission));
      expect(operationsOpenedBy([permission]).every((operation) => named.has(operation))).toBe(true);
    }
  });
});
