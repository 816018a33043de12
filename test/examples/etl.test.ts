import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import type { DivisionKey, TenantId } from '../../lib/manifest/ids';
import { divisionName } from '../../lib/manifest/names';
import { root } from '../commands/run';
import { Deployed } from '../live/deployed';
import { type Asked, type Leak, LeakingProxy } from '../live/proxy';
import {
  driver,
  expectNoSecret,
  nested,
  permissions,
  queues,
  secret,
  seed,
  started,
  type Work,
  work,
} from './etl-work';

describe.each(['python', 'typescript'] as const)('the worker in %s', (language) => {
  const pages = language === 'python' ? { args: ['--page-size', '3'] } : {};

  it('pulls the rows of its divisions, page by page', async () => {
    const ran = await work(language, { seed: seed(['a']) }, ['a'], { ...pages, ownProcess: true });
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
    expect(ran.rows.map(({ id }) => id).sort()).toEqual([
      ...Array.from({ length: 5 }, (_, i) => `conversation-a-${i}`),
      ...Array.from({ length: 7 }, (_, i) => `queue-a-${i}`),
    ]);
    expectNoSecret(ran);
  });

  it.each([
    ['a division more', ['a', 'b'], ['a'], /also in division b/],
    ['every division', ['a', '*'], ['a'], /a grant in division \*/],
    ['the home division', ['a', 'Home'], ['a'], /a grant in division [\w-]{36}/],
    ['a division less', ['a'], ['a', 'b'], /not in division b/],
  ])('refuses to start with %s', async (_what, grants, expected, reason) => {
    const ran = await work(language, { seed: seed(grants) }, expected);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(reason);
    expect(ran.rows).toEqual([]);
    expectNoSecret(ran);
  });

  it('takes an answer that it cannot get for no', async () => {
    const ran = await work(language, { seed: seed(['a']), answers: { 'self-discovery': 'no' } }, ['a']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('400');
    expectNoSecret(ran);
  });

  it.each<[string, Work, RegExp]>([
    [
      'the token of another client',
      { clientId: 'somebody' },
      /(of client acme, not of somebody|of another client)/,
    ],
    ['a secret that is wrong', { clientSecret: 'canary-wrong' }, /log in: the org answers 400/],
  ])('refuses to start with %s', async (_what, given, reason) => {
    const ran = await work(language, { seed: seed(['a']) }, ['a'], given);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(reason);
    expect(ran.rows).toEqual([]);
    expectNoSecret(ran);
  });

  it('waits as long as the org says where it limits calls, queries too', async () => {
    const limited = new Map<string, number>();
    const early: string[] = [];
    const limits: Leak = ({ method, path }) => {
      if (path !== queues && !path.endsWith('/details/query')) return undefined;
      const call = `${method} ${path}`;
      const since = limited.get(call);
      // The timers of Node count whole milliseconds, and can be one early.
      if (since !== undefined && Date.now() - since >= 990) return undefined;
      if (since === undefined) limited.set(call, Date.now());
      else early.push(call);
      return Promise.resolve({ status: 429, body: {}, headers: { 'Retry-After': '1' } });
    };
    const ran = await work(language, { seed: seed(['a']) }, ['a'], { leak: limits });
    expect(ran.stderr).toBe('');
    expect(ran.rows.length).toBe(12);
    expect([...limited.keys()]).toEqual([
      `GET ${queues}`,
      'POST /api/v2/analytics/conversations/details/query',
    ]);
    expect(early).toEqual([]);
    expectNoSecret(ran);
  });

  it.each<[string, (asked: Asked) => boolean, object | string]>([
    ['queues that are no list', ({ path }) => path === queues, {}],
    ['queues that are a web page', ({ path }) => path === queues, '<html>'],
    ['conversations that are no list', ({ path }) => path.endsWith('/details/query'), {}],
    ['fewer conversations than there are', ({ path }) => path.endsWith('/details/query'), { totalHits: 5 }],
  ])('does not take %s for none', async (_what, meant, body) => {
    const leak: Leak = (asked) => (meant(asked) ? Promise.resolve({ status: 200, body }) : undefined);
    const ran = await work(language, { seed: seed(['a']) }, ['a'], { leak });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/^etl: (queues|conversations): [^\n]+\n$/);
    expect(ran.rows).toEqual([]);
    expectNoSecret(ran);
  });

  it.each<[string, Work, RegExp]>([
    ...['<html>', [], {}, null, { access_token: '' }, { access_token: 7 }].map(
      (body): [string, Work, RegExp] => [
        `a token endpoint that answers ${JSON.stringify(body)}`,
        {
          leak: ({ path }) => (path === '/oauth/token' ? Promise.resolve({ status: 200, body }) : undefined),
        },
        /^etl: log in: [^\n]+\n$/,
      ],
    ),
    ...['/api/v2/tokens/me', '/api/v2/authorization/subjects/me', queues].map(
      (where): [string, Work, RegExp] => [
        `null from ${where}`,
        { leak: ({ path }) => (path === where ? Promise.resolve({ status: 200, body: null }) : undefined) },
        /^etl: [\s\S]+(nothing|is no list|another client|no grant of this client)\n$/,
      ],
    ),
    [
      'a list of null',
      {
        leak: ({ path }) =>
          path === queues
            ? Promise.resolve({ status: 200, body: { entities: [null], pageCount: 1 } })
            : undefined,
      },
      /^etl: [^\n]*cannot be read[^\n]*\n$/,
    ],
    [
      'a list of empty pages without end',
      {
        leak: ({ path }) =>
          path.endsWith('/divisionspermitted/paged/me')
            ? Promise.resolve({ status: 200, body: { entities: [], pageCount: 1e15, total: 1 } })
            : undefined,
      },
      /^etl: [^\n]+: the answer is no list\n$/,
    ],
    [
      'an answer that is nested without end',
      {
        leak: ({ path }) =>
          path === queues ? Promise.resolve({ status: 200, body: nested(3000) }) : undefined,
      },
      /^etl: queues: [^\n]+\n$/,
    ],
    ['a port that is none', { origin: 'http://127.0.0.1:abc' }, /is no address, such as/],
    ['an address that is none', { origin: 'http://[::1' }, /is no address, such as/],
    ['an address without https', { origin: 'http://api.example.com' }, /only sent over https/],
  ])('stops with the reason, with no row and no file, for %s', async (_what, given, reason) => {
    const ran = await work(language, { seed: seed(['a']) }, ['a'], given);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(reason);
    expect(ran.stderr).not.toContain('Traceback');
    expect(ran.rows).toEqual([]);
    expect(ran.left).toEqual(language === 'python' ? ['settings.json'] : ['rows.jsonl', 'settings.json']);
    expectNoSecret(ran);
  });

  it('takes localhost for this machine', async () => {
    const ran = await work(language, { seed: seed(['a']) }, ['a'], { localhost: true });
    expect({ code: ran.code, stderr: ran.stderr, rows: ran.rows.length }).toEqual({
      code: 0,
      stderr: '',
      rows: 12,
    });
  });

  it('starts for a tenant with a shared division, by the settings of the README', async () => {
    const deployed = await Deployed.start();
    started.push(deployed);
    const acme = deployed.credentials.get('acme') ?? { clientId: '', clientSecret: '' };
    const { entities } = await deployed.api('GET', '/api/v2/authorization/divisions?pageSize=100');
    const ids = new Map((entities as { id: string; name: string }[]).map(({ id, name }) => [name, id]));
    const readme = readFileSync(join(root, 'examples', 'etl-python', 'README.md'), 'utf8');
    const recipe = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');
    const names: Readonly<Record<string, string>> = {
      '<voice>': divisionName('opaque', deployed.org.id, 'acme' as TenantId, 'voice' as DivisionKey),
      '<chat>': divisionName('opaque', deployed.org.id, 'acme' as TenantId, 'chat' as DivisionKey),
      '<legacy>': 'Acme Legacy',
      '<holidays>': 'shared holidays',
    };
    const divisions = Object.fromEntries(
      Object.entries(recipe.divisions as Record<string, string[]>).map(([permission, keys]) => [
        permission,
        keys.map((key) => ids.get(names[key] ?? '') ?? key),
      ]),
    );
    const ran = await work(language, deployed, divisions, { ...acme });
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
    const { 'routing:schedule:view': _, ...without } = divisions;
    expect((await work(language, deployed, without, { ...acme })).stderr).toContain('a grant in division');
  });

  it('follows no redirect', async () => {
    const seen: string[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(String(request.headers.authorization));
      response.end('{}');
    });
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    const Location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    const leak: Leak = ({ path }) =>
      path === queues ? Promise.resolve({ status: 307, body: {}, headers: { Location } }) : undefined;
    const ran = await work(language, { seed: seed(['a']) }, ['a'], { leak });
    elsewhere.close();
    expect({ code: ran.code, stderr: ran.stderr, seen }).toEqual({
      code: 1,
      stderr: 'etl: queues: the org answers 307\n',
      seen: [],
    });
  });

  it('logs in again when its token has expired', async () => {
    const slow = { rates: { slow: 1 }, seed: 2 };
    const ran = await work(language, { seed: seed(['a'], 1), faults: slow }, ['a'], pages);
    expect(ran.stderr).toBe('');
    expect(ran.rows.length).toBe(12);
    expectNoSecret(ran);
  });
});

it('in Python leaves nothing half done, and tells early where it cannot write', async () => {
  const halfway = await work('python', { seed: seed(['a']) }, ['a'], { args: ['--page-size', '101'] });
  expect(halfway.code).toBe(1);
  expect(halfway.left).toEqual(['settings.json']);
  const nowhere = await work('python', { seed: seed(['a']) }, ['a'], {
    args: ['--output', '/nonexistent/rows.jsonl'],
    // Asking would be told instead.
    clientSecret: 'canary-wrong',
  });
  expect({ code: nowhere.code, stderr: nowhere.stderr }).toEqual({
    code: 1,
    stderr: 'etl: rows.jsonl cannot be written: No such file or directory.\n',
  });
});

it('shows that the advice changes nothing', async () => {
  const ran = await work('python', { seed: seed(['a']) }, ['a'], {
    args: ['--demonstrate-advice', 'b'],
  });
  expect(ran.stdout).toBe(
    [
      'header X-Genesys-Deployment-Id: nothing changed (7 queues)',
      'header X-Genesys-Division-Id: nothing changed (7 queues)',
      'parameter divisionId of another division: nothing changed (0 queues)',
      '12 rows of 1 divisions',
      '',
    ].join('\n'),
  );
});

it('repeats no create that may have been done', async () => {
  const emulator = await startEmulator({
    seed: {
      ...seed(['a']),
      roles: [{ name: 'worker', permissions: [...permissions, 'routing:queue:add'] }],
    },
  });
  started.push(emulator);
  const proxy = await LeakingProxy.before({ emulator, deployerToken: async () => '' });
  started.push({ close: async () => proxy.close() });
  const create = async (
    name: string,
    leak: Leak,
  ): Promise<{ readonly said: string; readonly asked: number }> => {
    let asked = 0;
    proxy.leak = (request, ask) => {
      if (request.path !== queues) return undefined;
      asked += 1;
      return leak(request, ask);
    };
    const { stdout } = await driver.run({ create: { origin: proxy.url, secret, name } });
    return { said: stdout.trim(), asked };
  };
  const limited: Leak = (() => {
    let first = true;
    return () => {
      if (!first) return undefined;
      first = false;
      return Promise.resolve({ status: 429, body: {}, headers: { 'Retry-After': '0' } });
    };
  })();
  expect(await create('after a limit', limited)).toEqual({ said: 'after a limit', asked: 2 });
  for (const status of [500, 503])
    expect(await create('once', () => Promise.resolve({ status, body: {} }))).toEqual({
      said: `create: the org answers ${status}`,
      asked: 1,
    });
  // Done, and the connection dropped before the answer.
  expect(await create('dropped', () => Promise.resolve({ status: 0, body: undefined }))).toEqual({
    said: 'create: ProtocolError',
    asked: 1,
  });
});
