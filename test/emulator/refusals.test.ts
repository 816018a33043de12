import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Emulator, startEmulator } from '../../lib/emulator';
import type { Seed } from '../../lib/emulator/seed';
import { folder } from '../commands/run';
import { Origin } from './origin';

const roles = '/api/v2/authorization/roles';
const db = join(folder(), 'org.db');

const seed: Seed = {
  divisions: [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ],
  roles: [{ id: 'reader', name: 'reader', permissions: ['routing:queue:view'] }],
  clients: [
    {
      id: 'ca',
      name: 'ca',
      secret: 'a secret of tests',
      grants: [{ role: 'reader', division: 'a' }],
    },
  ],
};

let emulator: Emulator;
let origin: Origin;
let token: string;
beforeAll(async () => {
  emulator = await startEmulator({
    db,
    seed,
  });
  origin = new Origin(emulator);
  token = await origin.deployer();
});
afterAll(() => emulator.close());

const grants = async (): Promise<readonly string[]> => {
  const { body } = await origin.call(token, 'GET', '/api/v2/authorization/subjects/ca');
  return body.grants.map(({ division }: { division: { id: string } }) => division.id);
};

/** Reads through a process that has nothing but the file. */
async function restart(): Promise<void> {
  await emulator.close();
  emulator = await startEmulator({ db });
  origin = new Origin(emulator);
  token = await origin.deployer();
}

describe('a request that is refused writes nothing', () => {
  const grant = (role: string, body: object) =>
    origin.call(token, 'POST', `${roles}/${role}?subjectType=PC_OAUTH_CLIENT`, body);

  it('not for those that it names first, in memory and in the file', async () => {
    const answer = await grant('reader', { subjectIds: ['ca', 'nobody'], divisionIds: ['b'] });
    expect(answer.status).toBe(404);
    expect(await grants()).toEqual(['a']);
    // Something that is kept, after it: the refused change must not be in that transaction.
    expect((await origin.call(token, 'POST', '/api/v2/routing/queues', { name: 'kept' })).status).toBe(200);
    await restart();
    expect(await grants()).toEqual(['a']);
    expect((await origin.call(token, 'GET', '/api/v2/routing/queues?name=kept')).body.total).toBe(1);
  });

  it.each([
    ['nonsense', { subjectIds: [], divisionIds: ['b'] }, 404],
    ['reader', { subjectIds: [], divisionIds: ['b'] }, 400],
    ['reader', { subjectIds: ['ca'] }, 400],
    ['reader', { subjectIds: ['ca'], divisionIds: [] }, 400],
    ['reader', {}, 400],
  ])('and is told so: role %s to %j', async (role, body, status) => {
    expect((await grant(role, body)).status).toBe(status);
    expect(await grants()).toEqual(['a']);
  });

  it('whatever is nested too deep to be told again', async () => {
    const before = (await origin.call(token, 'GET', roles)).body.total;
    for (const depth of [200, 3000, 100_000]) {
      const node = `${'{"a":['.repeat(depth)}${']}'.repeat(depth)}`;
      const policy = `{"domain":"routing","entityName":"queue","actionSet":["view"],"resourceConditionNode":${node}}`;
      const body = `{"name":"deep ${depth}","permissionPolicies":[${policy}]}`;
      const { status, text } = await origin.call(token, 'POST', roles, body);
      expect([status, text]).toEqual([400, expect.stringContaining('nested 100 deep')]);
    }
    const after = await origin.call(token, 'GET', roles);
    expect([after.status, after.body.total]).toEqual([200, before]);
  });

  it('not even later, where changes take effect late', async () => {
    let now = Date.now();
    const late = await startEmulator({ seed, delayPropagation: 1, now: () => now });
    onTestFinished(() => late.close());
    const there = new Origin(late);
    const body = { subjectIds: ['ca', 'nobody'], divisionIds: ['b'] };
    const path = `${roles}/reader?subjectType=PC_OAUTH_CLIENT`;
    expect((await there.call(await there.deployer(), 'POST', path, body)).status).toBe(404);
    now += 10;
    const own = await there.tokenFor('ca', 'a secret of tests');
    const { body: me } = await there.call(own, 'GET', '/api/v2/authorization/subjects/me');
    expect(me.grants.map(({ division }: { division: { id: string } }) => division.id)).toEqual(['a']);
  });
});
