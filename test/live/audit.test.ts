import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmulatorOptions, startEmulator } from '../../lib/emulator';
import { Api } from '../../lib/live/api';
import { auditOrg } from '../../lib/live/audit';
import { Memory } from '../../lib/live/memory';
import { ResumeError, ResumeFile } from '../../lib/live/resume-file';
import { type Outcome, run } from './command';
import { Deployed, realOrg } from './deployed';
import { type Answered, LeakingProxy } from './proxy';

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
  run(org, 'audit', 'demo', ...args);

interface Asking {
  readonly url?: string;
  readonly file?: ResumeFile;
  /** Who asks: the deployer when it is left out. */
  readonly as?: string;
}

/** The failures of an audit in this process, a line each: what the command does once it has read its files. */
async function told(
  { emulator, org, credentials }: Pick<Deployed, 'emulator' | 'org' | 'credentials'>,
  { url = emulator.url, file, as }: Asking = {},
): Promise<readonly string[]> {
  const asking = as === undefined ? emulator : credentials.get(as);
  if (asking === undefined) throw new Error(`there is no tenant ${as}`);
  const api = await Api.login({ gateway: url }, asking, { readOnly: true }, () => undefined);
  if (api === undefined) throw new Error('the client cannot log in');
  const memory = file === undefined ? undefined : new Memory(api, file);
  const sections = await auditOrg(org, memory ?? api, asking.clientId);
  memory?.save();
  return sections.flatMap(({ checks }) =>
    checks
      .filter(({ outcome }) => outcome !== 'match')
      .map(({ outcome, id, subject, seen }) => `${outcome} ${id}: ${subject}: ${seen}`),
  );
}

const clients = '/api/v2/oauth/clients';
const roles = '/api/v2/authorization/roles';
const divisions = '/api/v2/authorization/divisions';

describe('an org as the manifest says', () => {
  let org: Deployed;
  beforeAll(async () => {
    org = await deploy();
  });

  it('is confirmed, and its deployer’s secret told to nobody', async () => {
    const { code, stdout, stderr } = await audit(org, '--trace', org.file('audit.har'));
    expect(stdout).toContain('audit: confirmed.');
    expect(code).toBe(0);
    const all = stdout + stderr + readFileSync(org.file('audit.har'), 'utf8');
    expect(all).not.toContain(org.emulator.clientSecret);
    expect(statSync(org.file('audit.har')).mode & 0o077).toBe(0);
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
      'a renamed division that was adopted and is managed',
      async (org) => {
        const id = await org.idOf(divisions, 'Acme Legacy');
        await org.api('PUT', `${divisions}/${id}`, { name: 'Globex Legacy' });
      },
      ['extra division: acme/legacy: "Globex Legacy"'],
    ],
    [
      'a shared division that is gone',
      async (org) => {
        const id = await org.idOf(divisions, 'shared holidays');
        await org.api('DELETE', `${divisions}/${id}`);
      },
      ['missing division: shared holidays: none'],
    ],
    [
      'a second client of a tenant’s name',
      async (org) => {
        const roleId = await org.idOf(roles, 'demo-queue-reader');
        const divisionId = await org.idOf(divisions, 'existing globex support');
        await org.api('POST', clients, {
          name: 'demo-acme-1',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [
        'extra client: demo-acme-1: 2 clients of this name',
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support: held',
      ],
    ],
    [
      'an unmanaged client in a shared division',
      async (org) => {
        const roleId = await org.idOf(roles, 'demo-queue-reader');
        const divisionId = await org.idOf(divisions, 'shared holidays');
        await org.api('POST', clients, {
          name: 'tool',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [/^foreign unmanaged-client: "tool" \([\w-]+\): shared holidays$/],
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
    const lines = await told(org);
    for (const line of expected)
      expect(lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  });

  it('makes the command end with 1, and name the grant', async () => {
    const org = await deploy();
    await org.grant('acme', 'demo-queue-reader', 'existing globex support');
    const { code, stdout } = await audit(org);
    expect(code).toBe(1);
    expect(stdout).toContain('foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support');
  });
});

describe('an org that tells different things in different places', () => {
  /** Asks through a proxy that changes answers. */
  async function lied(
    change: (path: string, body: Answered['body'], org: Deployed) => unknown,
  ): Promise<readonly string[]> {
    const org = await deploy();
    const proxy = await LeakingProxy.before(org);
    proxy.leak = ({ path }, { tenant }) =>
      path === '/oauth/token'
        ? undefined
        : (async () => {
            const answer = await tenant();
            return { ...answer, body: change(path, answer.body, org) ?? answer.body };
          })();
    const lines = await told(org, { url: proxy.url });
    proxy.close();
    return lines;
  }

  it('by a grant that only the division shows, and one that it does not, is refuted by both', async () => {
    let swapped = '';
    const lines = await lied((path, body, org) => {
      if (!path.endsWith('/grants')) return undefined;
      const [from, to] = [org.credentials.get('globex'), org.credentials.get('initech')];
      swapped = path;
      return {
        ...body,
        entities: body.entities.map((grant: { subjectId: string }) =>
          grant.subjectId === from?.clientId ? { ...grant, subjectId: to?.clientId } : grant,
        ),
      };
    });
    expect(swapped).not.toBe('');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^extra grants-of-division: globex\/support: also "demo-initech-1": demo-conversation-reader in globex\/support/,
      ),
    );
  });

  it('by a grant that only the subject shows, is refuted', async () => {
    const lines = await lied((path, body, org) =>
      path.endsWith(`/subjects/${org.credentials.get('acme')?.clientId}`)
        ? { ...body, grants: [...body.grants, { role: { id: 'r' }, division: { id: '*' } }] }
        : undefined,
    );
    expect(lines).toEqual(['foreign grant-of-subject: demo-acme-1: r in *: held']);
  });

  it('by a list without divisions that were adopted or are shared, notices each', async () => {
    const lines = await lied((path, body) =>
      path === divisions
        ? {
            ...body,
            total: body.total - 3,
            entities: body.entities.filter(
              ({ name }: { name: string }) =>
                !['existing globex support', 'Acme Legacy', 'shared holidays'].includes(name),
            ),
          }
        : undefined,
    );
    for (const subject of ['acme/legacy', 'globex/support', 'shared holidays'])
      expect(lines).toContainEqual(`missing division: ${subject}: none`);
  });

  it('does not know the names of divisions that were adopted without being managed, or are shared', async () => {
    const lines = await lied((path, body) =>
      path === divisions
        ? {
            ...body,
            entities: body.entities.map((one: { name: string }) =>
              ['existing globex support', 'shared holidays'].includes(one.name)
                ? { ...one, name: `renamed ${one.name}` }
                : one,
            ),
          }
        : undefined,
    );
    expect(lines).toEqual([]);
  });

  it.each<[string, string, (body: Answered['body']) => unknown, string]>([
    [
      'clients without grants',
      clients,
      (body) => ({
        ...body,
        entities: body.entities.map(
          ({ roleDivisions: _, ...rest }: object & { roleDivisions: unknown }) => rest,
        ),
      }),
      'unreadable clients: demo: an entry without its fields',
    ],
    [
      'a grant without its division',
      clients,
      (body) => {
        const [first, ...rest] = body.entities;
        return { ...body, entities: [{ ...first, roleDivisions: [{ roleId: 'r' }] }, ...rest] };
      },
      'unreadable clients: demo: an entry without its fields',
    ],
    [
      'an id that is a path',
      clients,
      (body) => ({ ...body, entities: body.entities.map((one: object) => ({ ...one, id: '../roles' })) }),
      'unreadable clients: demo: an entry without its fields',
    ],
    [
      'an id that no address can hold',
      roles,
      (body) => ({ ...body, entities: body.entities.map((one: object) => ({ ...one, id: '\ud800' })) }),
      'unreadable roles: demo: an entry without its fields',
    ],
    [
      'a total that its pages do not hold',
      divisions,
      (body) => ({ ...body, total: 700 }),
      'unreadable divisions: demo: 10 of 700 shown',
    ],
  ])('by %s, is unreadable', async (_what, where, change, expected) => {
    expect(await lied((path, body) => (path === where ? change(body) : undefined))).toEqual([expected]);
  });
});

it('finds a client whose secret nobody ever used', async () => {
  const org = await Deployed.start();
  deployed.push(org);
  expect(await told(org)).toContainEqual(
    'missing secret-delivered: demo-acme-1: never used: its secret was probably never delivered',
  );
});

it('gets through faults, and goes on where it was interrupted', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'bulkhead-audit-')), 'org.db');
  const first = await Deployed.start({ db });
  await first.use();
  await first.emulator.close();
  const resume = first.file('resume.json');
  const open = () =>
    ResumeFile.open(
      resume,
      { org: 'demo', region: 'eu-west-1', gateway: '', client: first.emulator.clientId },
      Date.now(),
    );
  const faulty = await startEmulator({
    db,
    faults: { rates: { '429': 0.1, '503': 0.1, slow: 0.02 }, seed: 11 },
  });
  // That the tenants have used their clients is known after a restart, too.
  expect(await told(first, { url: faulty.url })).toEqual([]);
  await faulty.close();

  // Most calls fail for good: what was read is kept, what was not is told.
  const dead = await startEmulator({ db, faults: { rates: { '500': 0.75 }, seed: 5 } });
  const broken = await told(first, { url: dead.url, file: open() });
  expect(broken.some((line) => line.startsWith('unreadable'))).toBe(true);
  const kept = Object.keys(open().replies);
  expect(kept.length).toBeGreaterThan(0);
  expect(statSync(resume).mode & 0o777).toBe(0o600);
  await dead.close();

  const log = first.file('resumed.log');
  const healthy = await startEmulator({ db, log });
  const resumed = await told(first, { url: healthy.url, file: open() });
  expect(resumed.filter((line) => line.startsWith('unreadable'))).toEqual([]);
  const asked = readFileSync(log, 'utf8').trim().split('\n');
  const whole = Object.keys(open().replies).length;
  // One line is the login.
  expect(asked.length - 1).toBe(whole - kept.length);
  await healthy.close();
});

describe('an audit that was interrupted', () => {
  const bindingOf = ({ emulator }: Deployed) => ({
    org: 'demo',
    region: 'eu-west-1',
    gateway: emulator.url,
    client: emulator.clientId,
  });

  /** What was read, all but the last ten answers, lies in a file; then the org is changed, and the audit goes on. */
  async function interrupted(change: (org: Deployed) => Promise<unknown>): Promise<Deployed> {
    const org = await deploy();
    const file = ResumeFile.open(org.file('resume.json'), bindingOf(org), Date.now());
    expect(await told(org, { file })).toEqual([]);
    for (const key of Object.keys(file.replies).slice(-10)) delete file.replies[key];
    file.save();
    await change(org);
    return org;
  }

  const resumed = (org: Deployed, ...args: readonly string[]): Promise<Outcome> =>
    audit(org, '--resume', org.file('resume.json'), ...args);

  it('does not confirm what has changed since', async () => {
    const org = await interrupted(async (one) => {
      const roleId = await one.idOf(roles, 'demo-queue-reader');
      await one.api('POST', clients, {
        name: 'rogue',
        authorizedGrantType: 'CLIENT-CREDENTIALS',
        roleDivisions: [{ roleId, divisionId: '*' }],
      });
    });
    const { code, stdout } = await resumed(org);
    expect(stdout).toContain('audit: refuted.');
    expect(stdout).toMatch(/foreign unmanaged-client: "rogue"/);
    expect(code).toBe(1);
  });

  it('says in every format what it rests on, and confirms only what it read itself', async () => {
    const org = await interrupted(async () => undefined);
    const log = readFileSync(org.file('resume.json'), 'utf8');
    const { begun } = JSON.parse(log);
    const outputs = ['json', 'xml', 'md'].flatMap((ending) => ['--output', org.file(`report.${ending}`)]);
    const { code, stdout } = await resumed(org, ...outputs);
    expect(code).toBe(0);
    const [json, xml, md] = ['json', 'xml', 'md'].map((ending) =>
      readFileSync(org.file(`report.${ending}`), 'utf8'),
    );
    const { resumed: told } = JSON.parse(json ?? '');
    // Whether clients were used, and nothing else.
    const usage = Object.keys(JSON.parse(log).replies).filter((key) => key.includes('/usage/summary'));
    expect(told).toEqual({ begun, remembered: usage.length });
    const sentence = `Resumed: ${usage.length} answers remembered from a run that began at ${begun}`;
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(md).toContain(`${usage.length} answers remembered from a run that began at`);
    expect(xml).toContain(`<property name="resumed.begun" value="${begun}"/>`);
    expect(xml).toContain(`<property name="resumed.remembered" value="${usage.length}"/>`);
    expect(readdirSync(org.folder)).not.toContain('resume.json');
  });
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
  const lines = await told(org);
  expect(lines).toEqual([expect.stringMatching(/^foreign unmanaged-client: "tool 210" /)]);
});

it('is refuted by another org than the one of the catalogue', async () => {
  const one = await deploy();
  const { emulator, credentials } = one;
  const seen = await one.api('GET', '/api/v2/organizations/me');
  const as = (id: string) => ({ emulator, credentials, org: realOrg(one.org, id) });
  expect(await told(as(String(seen['id'])))).toEqual([]);
  expect(await told(as('somebody-else'))).toEqual([`foreign organization: demo: ${seen['id']}`]);
});

it('takes a refusal for no pass', async () => {
  const org = await deploy();
  expect(await told(org, { as: 'acme' })).toEqual([
    'unreadable roles: demo: refused with 403',
    'unreadable clients: demo: refused with 403',
  ]);
});

describe('the file of an interrupted run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-resume-'));
  const binding = { org: 'demo', region: 'eu-west-1', gateway: 'http://127.0.0.1:1', client: 'deployer' };
  const now = Date.parse('2026-11-26T12:00:00Z');
  const good = { schema: 'bulkhead-resume/1', ...binding, begun: '2026-11-26T11:00:00Z', replies: {} };
  const path = join(folder, 'resume.json');
  const opened = (content: unknown, mode = 0o600): unknown => {
    rmSync(path, { force: true, recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode });
    try {
      return ResumeFile.open(path, binding, now).replies;
    } catch (error) {
      return error instanceof ResumeError ? error.message : error;
    }
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is taken up, or says why not and what to do', () => {
    const told = {
      good: opened(good),
      'half a file': opened('{"schema":"bulkhead-res'),
      empty: opened(''),
      'another file': opened({ schema: 'bulkhead-canaries/1', org: 'demo', queues: {} }),
      'one key more': opened({ ...good, more: 1 }),
      'another org': opened({ ...good, org: 'other' }),
      'another region': opened({ ...good, region: 'us-east-1' }),
      'another gateway': opened({ ...good, gateway: 'http://127.0.0.1:2' }),
      'no gateway': opened({ ...good, gateway: '' }),
      'another client': opened({ ...good, client: 'somebody' }),
      'a name that is none': opened({ ...good, org: '\u001b[31mred' }),
      old: opened({ ...good, begun: '2026-11-26T05:59:59Z' }),
      'of tomorrow': opened({ ...good, begun: '2026-11-27T12:00:00Z' }),
      'open to others': opened(good, 0o644),
    };
    expect(told).toMatchInlineSnapshot(`
      {
        "a name that is none": "it was begun for the org of another name, and this is demo: give another file",
        "another client": "it was begun for the client somebody, and this is deployer: give another file",
        "another file": "it is no file of an interrupted audit: remove it to begin anew",
        "another gateway": "it was begun for the gateway http://127.0.0.1:2, and this is http://127.0.0.1:1: give another file",
        "another org": "it was begun for the org other, and this is demo: give another file",
        "another region": "it was begun for the region us-east-1, and this is eu-west-1: give another file",
        "empty": "it is not JSON: remove it to begin anew",
        "good": {},
        "half a file": "it is not JSON: remove it to begin anew",
        "no gateway": "it was begun for the gateway none, and this is http://127.0.0.1:1: give another file",
        "of tomorrow": "it was begun at 2026-11-27T12:00:00Z, and the org may have changed: remove it to begin anew",
        "old": "it was begun at 2026-11-26T05:59:59Z, and the org may have changed: remove it to begin anew",
        "one key more": "it is no file of an interrupted audit: remove it to begin anew",
        "open to others": "others than its owner can read it or write to it: remove it to begin anew",
      }
    `);
  });

  it('is refused where it cannot be', () => {
    const at = (place: string): unknown => {
      try {
        return ResumeFile.open(place, binding, now);
      } catch (error) {
        return (error as Error).message;
      }
    };
    mkdirSync(join(folder, 'a-folder'), { mode: 0o700 });
    expect([at(join(folder, 'nowhere', 'resume.json')), at(join(folder, 'a-folder'))]).toMatchInlineSnapshot(`
      [
        "it cannot be written (ENOENT): does its folder exist?",
        "it cannot be read (EISDIR)",
      ]
    `);
  });

  it('is written whole, for its owner only, over whatever lies there', () => {
    rmSync(path, { force: true });
    writeFileSync(`${path}.part`, 'left by a run that was killed', { mode: 0o644 });
    const file = ResumeFile.open(path, binding, now);
    file.replies['GET /x {}'] = { name: 'x', clientSecret: 'canary' };
    file.save();
    expect(readdirSync(folder).filter((name) => name.startsWith('resume'))).toEqual(['resume.json']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(ResumeFile.open(path, binding, now).replies).toEqual({
      'GET /x {}': { name: 'x', clientSecret: 'removed' },
    });
    file.remove();
    expect(readdirSync(folder).filter((name) => name.startsWith('resume'))).toEqual([]);
  });

  it('that cannot be used ends the command with 2, before anything is asked', async () => {
    const org = await deploy();
    writeFileSync(org.file('resume.json'), 'half a fi', { mode: 0o600 });
    const { code, stdout, stderr } = await audit(org, '--resume', org.file('resume.json'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "bulkhead: The file of --resume cannot be used: it is not JSON: remove it to begin anew.
      "
    `);
  });
});
