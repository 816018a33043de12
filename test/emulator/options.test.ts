import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../lib/emulator';
import { type Answers, answersFrom, assumptionIds, assumptions } from '../../lib/emulator/assumptions';
import { dice, faultPlanFrom } from '../../lib/emulator/faults';
import { parseSeed, type Seed } from '../../lib/emulator/seed';
import { bulkhead, folder, root } from '../commands/run';
import { Origin } from './origin';

const secret = 'canary-secret-of-tests';
const started: Emulator[] = [];
afterAll(async () => {
  for (const emulator of started) await emulator.close();
});

const seed: Seed = {
  organization: { homeDivisionId: 'home' },
  divisions: [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ],
  roles: [
    { id: 'reader', name: 'reader', permissions: ['routing:queue:view'] },
    { id: 'grants', name: 'grants', permissions: ['authorization:grant:add'] },
    { id: 'clients', name: 'clients', permissions: ['oauth:client:add', 'oauth:client:edit'] },
  ],
  queues: [
    { id: 'queue-a', name: 'queue of a', division: 'a' },
    { id: 'queue-b', name: 'queue of b', division: 'b' },
  ],
  clients: [
    { id: 'worker', name: 'worker', secret, grants: [{ role: 'reader', division: 'a' }] },
    { id: 'all', name: 'all', secret, grants: [{ role: 'reader', division: '*' }] },
    { id: 'granter', name: 'granter', secret, grants: [{ role: 'grants', division: 'a' }] },
    {
      id: 'maker',
      name: 'maker',
      secret,
      grants: [
        { role: 'clients', division: 'a' },
        { role: 'reader', division: 'a' },
      ],
    },
  ],
};

async function start(
  options: EmulatorOptions = {},
): Promise<{ emulator: Emulator; origin: Origin; deployer: string }> {
  const emulator = await startEmulator({ seed, ...options });
  started.push(emulator);
  const origin = new Origin(emulator);
  return { emulator, origin, deployer: await origin.deployer() };
}

const queues = '/api/v2/routing/queues';
const clients = '/api/v2/oauth/clients';
const divisions = '/api/v2/authorization/divisions';
const client = (roleId: string, divisionId: string, more: object = {}) => ({
  name: 'made',
  authorizedGrantType: 'CLIENT-CREDENTIALS',
  roleDivisions: [{ roleId, divisionId }],
  ...more,
});

/** What each answer makes of the same question; the usual answer first. */
const questions: { readonly [Id in keyof Answers]: (given: Partial<Answers>) => Promise<unknown> } = {
  'foreign-object': async (answers) => {
    const { origin } = await start({ answers });
    return (await origin.call(await origin.tokenFor('worker', secret), 'GET', `${queues}/queue-b`)).status;
  },
  'foreign-division-list': async (answers) => {
    const { origin } = await start({ answers });
    return (await origin.call(await origin.tokenFor('worker', secret), 'GET', `${queues}?divisionId=b`))
      .status;
  },
  'put-drops-api-grants': async (answers) => {
    const { origin, deployer } = await start({ answers });
    const path = '/api/v2/authorization/subjects/worker/divisions/b/roles/reader?subjectType=PC_OAUTH_CLIENT';
    await origin.call(deployer, 'POST', path);
    const put = await origin.call(deployer, 'PUT', `${clients}/worker`, client('reader', 'a'));
    return put.body.roleDivisions.length;
  },
  delegation: async (answers) => {
    const { origin, deployer } = await start({ answers });
    const policy = { domain: 'routing', entityName: 'queue', actionSet: ['view'] };
    const { body } = await origin.call(deployer, 'POST', '/api/v2/authorization/roles', {
      name: 'twin',
      permissionPolicies: [policy],
    });
    const token = await origin.tokenFor('maker', secret);
    const same = await origin.call(token, 'POST', clients, client(body.id, 'a'));
    const more = await origin.call(token, 'POST', clients, client('reader', 'b'));
    return [same.status, more.status];
  },
  'grants-api-delegation': async (answers) => {
    const { origin, deployer } = await start({ answers });
    const body = { grants: [{ roleId: 'reader', divisionId: 'b' }] };
    const path = '/api/v2/authorization/subjects/worker/bulkadd?subjectType=PC_OAUTH_CLIENT';
    const { status } = await origin.call(await origin.tokenFor('granter', secret), 'POST', path, body);
    const read = await origin.call(deployer, 'GET', '/api/v2/authorization/subjects/worker');
    return [status, read.body.grants.length];
  },
  'failed-delegation': async (answers) => {
    const { origin } = await start({ answers });
    return (await origin.call(await origin.tokenFor('maker', secret), 'POST', clients, client('reader', 'b')))
      .status;
  },
  'tokens-after-reset': async (answers) => {
    const { origin, deployer } = await start({ answers });
    const token = await origin.tokenFor('worker', secret);
    await origin.call(deployer, 'POST', `${clients}/worker/secret`);
    return (await origin.call(token, 'GET', queues)).status;
  },
  'tokens-after-delete': async (answers) => {
    const { origin, deployer } = await start({ answers });
    const token = await origin.tokenFor('worker', secret);
    await origin.call(deployer, 'PUT', `${clients}/worker`, client('reader', 'a', { state: 'inactive' }));
    await origin.call(deployer, 'DELETE', `${clients}/worker`);
    return (await origin.call(token, 'GET', '/api/v2/tokens/me')).status;
  },
  'token-shows-grants': async (answers) => {
    const { origin } = await start({ answers });
    const { body } = await origin.call(await origin.tokenFor('worker', secret), 'GET', '/api/v2/tokens/me');
    return body.OAuthClient.roleDivisions?.length;
  },
  'self-discovery': async (answers) => {
    const { origin } = await start({ answers });
    return (
      await origin.call(await origin.tokenFor('worker', secret), 'GET', '/api/v2/authorization/subjects/me')
    ).status;
  },
  'list-totals': async (answers) => {
    const { origin } = await start({ answers });
    return (await origin.call(await origin.tokenFor('worker', secret), 'GET', queues)).body.total;
  },
  'all-divisions': async (answers) => {
    let now = Date.now();
    const { origin, deployer } = await start({ answers, now: () => now });
    now += 1;
    const { body } = await origin.call(deployer, 'POST', divisions, { name: 'later' });
    await origin.call(deployer, 'POST', queues, { name: 'q', division: { id: body.id } });
    return (await origin.call(await origin.tokenFor('all', secret), 'GET', queues)).body.total;
  },
  'division-names': async (answers) => {
    const { origin, deployer } = await start({ answers });
    return (await origin.call(deployer, 'POST', divisions, { name: 'a' })).status;
  },
  'division-name-reuse': async (answers) => {
    const { origin, deployer } = await start({ answers });
    const { body } = await origin.call(deployer, 'POST', divisions, { name: 'once' });
    await origin.call(deployer, 'DELETE', `${divisions}/${body.id}?force=false`);
    return (await origin.call(deployer, 'POST', divisions, { name: 'once' })).status;
  },
  'client-scopes': async (answers) => {
    const { origin, deployer } = await start({ answers });
    return (
      await origin.call(deployer, 'POST', clients, client('reader', 'a', { scope: ['routing:readonly'] }))
    ).status;
  },
  'role-wildcards': async (answers) => {
    const { origin, deployer } = await start({ answers });
    const policy = { domain: 'routing', entityName: 'queue', actionSet: ['*'] };
    const { body } = await origin.call(deployer, 'POST', '/api/v2/authorization/roles', {
      name: 'wide',
      permissionPolicies: [policy],
    });
    return body.permissionPolicies[0].actionSet.length > 1;
  },
  'rate-limits': async (answers) => {
    const { origin } = await start({ answers });
    const token = await origin.tokenFor('worker', secret);
    let last = 0;
    for (let i = 0; i < 301; i++) last = (await origin.call(token, 'GET', '/api/v2/tokens/me')).status;
    return last;
  },
};

const expected: { readonly [Id in keyof Answers]: readonly unknown[] } = {
  'foreign-object': [403, 404],
  'foreign-division-list': [200, 403],
  'put-drops-api-grants': [1, 2],
  delegation: [
    [400, 400],
    [200, 400],
    [200, 200],
  ],
  'grants-api-delegation': [
    [204, 2],
    [400, 1],
  ],
  'failed-delegation': [400, 403],
  'tokens-after-reset': [200, 401],
  'tokens-after-delete': [401, 200],
  'token-shows-grants': [1, undefined],
  'self-discovery': [200, 400],
  'list-totals': [1, 2],
  'all-divisions': [3, 2],
  'division-names': [409, 200],
  'division-name-reuse': [200, 409],
  'client-scopes': [200, 400],
  'role-wildcards': [false, true],
  'rate-limits': [200, 429],
};

it.each(assumptionIds)('--assume %s changes what it says', async (id) => {
  const { answers } = assumptions[id];
  expect(expected[id].length).toBe(answers.length);
  for (const [i, answer] of answers.entries())
    expect(await questions[id](answersFrom([`${id}=${answer}`]))).toEqual(expected[id][i]);
});

describe('a database', () => {
  interface Ready {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
  }

  /** The built command as a process of its own, so that it can be killed. */
  async function spawned(
    args: readonly string[],
  ): Promise<{ ready: Ready; stop: (signal: NodeJS.Signals) => Promise<number | null> }> {
    const child = spawn(process.execPath, [
      join(root, 'bin', 'bulkhead.js'),
      'emulator',
      '--port',
      '0',
      '--json',
      ...args,
    ]);
    const line = await new Promise<string>((done, fail) => {
      child.stdout.once('data', (chunk) => done(String(chunk)));
      child.once('close', () => fail(new Error('it ended')));
    });
    const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
    return {
      ready: JSON.parse(line),
      stop: (signal) => {
        child.kill(signal);
        return ended;
      },
    };
  }

  it('keeps whole requests through kills at any moment, and no secret', async () => {
    const made = folder();
    const db = join(made, 'org.db');
    const seedFile = join(made, 'seed.yaml');
    writeFileSync(seedFile, JSON.stringify(seed));
    const told = new Set<string>();
    let id = '';
    let canary = '';
    for (let round = 0; round < 4; round++) {
      const { ready, stop } = await spawned(['--db', db, '--seed', seedFile, '--log', join(made, 'log')]);
      if (round === 0) id = ready.clientId;
      expect(ready.clientId).toBe(id);
      const origin = new Origin(ready);
      const token = await origin.deployer();
      const { body } = await origin.call(token, 'GET', `${queues}?pageSize=100&name=kept*`);
      const there = new Set(body.entities.map(({ name }: { name: string }) => name));
      for (const name of told) expect(there).toContain(name);
      if (round === 0)
        canary = (await origin.call(token, 'POST', clients, client('reader', 'a'))).body.secret;
      // In the middle of the work, a little later in each round, however slow the machine is.
      let killed: Promise<unknown> = Promise.resolve();
      for (let i = 0; ; i++) {
        if (i === 4) killed = new Promise((done) => setTimeout(() => stop('SIGKILL').then(done), round * 3));
        const name = `kept ${round} ${i}`;
        const answer = await origin
          .call(token, 'POST', queues, { name, division: { id: 'a' } })
          .catch(() => undefined);
        if (answer === undefined) break;
        if (answer.status === 200) told.add(name);
      }
      await killed;
    }
    expect(told.size).toBeGreaterThan(5);
    const { ready, stop } = await spawned(['--db', db]);
    const second = bulkhead(['emulator', '--port', '0', '--db', db]);
    expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining('stop that emulator first') });
    const bytes = readFileSync(db, 'latin1') + readFileSync(join(made, 'log'), 'utf8');
    expect(bytes).not.toContain(canary);
    expect(bytes).not.toContain(secret);
    expect(statSync(db).mode & 0o077).toBe(0);
    expect((await new Origin(ready).deployer()).length).toBe(43);
    expect(await stop('SIGTERM')).toBe(0);
    expect(existsSync(`${db}.owner`)).toBe(false);
  });
});

it('delays the effect of a change, not the reading of what was written', async () => {
  let now = Date.now();
  const delayPropagation = 1500;
  const { origin, deployer } = await start({ delayPropagation, now: () => now });
  now += delayPropagation;
  const token = await origin.tokenFor('worker', secret);
  const path = '/api/v2/authorization/subjects/worker/divisions/b/roles/reader?subjectType=PC_OAUTH_CLIENT';
  await origin.call(deployer, 'POST', path);
  const read = await origin.call(deployer, 'GET', '/api/v2/authorization/subjects/worker');
  expect(read.body.grants.length).toBe(2);
  now += delayPropagation - 1;
  expect((await origin.call(token, 'GET', `${queues}/queue-b`)).status).toBe(403);
  now += 1;
  expect((await origin.call(token, 'GET', `${queues}/queue-b`)).status).toBe(200);
});

it('binds a strict deployer to what it was granted', async () => {
  const { origin, deployer, emulator } = await start({ strictDeployer: true });
  expect((await origin.call(deployer, 'POST', clients, client('reader', 'a'))).code).toBe('bad.client.role');
  const path = `/api/v2/authorization/subjects/${emulator.clientId}/divisions/*/roles/reader?subjectType=PC_OAUTH_CLIENT`;
  expect((await origin.call(deployer, 'POST', path)).status).toBe(204);
  expect((await origin.call(deployer, 'POST', clients, client('reader', 'a'))).status).toBe(200);
});

it('has its home division, the default roles and the deployer without a seed, and nothing else', async () => {
  const emulator = await startEmulator();
  started.push(emulator);
  const origin = new Origin(emulator);
  const token = await origin.deployer();
  const names = async (path: string): Promise<readonly string[]> =>
    (await origin.call(token, 'GET', path)).body.entities.map(({ name }: { name: string }) => name);
  expect(await names(divisions)).toEqual(['Home']);
  expect(await names(clients)).toEqual(['Deployer']);
  expect(await names('/api/v2/authorization/roles')).toEqual([
    'Communicate - User',
    'Master Admin',
    'employee',
  ]);
  for (const path of [queues, '/api/v2/users', '/api/v2/groups']) expect(await names(path)).toEqual([]);
});

it('refuses nothing with enforcement off, not even what a token lacks', async () => {
  const { origin } = await start({ enforcement: false });
  const token = await origin.tokenFor('worker', secret);
  expect((await origin.call(token, 'GET', queues)).body.total).toBe(2);
  expect((await origin.call(token, 'GET', clients)).status).toBe(200);
});

describe('faults', () => {
  it('come in the same row for the same seed, at their rates', () => {
    const plan = faultPlanFrom('429=0.2,503=0.1,slow=0.1,drop=0.05,lost=0.05,seed=7');
    const [one, two] = [dice(plan), dice(plan)];
    const row = Array.from({ length: 4000 }, () => one());
    expect(Array.from({ length: 4000 }, () => two())).toEqual(row);
    const share = (kind: string | undefined): number =>
      row.filter((fault) => fault === kind).length / row.length;
    expect(share('429')).toBeCloseTo(0.2, 1);
    expect(share(undefined)).toBeCloseTo(0.5, 1);
  });

  it('refuse with Retry-After, fail, and cut connections before or after the work', async () => {
    const { origin, deployer } = await start();
    const hit = async (text: string) => {
      const { origin: other } = await start({ faults: faultPlanFrom(text) });
      const token = await other.deployer();
      return { other, token };
    };
    const limited = await hit('429=1');
    const { status, headers } = await limited.other.call(limited.token, 'GET', queues);
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
    const failing = await hit('503=1');
    expect((await failing.other.call(failing.token, 'GET', queues)).status).toBe(503);
    for (const [kind, made] of [
      ['drop', 0],
      ['lost', 1],
    ] as const) {
      const db = join(folder(), 'org.db');
      const emulator = await startEmulator({ seed, db, faults: faultPlanFrom(`${kind}=1`) });
      const broken = new Origin(emulator);
      const token = await broken.deployer();
      await expect(
        broken.call(token, 'POST', queues, { name: 'lost?', division: { id: 'a' } }),
      ).rejects.toThrow();
      await emulator.close();
      const again = await start({ db });
      expect((await again.origin.call(again.deployer, 'GET', `${queues}?name=lost?`)).body.total).toBe(made);
    }
    expect((await origin.call(deployer, 'GET', queues)).status).toBe(200);
  });
});

it.each([
  ['queues: [{ name: q, division: nowhere }]', 'No division has the id or the name "nowhere"'],
  ['colour: red', 'line 1, column 1: no key of a seed has this name'],
  ['roles: [{ name: r, permissions: ["a:b"] }]', '"a:b" is no permission'],
])('says what is wrong with the seed %s', async (text, message) => {
  await expect(async () => startEmulator({ seed: parseSeed(text) })).rejects.toThrow(message);
});
