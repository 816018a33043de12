import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import { ResumeError, ResumeFile } from '../../lib/live/resume-file';
import { audit, told } from './audited';
import type { Outcome } from './command';
import { Deployed } from './deployed';

const deployed: Deployed[] = [];
afterAll(async () => {
  for (const one of deployed) await one.close();
});

/** An org whose tenants have used their clients once. */
async function deploy(): Promise<Deployed> {
  const one = await Deployed.start();
  deployed.push(one);
  await one.use();
  return one;
}

const clients = '/api/v2/oauth/clients';
const roles = '/api/v2/authorization/roles';

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

describe('the file of an interrupted run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-resume-'));
  const binding = { org: 'demo', region: 'eu-west-1', gateway: 'http://127.0.0.1:1', client: 'deployer' };
  const now = Date.parse('2026-11-26T12:00:00Z');
  const good = { schema: 'bulkhead-resume/1', ...binding, begun: '2026-11-26T11:00:00Z', replies: {} };
  const path = join(folder, 'resume.json');
  const opened = (content: unknown, mode = 0o600): unknown => {
    rmSync(path, { force: true, recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    chmodSync(path, mode);
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
        "it cannot be written (ENOENT): name a file in a folder that you may write in",
        "it cannot be read (EISDIR)",
      ]
    `);
  });

  it('is no pipe, which could be waited for without end', () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', ['-m', '600', pipe]);
    expect(() => ResumeFile.open(pipe, binding, now)).toThrow(
      new ResumeError('it is no file: give another one'),
    );
  });

  it('says so where it cannot be removed', () => {
    rmSync(path, { force: true });
    const file = ResumeFile.open(path, binding, now);
    mkdirSync(path);
    expect(() => file.remove()).toThrow(
      new ResumeError('it is done with, and cannot be removed (ERR_FS_EISDIR)'),
    );
    rmSync(path, { recursive: true });
  });

  it('is written whole, for its owner only, over whatever lies there', () => {
    rmSync(path, { force: true });
    writeFileSync(`${path}.part`, 'left by a run that was killed');
    chmodSync(`${path}.part`, 0o644);
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
