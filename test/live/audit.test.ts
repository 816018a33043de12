import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmulatorOptions, startEmulator } from '../../lib/emulator';
import type { Check, LiveReport } from '../../lib/live/check';
import { type Outcome, run } from './command';
import { Deployed } from './deployed';

const deployed: Deployed[] = [];
afterAll(async () => {
  for (const one of deployed) await one.close();
});

/** An org whose tenants have used their clients once. */
async function deploy(options: EmulatorOptions = {}): Promise<Deployed> {
  const one = await Deployed.start(options);
  deployed.push(one);
  await one.use();
  return one;
}

const audit = (org: Deployed, ...args: readonly string[]): Promise<Outcome> =>
  run(org, 'audit', 'demo', '--format', 'json', ...args);

const failures = ({ stdout }: Outcome): readonly Check[] =>
  (JSON.parse(stdout) as LiveReport).sections.flatMap(({ checks }) =>
    checks.filter(({ outcome }) => outcome !== 'match'),
  );

const told = (outcome: Outcome): readonly string[] =>
  failures(outcome).map(({ outcome: came, id, subject, seen }) => `${came} ${id}: ${subject}: ${seen}`);

describe('an org as the manifest says', () => {
  let org: Deployed;
  beforeAll(async () => {
    org = await deploy();
  });

  it('is confirmed', async () => {
    const outcome = await audit(org);
    expect(told(outcome)).toEqual([]);
    expect(outcome.code).toBe(0);
  });

  it('needs no more than reading', async () => {
    const log = org.file('requests.log');
    const quiet = await Deployed.start({ log });
    deployed.push(quiet);
    const before = readFileSync(log, 'utf8').length;
    await audit(quiet, '--resume', quiet.file('resume.json'));
    const lines = readFileSync(log, 'utf8')
      .slice(before)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token')).toEqual([]);
  });

  it('tells the deployer’s secret to nobody', async () => {
    const outcome = await audit(org, '--trace', org.file('audit.har'));
    const all = outcome.stdout + outcome.stderr + readFileSync(org.file('audit.har'), 'utf8');
    expect(all).not.toContain(org.emulator.clientSecret);
  });
});

describe('an org that was changed by hand', () => {
  it.each<[string, (org: Deployed) => Promise<unknown>, readonly (string | RegExp)[]]>([
    [
      'a grant abroad',
      (org) => org.grant('acme', 'demo-queue-reader', 'existing globex support'),
      [
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support: held',
        'foreign grant-of-subject: demo-acme-1: demo-queue-reader in globex/support: held',
      ],
    ],
    [
      'a grant in every division',
      (org) => org.grant('acme', 'demo-queue-reader', '*'),
      [
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in *: held',
        'foreign grant-of-subject: demo-acme-1: demo-queue-reader in *: held',
      ],
    ],
    [
      'a grant taken away',
      (org) => org.grant('globex', 'demo-schedule-reader', 'shared holidays', 'DELETE'),
      [
        'missing grant-of-client: demo-globex-1: demo-schedule-reader in shared holidays: not held',
        'missing grant-of-subject: demo-globex-1: demo-schedule-reader in shared holidays: not held',
      ],
    ],
    [
      'a wider role',
      async (org) => {
        const id = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
        const role = await org.api('GET', `/api/v2/authorization/roles/${id}`);
        const policy = { domain: 'oauth', entityName: 'client', actionSet: ['add'] };
        await org.api('PUT', `/api/v2/authorization/roles/${id}`, {
          ...role,
          permissionPolicies: [...(role['permissionPolicies'] as unknown[]), policy],
        });
      },
      ['extra role: demo-queue-reader: also oauth:client:add'],
    ],
    [
      'a renamed division',
      async (org) => {
        const { entities } = await org.api('GET', '/api/v2/authorization/divisions?pageSize=100');
        const division = (entities as { id: string; name: string }[]).find(({ name }) =>
          name.startsWith('d-'),
        );
        await org.api('PUT', `/api/v2/authorization/divisions/${division?.id}`, { name: 'Something else' });
      },
      [/^missing division: acme\/\w+: none; its clients are granted "Something else" \([\w-]+\): renamed\?$/],
    ],
    [
      'an unmanaged client in a tenant’s division',
      async (org) => {
        const roleId = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
        const divisionId = await org.idOf('/api/v2/authorization/divisions', 'existing globex support');
        await org.api('POST', '/api/v2/oauth/clients', {
          name: 'Somebody\u0007’s tool',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [/^foreign unmanaged-client: "Somebody\\u0007’s tool" \([\w-]+\): globex\/support$/],
    ],
    [
      'roles that widen by themselves',
      (org) => org.api('PUT', '/api/v2/authorization/roles/settings', { backfillEnabled: true }),
      ['extra role-backfill: setting: on'],
    ],
    [
      'another token lifetime',
      async (org) => {
        const id = org.credentials.get('initech')?.clientId;
        const client = await org.api('GET', `/api/v2/oauth/clients/${id}`);
        await org.api('PUT', `/api/v2/oauth/clients/${id}`, {
          ...client,
          accessTokenValiditySeconds: 86_400,
        });
      },
      ['extra client: demo-initech-1: active, CLIENT-CREDENTIALS, 86400 s'],
    ],
  ])('is refuted by %s', async (_what, change, expected) => {
    const org = await deploy();
    await change(org);
    const outcome = await audit(org);
    const lines = told(outcome);
    for (const line of expected)
      expect(lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line));
    expect(outcome.code).toBe(1);
  });
});

it('finds a client whose secret nobody ever used', async () => {
  const org = await Deployed.start();
  deployed.push(org);
  expect(told(await audit(org))).toContainEqual(
    'missing secret-delivered: demo-acme-1: never used: its secret was probably never delivered',
  );
});

it('gets through faults, and goes on where it was interrupted', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'bulkhead-audit-')), 'org.db');
  const first = await Deployed.start({ db });
  await first.use();
  const deployer = first.file('deployer.json');
  await first.emulator.close();
  const faulty = await startEmulator({
    db,
    faults: { rates: { '429': 0.1, '503': 0.1, slow: 0.02 }, seed: 11 },
  });
  const resume = first.file('resume.json');
  const outcome = await audit(first, '--gateway', faulty.url, '--deployer', deployer, '--resume', resume);
  expect(told(outcome).filter((line) => !line.includes('secret-delivered'))).toEqual([]);
  expect(existsSync(resume)).toBe(false);
  await faulty.close();

  // Half of the calls fail for good: what was read is kept, what was not is told.
  const dead = await startEmulator({ db, faults: { rates: { '500': 0.75 }, seed: 5 } });
  const broken = await audit(first, '--gateway', dead.url, '--deployer', deployer, '--resume', resume);
  expect(broken.code).toBe(1);
  expect(failures(broken).some(({ outcome: came }) => came === 'unreadable')).toBe(true);
  const kept = Object.keys(JSON.parse(readFileSync(resume, 'utf8')).replies);
  expect(kept.length).toBeGreaterThan(0);
  await dead.close();

  const log = first.file('resumed.log');
  const healthy = await startEmulator({ db, log });
  const resumed = await audit(first, '--gateway', healthy.url, '--deployer', deployer, '--resume', resume);
  expect(failures(resumed).filter(({ outcome: came }) => came === 'unreadable')).toEqual([]);
  const asked = readFileSync(log, 'utf8');
  expect(existsSync(resume)).toBe(false);
  expect(asked.trim().split('\n').length).toBeGreaterThan(2);
  await healthy.close();

  writeFileSync(resume, 'half a fi');
  expect(await audit(first, '--gateway', faulty.url, '--resume', resume)).toMatchObject({ code: 2 });
});

it('reads every page', async () => {
  const org = await deploy();
  const roleId = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
  const homeId = await org.idOf('/api/v2/authorization/divisions', 'Home');
  const support = await org.idOf('/api/v2/authorization/divisions', 'existing globex support');
  for (let i = 0; i <= 210; i++)
    await org.api('POST', '/api/v2/oauth/clients', {
      name: `tool ${i}`,
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      roleDivisions: [{ roleId, divisionId: i === 210 ? support : homeId }],
    });
  const lines = told(await audit(org));
  expect(lines).toEqual([expect.stringMatching(/^foreign unmanaged-client: "tool 210" /)]);
});

it('takes a refusal for no pass', async () => {
  const org = await deploy();
  const { clientId, clientSecret } = org.credentials.get('acme') ?? { clientId: '', clientSecret: '' };
  writeFileSync(org.file('weak.json'), JSON.stringify({ clientId, clientSecret }), { mode: 0o600 });
  const outcome = await audit(org, '--deployer', org.file('weak.json'));
  expect(told(outcome)).toEqual([
    'unreadable roles: demo: refused with 403',
    'unreadable clients: demo: refused with 403',
  ]);
  expect(outcome.code).toBe(1);
});
