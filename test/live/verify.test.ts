import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { writePrivate } from '../../lib/commands/output-files';
import type { EmulatorOptions } from '../../lib/emulator';
import type { Answers } from '../../lib/emulator/assumptions';
import type { Check, LiveReport } from '../../lib/live/check';
import { readCredentials } from '../../lib/live/credentials';
import { copyTenants } from '../commands/run';
import { run as runProgram } from '../e2e/outcome';
import { canariesOf, told, verified } from './asked';
import { type Outcome, run } from './command';
import { Deployed } from './deployed';
import { LeakingProxy } from './proxy';

const deployed: Deployed[] = [];
afterAll(async () => {
  for (const one of deployed) await one.close();
});

async function deploy(options: EmulatorOptions = {}): Promise<Deployed> {
  const one = await Deployed.start(options);
  deployed.push(one);
  return one;
}

const verify = (org: Deployed, ...args: readonly string[]): Promise<Outcome> =>
  run(
    org,
    'verify',
    'demo',
    '--credentials',
    org.folder,
    '--canaries',
    org.file('canaries.json'),
    '--wait',
    '0',
    ...args,
  );

const reportOf = ({ stdout }: Outcome): LiveReport => JSON.parse(stdout);
const failures = (report: LiveReport): readonly Check[] =>
  report.sections.flatMap(({ checks }) => checks.filter(({ outcome }) => outcome !== 'match'));

describe('an org as the manifest says', () => {
  let org: Deployed;
  let first: Outcome;

  beforeAll(async () => {
    org = await deploy();
    first = await verify(org, '--prepare', '--format', 'json', '--trace', org.file('trace.har'));
  });

  it('is confirmed for every tenant', () => {
    const report = reportOf(first);
    expect(failures(report)).toEqual([]);
    expect(first.code).toBe(0);
    expect(report.sections.map(({ owner, checks }) => [owner, checks.length > 0])).toEqual([
      ['demo/acme', true],
      ['demo/globex', true],
      ['demo/initech', true],
      ['demo/umbrella', true],
    ]);
  });

  it('asks every kind of question', () => {
    const ids = new Set(reportOf(first).sections.flatMap(({ checks }) => checks.map(({ id }) => id)));
    expect([...ids].sort()).toEqual([
      'advice-changes-nothing',
      'escalation',
      'foreign-canary-by-id',
      'foreign-in-analytics',
      'foreign-in-list',
      'foreign-in-search',
      'grant',
      'identity',
      'no-other-grant',
      'own-canary',
      'permitted-divisions',
      'write-abroad',
    ]);
  });

  it('counts what every token sees', () => {
    const acme = reportOf(first).sections.find(({ owner }) => owner === 'demo/acme');
    expect(acme?.residual).toContainEqual({ what: 'users of the whole org', count: 2 });
    expect(acme?.residual).toContainEqual({ what: 'divisions of the org', count: 10 });
    // Acme has three divisions of its own, and one that is shared with it.
    const sizes = 'divisions of others whose number of objects any token reads (asked of one of them)';
    expect(acme?.residual).toContainEqual({ what: sizes, count: 6 });
  });

  it('makes canaries once, and removes them', async () => {
    const again = await verify(org, '--prepare', '--format', 'json');
    expect(again.stderr).toContain('0 canaries made');
    const clean = await run(org, 'verify', 'demo', '--clean', '--canaries', org.file('canaries.json'));
    expect(clean).toMatchObject({ code: 0, stderr: expect.stringContaining('10 canaries removed') });
    expect((await org.api('GET', '/api/v2/routing/queues'))['total']).toBe(0);
    expect((await verify(org)).code).toBe(2);
    await verify(org, '--prepare');
  });

  it('says of canaries that are removed when their file cannot be', async () => {
    await verify(org, '--prepare');
    // What a descriptor leads to is a file, and the descriptor itself nobody can remove, not even root.
    const bin = join(__dirname, '..', '..', 'bin', 'bulkhead.js');
    const clean = await runProgram(
      'sh',
      [
        '-c',
        'exec "$0" "$@" < "$FILE"',
        process.execPath,
        bin,
        ...['verify', 'demo', '--clean', '--canaries', '/proc/self/fd/0', '--gateway', org.emulator.url],
        ...['--deployer', org.file('deployer.json')],
      ],
      process.cwd(),
      { FILE: org.file('canaries.json'), CI: '' },
    );
    expect([clean.code, clean.stderr]).toEqual([
      2,
      'bulkhead: 10 canaries removed\nbulkhead: The file of the canaries 0 cannot be removed (EPERM): remove it yourself.\n',
    ]);
    await verify(org, '--prepare');
  });

  it('tells no secret and no token anywhere', async () => {
    const outcome = await verify(
      org,
      '--dangerous',
      '--trace',
      org.file('trace.har'),
      '--output',
      org.file('report.md'),
      '--output',
      org.file('report.xml'),
    );
    expect(outcome.code).toBe(0);
    const secrets = [...org.credentials.values()].map(({ clientSecret }) => clientSecret);
    const written = readdirSync(org.folder)
      .filter((name) => !/^(demo-|deployer)/.test(name))
      .map((name) => readFileSync(org.file(name), 'utf8'));
    const everything = [outcome.stdout, outcome.stderr, first.stdout, first.stderr, ...written].join('\n');
    for (const secret of [...secrets, org.emulator.clientSecret]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(`:${secret}`).toString('base64').slice(4, 40));
    }
    expect(everything).not.toMatch(/Bearer [\w-]{20}|access_token":"(?!removed)/);
    expect(statSync(org.file('trace.har')).mode & 0o077).toBe(0);
    const { log } = JSON.parse(readFileSync(org.file('trace.har'), 'utf8'));
    expect(log.version).toBe('1.2');
    expect(log.entries.length).toBeGreaterThan(100);
  });

  it('says what it needs in place of guessing', async () => {
    expect((await verify(org, 'nobody')).stderr).toContain('has no tenant "nobody"; it has: acme');
    const none = await run(
      org,
      'verify',
      'demo',
      'acme',
      '--credentials',
      org.file('none'),
      '--canaries',
      org.file('canaries.json'),
    );
    expect(none.code).toBe(1);
    expect(none.stdout).toMatch(/no demo-acme\.json in the folder of\s+--credentials/);
    writeFileSync(org.file('open.json'), '{}');
    chmodSync(org.file('open.json'), 0o644);
    const open = await run(org, 'verify', 'demo', '--prepare', '--deployer', org.file('open.json'));
    expect(open).toMatchObject({ code: 2, stderr: expect.stringContaining('can be read by others') });
    const far = await run(org, 'verify', 'demo', '--gateway', 'https://example.com');
    expect(far).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('must be an address of this machine'),
    });
  });
});

describe('a file that would be lost', () => {
  const made = mkdtempSync(join(tmpdir(), 'bulkhead-files-'));
  const file = (name: string): string => join(made, name);
  afterAll(() => rmSync(made, { recursive: true }));
  writeFileSync(file('deployer.json'), JSON.stringify({ clientId: 'me', clientSecret: 'canary-secret' }), {
    mode: 0o600,
  });
  /** Where nobody listens: whoever got as far as asking would say so. */
  const ask = (...args: readonly string[]): Promise<Outcome> =>
    run({} as Deployed, ...args, '--gateway', 'http://127.0.0.1:9', '--deployer', file('deployer.json'));

  it('is neither removed nor written over', async () => {
    writeFileSync(file('precious.txt'), 'precious');
    writeFileSync(file('other.json'), '{"schema":"bulkhead-canaries/1","org":"other","queues":{}}');
    const told: Record<string, unknown> = {};
    for (const option of ['--clean', '--prepare'])
      for (const name of ['precious.txt', 'other.json']) {
        const before = readFileSync(file(name), 'utf8');
        const { code, stdout, stderr } = await ask('verify', 'demo', option, '--canaries', file(name));
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(readFileSync(file(name), 'utf8')).toBe(before);
        told[name] = stderr;
      }
    expect(told).toMatchInlineSnapshot(`
      {
        "other.json": "bulkhead: other.json tells the canaries of another org, and would be lost: give another file with --canaries.
      ",
        "precious.txt": "bulkhead: precious.txt tells no canaries, and would be lost: give another file with --canaries, or remove it.
      ",
      }
    `);
  });

  it('is told before anything is asked where it cannot be written', async () => {
    const told: string[] = [];
    for (const [command, option, name] of [
      ['verify', '--output', 'nowhere/report.md'],
      ['audit', '--output', 'nowhere/report.md'],
      ['audit', '--trace', 'nowhere/run.har'],
      ['audit', '--trace', '.'],
    ] as const) {
      const { code, stdout, stderr } = await ask(command, 'demo', option, name === '.' ? made : file(name));
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      told.push(stderr.replaceAll(basename(made), 'folder'));
    }
    expect(told).toMatchInlineSnapshot(`
      [
        "bulkhead: The report report.md cannot be written (ENOENT): does its folder exist?
      ",
        "bulkhead: The report report.md cannot be written (ENOENT): does its folder exist?
      ",
        "bulkhead: The trace run.har cannot be written (ENOENT): does its folder exist?
      ",
        "bulkhead: The trace folder cannot be written: it is a folder.
      ",
      ]
    `);
  });

  it('loses the rights of others before a trace is written into it', () => {
    writeFileSync(file('run.har'), 'a long text that lies there');
    chmodSync(file('run.har'), 0o644);
    writePrivate(file('run.har'), 'new', 'The trace');
    expect(readFileSync(file('run.har'), 'utf8')).toBe('new');
    expect(statSync(file('run.har')).mode & 0o777).toBe(0o600);
  });

  it('is no pipe that nobody writes to', () => {
    spawnSync('mkfifo', ['-m', '600', file('pipe')]);
    expect(() => readCredentials(file('pipe'), 'pipe')).toThrowErrorMatchingInlineSnapshot(
      `[CredentialsError: The credentials pipe are no file: give a file of mode 0600.]`,
    );
  });
});

describe('a grant added by hand', () => {
  it('is named by the canary that it shows', async () => {
    const org = await deploy();
    await org.grant('acme', 'demo-queue-reader', 'existing globex support');
    const outcome = await verify(org, 'acme', '--prepare');
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain('foreign foreign-canary-by-id: globex/support');
    expect(outcome.stdout).toContain('the canary of globex/support is visible');
    expect(outcome.stdout).toMatch(/verify: refuted\. 12 of \d+ checks failed in 1 section: 12 foreign/);
  });

  it('that was taken away is waited for, and only that', async () => {
    let now = Date.now();
    const delay = 60_000;
    const org = await deploy({ delayPropagation: delay, now: () => now });
    const canaries = await canariesOf(org);
    now += delay;
    await org.grant('acme', 'demo-queue-reader', 'existing globex support');
    now += delay;
    await org.grant('acme', 'demo-queue-reader', 'existing globex support', 'DELETE');
    expect(told(await verified(org, 'acme', canaries))).toContain(
      'foreign foreign-canary-by-id: globex/support',
    );
    const support = await org.idOf('/api/v2/authorization/divisions', 'existing globex support');
    const canary = `/api/v2/routing/queues/${canaries.queues[support]}`;
    const proxy = await LeakingProxy.before(org);
    onTestFinished(() => proxy.close());
    let seen = 0;
    proxy.leak = ({ method, path }, { tenant }) =>
      method === 'GET' && path === canary
        ? tenant().finally(() => {
            seen++;
            now += delay;
          })
        : undefined;
    const { url } = proxy;
    expect(told(await verified(org, 'acme', canaries, { url, patience: 50_000 }))).toEqual([]);
    expect(seen).toBe(2);
  });
});

describe('a tenant whose client is inactive', () => {
  it('must get no token', async () => {
    const org = await deploy();
    copyTenants(org.folder);
    const file = org.file('tenants/demo/umbrella.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('state: active', 'state: inactive'));
    const ask = () => verify(org, 'umbrella', '--prepare', '--tenants', org.file('tenants'));
    const still = await ask();
    expect(still.code).toBe(1);
    expect(still.stdout).toContain('extra inactive: token');
    const id = org.credentials.get('umbrella')?.clientId;
    const client = await org.api('GET', `/api/v2/oauth/clients/${id}`);
    await org.api('PUT', `/api/v2/oauth/clients/${id}`, { ...client, state: 'inactive' });
    expect((await ask()).stdout).toContain('verify: confirmed. 1 check ok');
  });
});

it('takes a canary that is gone for no proof', async () => {
  const org = await deploy();
  const canaries = await canariesOf(org);
  const { entities } = await org.api('GET', '/api/v2/routing/queues?pageSize=100');
  for (const { id } of entities as { id: string }[]) await org.api('DELETE', `/api/v2/routing/queues/${id}`);
  const stale = told(await verified(org, 'acme', canaries, { canariesSeen: false, dangerous: true }));
  expect(stale).toContain('unreadable foreign-canary-by-id: globex/support');
  expect(
    stale.filter((line) => !/^(unreadable (foreign-canary|write)|missing own-canary)/.test(line)),
  ).toEqual([]);
});

it('takes no answer for a pass', async () => {
  const org = await deploy({ answers: { 'self-discovery': 'no' } });
  const lines = told(await verified(org, 'acme', await canariesOf(org)));
  expect(new Set(lines.map((line) => line.split(':')[0]))).toEqual(
    new Set(['unreadable grant', 'unreadable no-other-grant', 'unreadable permitted-divisions']),
  );
});

it('holds where the org answers otherwise than the emulator usually does, but for totals that tell', async () => {
  const of = async (answers: Partial<Answers>): Promise<readonly string[]> => {
    const org = await deploy({ answers });
    return told(await verified(org, 'acme', await canariesOf(org)));
  };
  expect(await of({ 'foreign-division-list': '403' })).toEqual([]);
  expect(await of({ 'foreign-object': '404' })).toEqual([]);
  expect(await of({ 'token-shows-grants': 'no' })).toEqual([]);
  expect(await of({ 'rate-limits': 'on' })).toEqual([]);
  expect(await of({ 'list-totals': 'leaking' })).toContain('foreign foreign-in-list: all queues');
});
