import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../lib/emulator';
import { routes } from '../../lib/emulator/routes';
import { operationOf } from '../../lib/emulator/server';
import { operationAt, operationCount, type Requirement } from '../../lib/genesys/table';
import { folder } from '../commands/run';
import { Origin } from './origin';

/** One client for each set of permissions that a route can ask for, each permission in its own role, in every division. */
const sets = new Map<string, readonly string[]>();
for (const route of routes) {
  const { requirement } = operationOf(route);
  if (requirement.kind !== 'any' && requirement.kind !== 'all') continue;
  for (const permissions of [requirement.permissions, ...requirement.permissions.map((one) => [one])])
    sets.set(permissions.join(','), permissions);
}

let emulator: Emulator;
let origin: Origin;
const log = join(folder(), 'requests.log');
const tokens = new Map<string, string>();

beforeAll(async () => {
  const all = [...new Set([...sets.values()].flat())];
  emulator = await startEmulator({
    log,
    seed: {
      roles: [...all.map((name) => ({ name, permissions: [name] })), { name: 'nothing', permissions: [] }],
      clients: [
        ...[...sets].map(([name, held]) => ({
          name,
          secret: 'a secret of tests',
          grants: held.map((role) => ({ role, division: '*' })),
        })),
        { name: 'nothing', secret: 'a secret of tests', grants: [{ role: 'nothing', division: '*' }] },
      ],
    },
  });
  origin = new Origin(emulator);
  const deployer = await origin.deployer();
  const { body } = await origin.call(deployer, 'GET', '/api/v2/oauth/clients?pageSize=500');
  for (const { id, name } of body.entities)
    if (name !== 'Deployer') tokens.set(name, await origin.tokenFor(id, 'a secret of tests'));
});
afterAll(() => emulator.close());

/** Another token of the client that holds nothing. */
async function fresh(): Promise<string> {
  const me = await origin.call(tokens.get('nothing'), 'GET', '/api/v2/tokens/me');
  return origin.tokenFor(me.body.OAuthClient.id, 'a secret of tests');
}

const filled = (path: string): string => path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');

const named = (requirement: Requirement): readonly string[] =>
  requirement.kind === 'any' || requirement.kind === 'all' ? requirement.permissions : [];

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_name, route) => {
    const { requirement } = operationOf(route);
    const call = (token: string | undefined) =>
      origin.call(
        token,
        route.method,
        filled(route.path),
        route.method === 'GET' || route.method === 'HEAD' ? undefined : {},
      );

    it('needs a token', async () => {
      const { status, code } = await call(undefined);
      expect(status).toBe(401);
      if (route.method !== 'HEAD') expect(code).toBe('authentication.required');
      expect((await call('made-up')).status).toBe(401);
    });

    it('needs the permissions of the operations table, and no other', async () => {
      // A token that ends itself is of no use to the tests that follow.
      const ends = route.method === 'DELETE' && route.path.endsWith('/tokens/me');
      const { status, code } = await call(ends ? await fresh() : tokens.get('nothing'));
      if (named(requirement).length === 0) {
        expect(status).not.toBe(401);
        // What the move of objects needs depends on its body, and is not in the table.
        if (!route.path.includes('/objects/')) expect(status).not.toBe(403);
        return;
      }
      expect(status).toBe(403);
      expect(code).toMatch(/^missing\.(any\.)?permissions$/);
      const whole = await call(tokens.get(named(requirement).join(',')));
      expect([401, 403, 500, 501]).not.toContain(whole.status);
      for (const one of named(requirement)) {
        const part = await call(tokens.get(one));
        if (requirement.kind === 'any' || named(requirement).length === 1) expect(part.status).not.toBe(403);
        else expect(part).toMatchObject({ status: 403, code: 'missing.permissions' });
      }
    });
  },
);

it('answers 501 to every other operation, and says so in the log', async () => {
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const patterns = routes.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const token = await origin.deployer();
  let asked = 0;
  for (let line = 0; line < operationCount; line++) {
    const { method, path } = operationAt(line);
    const target = filled(path);
    // `/oauth/clients/{id}` also answers what the table writes as a fixed word in place of the id.
    if (
      known.has(`${method} ${path}`) ||
      patterns.some((one) => one.method === method && one.pattern.test(target))
    )
      continue;
    const { status } = await origin.call(token, method, target);
    expect({ method, path, status }).toEqual({ method, path, status: 501 });
    asked += 1;
  }
  expect(asked).toBeGreaterThan(operationCount - routes.length - 20);
  const told = readFileSync(log, 'utf8')
    .split('\n')
    .filter((entry) => entry.includes('"note":"not emulated"'));
  expect(told.length).toBeGreaterThanOrEqual(asked);
});
