/**
 * Mixed load on the emulator: `node --import tsx bench/emulator.ts [seconds] [connections] [options of the emulator]`. Tenants with a token
 * each list, read, search, query and create in their own division, and try the same abroad. Fails when any answer carries an object of
 * another tenant, when something unexpected is answered, or when memory grows in the second half. Prints requests a second, the 99th
 * percentile of latency, and the memory of the emulator's process at the begin, the middle and the end. With `20 16 --enforcement off` it
 * must fail.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [first = '20', second = '16', ...more] = process.argv.slice(2);
const [seconds, connections] = [Number(first), Number(second)];
const tenants = Array.from({ length: 8 }, (_, i) => `tenant${i}`);
const secret = 'a secret of the benchmark';
const agent = new Agent({ keepAlive: true, maxSockets: connections });

const seed = {
  divisions: tenants.map((name) => ({ id: `division-${name}`, name })),
  roles: [
    {
      name: 'worker',
      permissions: [
        'routing:queue:view',
        'routing:queue:search',
        'routing:queue:add',
        'routing:queue:delete',
        'analytics:conversationDetail:view',
      ],
    },
  ],
  queues: tenants.flatMap((name) =>
    Array.from({ length: 50 }, (_, i) => ({
      id: `queue-${name}-${i}`,
      name: `${name} ${i}`,
      division: name,
    })),
  ),
  conversations: tenants.flatMap((name) =>
    Array.from({ length: 50 }, (_, i) => ({
      id: `conversation-${name}-${i}`,
      start: `2026-11-0${1 + (i % 9)}T10:00:00Z`,
      end: `2026-11-0${1 + (i % 9)}T10:05:00Z`,
      divisions: [name],
    })),
  ),
  clients: tenants.map((name) => ({
    id: `client-${name}`,
    name,
    secret,
    grants: [{ role: 'worker', division: name }],
  })),
};

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

function call(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Reply> {
  return new Promise((done, fail) => {
    const begun = process.hrtime.bigint();
    const sent = request(url + path, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        done({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
          milliseconds: Number(process.hrtime.bigint() - begun) / 1e6,
        }),
      );
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

const interval = '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z';
const details = '/api/v2/analytics/conversations/details/query';

/** Each kind of call: what is asked as `own`, perhaps about `other`, and which statuses are right. */
const kinds: readonly ((
  own: string,
  other: string,
  n: number,
) => readonly [string, string, unknown, readonly number[]])[] = [
  () => ['GET', '/api/v2/routing/queues?pageSize=100', undefined, [200]],
  (own, _other, n) => ['GET', `/api/v2/routing/queues/queue-${own}-${n % 50}`, undefined, [200]],
  (_own, other, n) => ['GET', `/api/v2/routing/queues/queue-${other}-${n % 50}`, undefined, [403]],
  (_own, other) => ['GET', `/api/v2/routing/queues?divisionId=division-${other}`, undefined, [200]],
  () => ['GET', '/api/v2/routing/queues/divisionviews?name=*tenant*&pageSize=100', undefined, [200]],
  () => ['POST', details, { interval, paging: { pageSize: 100, pageNumber: 1 } }, [200]],
  (_own, other) => [
    'POST',
    details,
    {
      interval,
      conversationFilters: [
        { type: 'or', predicates: [{ dimension: 'divisionId', value: `division-${other}` }] },
      ],
    },
    [200],
  ],
  (_own, other, n) => [
    'POST',
    '/api/v2/routing/queues',
    { name: `abroad ${n}`, division: { id: `division-${other}` } },
    [403],
  ],
  (own, _other, n) => [
    'POST',
    '/api/v2/routing/queues',
    { name: `${own} new ${n}`, division: { id: `division-${own}` } },
    [200],
  ],
  (own, _other, n) => ['DELETE', `/api/v2/routing/queues/no-queue-of-${own}-${n}`, undefined, [404]],
  () => ['GET', '/api/v2/authorization/subjects/me', undefined, [200]],
];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-load-'));
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed));
  const bin = join(__dirname, '..', 'bin', 'bulkhead.js');
  const child = spawn(process.execPath, [
    bin,
    'emulator',
    '--port',
    '0',
    '--json',
    '--seed',
    join(folder, 'seed.json'),
    ...more,
  ]);
  const ready = JSON.parse(
    await new Promise<string>((done) => child.stdout.once('data', (text) => done(String(text)))),
  );
  const memory = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  const tokens = new Map<string, string>();
  for (const name of tenants) {
    const basic = Buffer.from(`client-${name}:${secret}`).toString('base64');
    const { text } = await call(
      ready.url,
      'POST',
      '/oauth/token',
      { Authorization: `Basic ${basic}` },
      'grant_type=client_credentials',
    );
    tokens.set(name, JSON.parse(text).access_token);
  }
  const latencies: number[] = [];
  const faults: string[] = [];
  const marks = [memory()];
  const begun = Date.now();
  const half = setTimeout(() => marks.push(memory()), seconds * 500);
  let n = 0;
  const worker = async (): Promise<void> => {
    while (Date.now() - begun < seconds * 1000) {
      n += 1;
      const own = tenants[n % tenants.length] ?? '';
      const other = tenants[(n + 1 + (n % 6)) % tenants.length] ?? '';
      const kind = kinds[(n * 7) % kinds.length];
      if (kind === undefined) continue;
      const [method, path, body, right] = kind(own, other, n);
      const headers = { Authorization: `Bearer ${tokens.get(own)}`, 'Content-Type': 'application/json' };
      const text = body === undefined ? undefined : JSON.stringify(body);
      const reply = await call(ready.url, method, path, headers, text);
      if (path === '/api/v2/routing/queues' && reply.status === 200) {
        // What was made is removed, so that lists stay as long as they are.
        const removed = await call(ready.url, 'DELETE', `${path}/${JSON.parse(reply.text).id}`, headers);
        latencies.push(removed.milliseconds);
        if (removed.status !== 204) faults.push(`DELETE of an own queue as ${own}: ${removed.status}`);
      }
      latencies.push(reply.milliseconds);
      if (!right.includes(reply.status)) faults.push(`${method} ${path} as ${own}: ${reply.status}`);
      // A refusal names the division that was asked for; nothing may name an object in it.
      const foreign = tenants.filter((name) => name !== own);
      if (
        foreign.some(
          (name) =>
            reply.text.includes(`queue-${name}-`) ||
            reply.text.includes(`"${name} `) ||
            reply.text.includes(`conversation-${name}-`),
        )
      )
        faults.push(`${method} ${path} as ${own}: a foreign object`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  clearTimeout(half);
  marks.push(memory());
  child.kill('SIGTERM');
  rmSync(folder, { recursive: true });
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number): string => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1);
  console.log(
    `${latencies.length} requests on ${connections} connections in ${seconds} s: ${Math.round(latencies.length / seconds)} a second`,
  );
  console.log(`latency: median ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  console.log(
    `memory of the emulator: ${marks.map((mark) => `${Math.round(mark)} MiB`).join(', ')} (begin, middle, end)`,
  );
  console.log(`${faults.length} wrong answers`);
  for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
  const [, middle = 0, end = 0] = marks;
  const grows = end > middle * 1.25;
  if (grows) console.log('memory grows');
  process.exitCode = faults.length > 0 || grows ? 1 : 0;
}

main();
