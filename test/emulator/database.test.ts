import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { stopError } from '../../lib/commands/emulator-options';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../lib/emulator';
import { bulkhead, folder, root } from '../commands/run';
import { Origin } from './origin';

const queues = '/api/v2/routing/queues';
const open: Emulator[] = [];
afterAll(async () => {
  for (const emulator of open) await emulator.close();
});

/** What starting with this file comes to: the emulator, or the name and the message of the error. */
async function started(db: string, more: EmulatorOptions = {}): Promise<Emulator | string> {
  try {
    const emulator = await startEmulator({ db, ...more });
    open.push(emulator);
    return emulator;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** A database with queues enough for several pages of SQLite. */
async function made(): Promise<string> {
  const db = join(folder(), 'org.db');
  const emulator = await startEmulator({
    db,
    seed: {
      divisions: [{ id: 'a', name: 'A' }],
      queues: Array.from({ length: 200 }, (_, i) => ({
        name: `queue ${i} ${'x'.repeat(200)}`,
        division: 'a',
      })),
    },
  });
  await emulator.close();
  return db;
}

describe('a damaged database', () => {
  let whole: Buffer;
  beforeAll(async () => {
    whole = readFileSync(await made());
  });

  /** Starts with the bytes changed. */
  const opened = async (change: (bytes: Buffer) => Buffer): Promise<Emulator | string> => {
    const db = join(folder(), 'org.db');
    const bytes = change(Buffer.from(whole));
    writeFileSync(db, bytes, { mode: 0o600 });
    const outcome = await started(db);
    // What is refused is left as it was, for whoever can mend it, and nobody owns it.
    if (typeof outcome === 'string') {
      expect(readFileSync(db).equals(bytes)).toBe(true);
      expect(readdirSync(join(db, '..'))).toEqual(['org.db']);
    }
    return outcome;
  };

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['cut off after its first page', (bytes) => bytes.subarray(0, 4096)],
    ['without its last byte', (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['with another header', (bytes) => bytes.fill('x', 0, 16)],
    ['with one page overwritten', (bytes) => bytes.fill(0xff, 8192, 12_288)],
    ['with zeros for its second page', (bytes) => bytes.fill(0, 4096, 8192)],
  ])('%s is refused, and left as it is', async (_what, change) => {
    expect(await opened(change)).toMatch(/^DatabaseError: (it is damaged|it cannot be opened)/);
  });

  it('is refused or read, wherever a byte is changed', async () => {
    for (let at = 100; at < whole.length; at += Math.ceil(whole.length / 40)) {
      const outcome = await opened((bytes) => {
        bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
        return bytes;
      });
      if (typeof outcome === 'string') expect(outcome).toMatch(/^DatabaseError: /);
      else {
        const origin = new Origin(outcome);
        const { status } = await origin.call(await origin.deployer(), 'GET', `${queues}?pageSize=100`);
        expect(status).toBe(200);
      }
    }
  });

  it.each([
    ["UPDATE object SET body = '{' WHERE kind = 'queue'", 'it is damaged: a queue cannot be read'],
    ["UPDATE object SET body = 'null' WHERE kind = 'role'", 'it is damaged: a role cannot be read'],
    ["UPDATE object SET kind = 'colour' WHERE kind = 'role'", 'it is damaged: it holds a colour'],
    ["DELETE FROM object WHERE kind = 'organization'", 'it is damaged: the organization is gone'],
    ["DELETE FROM object WHERE kind = 'division'", 'it is damaged: the home division is gone'],
    ["UPDATE meta SET schema = 'bulkhead-emulator/9'", 'it is a database, but not one of this emulator'],
    ['DELETE FROM meta', 'it is a database, but not one of this emulator'],
    ['DROP TABLE object', 'it is damaged: its objects are gone'],
  ])('by %s is refused', async (statement, message) => {
    const db = await made();
    const { Database } = (await import('node-sqlite3-wasm')).default;
    const database = new Database(db);
    database.exec(statement);
    database.close();
    expect(await started(db)).toBe(`DatabaseError: ${message}`);
  });
});

describe('the owner of a database', () => {
  it('is one, in this process too', async () => {
    const db = await made();
    expect(await started(db)).toBeTypeOf('object');
    expect(await started(db)).toBe(
      `DatabaseError: process ${process.pid} has it open: stop that emulator first`,
    );
  });

  it.each([
    ['a process that is gone', '4194304 1'],
    ['a process whose number another one has now', `${process.pid} 1`],
    ['nobody', ''],
    ['no process', 'x'],
  ])('that is %s is followed by the next', async (_what, owner) => {
    const db = await made();
    writeFileSync(`${db}.owner`, owner);
    expect(await started(db)).toBeTypeOf('object');
    expect(readFileSync(`${db}.owner`, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  it('is one of many that come at once', async () => {
    const db = await made();
    writeFileSync(`${db}.owner`, '4194304 1');
    const all = await Promise.all(Array.from({ length: 8 }, () => started(db)));
    expect(all.filter((one) => typeof one !== 'string')).toHaveLength(1);
    expect(readdirSync(join(db, '..')).sort()).toEqual(['org.db', 'org.db.owner']);
  });
});

it('says what is wrong with a place where no database can be', async () => {
  const place = folder();
  mkdirSync(join(place, 'folder.db'));
  expect([
    await started(join(place, 'nowhere', 'org.db')),
    await started(join(place, 'folder.db')),
    await started('/proc/bulkhead.db'),
  ]).toMatchInlineSnapshot(`
    [
      "DatabaseError: its folder cannot be written: ENOENT",
      "DatabaseError: it cannot be opened: EISDIR",
      "DatabaseError: its folder cannot be written: ENOENT",
    ]
  `);
});

it('that cannot be written any more stops, and keeps what was answered', async () => {
  const db = await made();
  const bin = join(root, 'bin', 'bulkhead.js');
  const blocks = Math.ceil(statSync(db).size / 1024) + 64;
  // The system refuses to let the file grow, as on a full disk.
  const child = spawn('bash', [
    '-c',
    `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`,
    process.execPath,
    bin,
    'emulator',
    '--port',
    '0',
    '--json',
    '--db',
    db,
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = once(child, 'close');
  const [line] = await once(child.stdout, 'data');
  const origin = new Origin(JSON.parse(String(line)));
  const token = await origin.deployer();
  const told: string[] = [];
  for (let i = 0; i < 2000; i++) {
    const answer = await origin
      .call(token, 'POST', queues, { name: `kept ${i} ${'y'.repeat(400)}`, division: { id: 'a' } })
      .catch(() => undefined);
    if (answer?.status !== 200) break;
    told.push(answer.body.id);
  }
  const [code] = await ended;
  expect({ code, stderr: stderr.replace(db, 'org.db') }).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "bulkhead: The database org.db failed: it cannot be written: disk I/O error. What was answered before is kept: make room, then start again.
    ",
    }
  `);
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThan(2000);
  const again = await started(db);
  if (typeof again === 'string') throw new Error(again);
  const next = new Origin(again);
  const deployer = await next.deployer();
  for (const id of told) expect((await next.call(deployer, 'GET', `${queues}/${id}`)).status).toBe(200);
});

it('says so when its log cannot be written, and does its work all the same', async () => {
  const failures: Error[] = [];
  const log = '/dev/full';
  const emulator = await startEmulator({ log, onFailure: (error) => failures.push(error) });
  open.push(emulator);
  const origin = new Origin(emulator);
  const token = await origin.deployer();
  expect((await origin.call(token, 'GET', queues)).status).toBe(200);
  const given = { port: '0', delayPropagation: '0', enforcement: 'on', assume: [], log } as const;
  expect(failures.map((error) => stopError(given, error).message)).toMatchInlineSnapshot(`
    [
      "The log full cannot be written (ENOSPC): make room, then start again.",
    ]
  `);
});

it('is told on the command line', async () => {
  const db = join(folder(), 'x.db');
  writeFileSync(db, 'not a database at all, but long enough to be taken for one');
  const { code, stdout, stderr } = bulkhead(['emulator', '--port', '0', '--db', db]);
  expect({ code, stdout, stderr: stderr.replace(db, 'x.db') }).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "bulkhead: The database x.db cannot be used: it cannot be opened: file is not a database.
    ",
      "stdout": "",
    }
  `);
});

it('and the log are closed to others, also when they were there before', async () => {
  const db = await made();
  const log = join(db, '..', 'log');
  const fresh = join(db, '..', 'fresh.db');
  for (const file of [log, fresh]) writeFileSync(file, '');
  for (const file of [db, log, fresh]) chmodSync(file, 0o644);
  const seen = [await started(db, { log }), await started(fresh)];
  for (const one of seen) expect(one).toBeTypeOf('object');
  expect([db, log, fresh].map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual([
    '600',
    '600',
    '600',
  ]);
});

describe('the deployer of a database', () => {
  const clients = '/api/v2/oauth/clients';
  /** What the printed client comes to after the first run has changed it so. */
  const nextRun = async (
    change: (origin: Origin, token: string, id: string) => Promise<unknown>,
    more = {},
  ) => {
    const db = join(folder(), 'org.db');
    const first = await startEmulator({ db });
    const origin = new Origin(first);
    await change(origin, await origin.deployer(), first.clientId);
    await first.close();
    const next = await started(db, more);
    if (typeof next === 'string') throw new Error(next);
    const again = new Origin(next);
    return { first, next, again, token: await again.deployer() };
  };
  const put = (origin: Origin, token: string, id: string, more: object) =>
    origin.call(token, 'PUT', `${clients}/${id}`, {
      name: 'Deployer',
      authorizedGrantType: 'CODE',
      ...more,
    });

  it.each<[string, (origin: Origin, token: string, id: string) => Promise<unknown>]>([
    [
      'inactive and deleted',
      async (origin, token, id) => {
        await put(origin, token, id, { state: 'inactive' });
        expect((await origin.call(token, 'DELETE', `${clients}/${id}`)).status).toBe(200);
      },
    ],
    ['inactive', (origin, token, id) => put(origin, token, id, { state: 'inactive' })],
    ['of another grant type', (origin, token, id) => put(origin, token, id, {})],
  ])('that is %s is followed by one that gets a token', async (_what, change) => {
    const { first, next, again, token } = await nextRun(change);
    expect(next.clientId).not.toBe(first.clientId);
    expect((await again.call(token, 'GET', clients)).status).toBe(200);
  });

  it('stays when only its secret was reset', async () => {
    const { first, next } = await nextRun((origin, token, id) =>
      origin.call(token, 'POST', `${clients}/${id}/secret`),
    );
    expect(next.clientId).toBe(first.clientId);
  });

  it('begins with Master Admin also when strict mode comes later', async () => {
    const { again, token, next } = await nextRun(async () => undefined, { strictDeployer: true });
    const { body } = await again.call(token, 'GET', `/api/v2/authorization/subjects/${next.clientId}`);
    expect(
      body.grants.map(({ role, division }: { role: { name: string }; division: { id: string } }) => [
        role.name,
        division.id,
      ]),
    ).toEqual([['Master Admin', '*']]);
  });
});

it('is never the file of the log, not even by a link to where it will be', async () => {
  const db = join(folder(), 'new.db');
  const log = join(db, '..', 'link');
  symlinkSync(db, log);
  expect(await started(db, { log })).toBe('DatabaseError: it is the file of the log, too');
});
