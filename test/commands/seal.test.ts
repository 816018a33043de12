import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { quoted } from '../support/quoted';
import { savedPlan } from '../support/saved-plan';
import { bulkhead, demo, folder, root, soon } from './run';

const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');
const day = ['--today', '2026-11-24'];
let work: string;

const at = (...path: string[]): string => join(work, ...path);
const stackFile = (): string => at('cdktf.out/stacks/demo-acme/cdk.tf.json');
const seal = () => bulkhead(['seal', '--assembly', 'cdktf.out', '--plans', 'plans', ...day], work);
const unseal = (...more: string[]) => bulkhead(['unseal', ...day, '--plans', 'plans', ...more], work);

/** The recording, sealed: each test has a copy. */
let sealed: string;

beforeAll(() => {
  work = folder();
  cpSync(join(recording, 'tenants'), at('tenants'), { recursive: true });
  cpSync(join(recording, 'plans'), at('plans'), { recursive: true });
  mkdirSync(at('cdktf.out'));
  for (const name of ['manifest.json', 'stacks'])
    cpSync(join(recording, name), at('cdktf.out', name), { recursive: true });
  writeFileSync(at('plans', 'demo-acme.tfplan'), savedPlan(readFileSync(stackFile())));
  expect(seal()).toMatchObject({ code: 0, stderr: '' });
  sealed = work;
});

beforeEach(() => {
  work = folder();
  cpSync(sealed, work, { recursive: true });
});

const payload = () =>
  JSON.parse(Buffer.from(JSON.parse(readFileSync(at('seal.json'), 'utf8')).payload, 'base64').toString());

describe('seal', () => {
  it('names every file with its digest, saved plans too, in an envelope that tools can sign', () => {
    const { payloadType, signatures } = JSON.parse(readFileSync(at('seal.json'), 'utf8'));
    expect([payloadType, signatures]).toEqual(['application/vnd.in-toto+json', []]);
    const statement = payload();
    expect(statement._type).toBe('https://in-toto.io/Statement/v1');
    const names = statement.subject.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(
      expect.arrayContaining([
        'cdktf.out/manifest.json',
        'cdktf.out/stacks/demo-acme/cdk.tf.json',
        'plans/demo-acme.json',
        'plans/demo-acme.tfplan',
        'tenants/demo/org.yaml',
      ]),
    );
    expect(statement.predicate).toMatchObject({ verdict: 'proven', today: '2026-11-24' });
  });

  it('is the same for the same bytes', () => {
    const before = readFileSync(at('seal.json'), 'utf8');
    seal();
    expect(readFileSync(at('seal.json'), 'utf8')).toBe(before);
  });

  it('is not given to a rejected proof, nor to a link', () => {
    rmSync(at('plans', 'demo-acme.json'));
    expect(seal()).toMatchObject({ code: 1, stdout: expect.stringContaining('incomplete-plan') });
    symlinkSync('demo-globex.json', at('plans', 'demo-acme.json'));
    expect(seal().code).toBe(2);
  });

  it('is not given to a saved plan of other files, whatever its JSON says', () => {
    const more = { name: 'tfconfig/m-/x.tf', content: 'removed {}' };
    writeFileSync(at('plans', 'demo-acme.tfplan'), savedPlan(readFileSync(stackFile()), more));
    writeFileSync(at('plans', 'demo-globex.tfplan'), savedPlan(readFileSync(stackFile())));
    writeFileSync(at('plans', 'demo-globex.TFPLAN'), '');
    writeFileSync(at('plans', 'demo-wonka.tfplan'), '');
    writeFileSync(at('plans', 'notes.txt'), 'planned on a Monday');
    writeFileSync(at('plans', 'plan'), savedPlan(readFileSync(stackFile())));
    mkdirSync(at('plans', 'more'));
    for (const name of ['demo-acme.json', 'demo-acme.tfplan'])
      writeFileSync(at('plans', 'more', name), savedPlan(readFileSync(stackFile())));
    const { code, stdout, stderr } = seal();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(
      stdout,
    ).toBe(`refused: saved plans of other files or states than those that were proved, and Terraform would apply theirs
  plans/demo-acme.tfplan was made with x.tf
  plans/demo-globex.TFPLAN is no saved plan as Terraform 1.11 writes it
  plans/demo-globex.tfplan was made of another cdk.tf.json
  plans/demo-wonka.tfplan is of no stack
  plans/more/demo-acme.json seems to be a saved plan, and is not called after its stack: <stack>.tfplan
  plans/more/demo-acme.tfplan is of no stack
  plans/plan seems to be a saved plan, and is not called after its stack: <stack>.tfplan
Synthesize, run terraform init without -backend-config, and plan again into an empty folder, with nothing else in the folders of the stacks.
`);
  });

  it('is not given to a saved plan of another state, which only the saved plan tells', () => {
    const foundation = at('cdktf.out/stacks/demo-foundation/cdk.tf.json');
    writeFileSync(at('plans', 'demo-foundation.tfplan'), savedPlan(readFileSync(foundation)));
    expect(seal()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        '\n  plans/demo-foundation.tfplan keeps its state elsewhere than its stack does\n',
      ),
    });
  });

  it('names no more saved plans than somebody reads', () => {
    for (let index = 0; index < 250; index++) writeFileSync(at('plans', `${index}.tfplan`), '');
    const lines = seal().stdout.trimEnd().split('\n');
    expect([lines.length, lines.at(-2)]).toEqual([103, '  … and 150 more']);
  });

  it('says that a saved plan cannot be read', () => {
    truncateSync(at('plans', 'demo-acme.tfplan'), 64 * 1024 * 1024 + 1);
    expect(seal()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('demo-acme.tfplan is larger than any plan, or cannot be read'),
    });
  });
});

it('does not put a seal among what it seals', () => {
  for (const output of [
    'tenants/seal.json',
    'cdktf.out/stacks/seal.json',
    'plans/new/seal.json',
    'plans/..seal.json',
    'plans',
  ])
    expect(
      bulkhead(['seal', '--assembly', 'cdktf.out', '--plans', 'plans', ...day, '--output', output], work),
    ).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('lies among what is sealed') });
});

it('writes to what is no file, and leaves it what it is', () => {
  const pipe = at('pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const reader = spawn('cat', [pipe]);
  const read = text(reader.stdout);
  const args = ['seal', '--assembly', 'cdktf.out', '--plans', 'plans', ...day, '--output', 'pipe'];
  expect(bulkhead(args, work)).toMatchObject({ code: 0, stderr: '' });
  expect(lstatSync(pipe).isFIFO()).toBe(true);
  return expect(read).resolves.toBe(readFileSync(at('seal.json'), 'utf8'));
});

it('leaves a link what it is, and replaces what it leads to', () => {
  renameSync(at('seal.json'), at('sealed.json'));
  const before = readFileSync(at('sealed.json'), 'utf8');
  writeFileSync(at('sealed.json'), 'an older one');
  symlinkSync('sealed.json', at('seal.json'));
  expect(seal()).toMatchObject({ code: 0, stderr: '' });
  expect(lstatSync(at('seal.json')).isSymbolicLink()).toBe(true);
  expect(readFileSync(at('sealed.json'), 'utf8')).toBe(before);
});

it.each(['| cat >', '>'])(
  'writes nothing but the seal to stdout, and leaves /dev/stdout a link (%s)',
  (to) => {
    // By a link of our own: root could replace the system's.
    symlinkSync('/dev/stdout', at('out'));
    const run = [process.execPath, join(root, 'bin', 'bulkhead.js')].map(quoted).join(' ');
    const command = `${run} seal --plans plans ${day.join(' ')} --output out`;
    const { stderr } = spawnSync('sh', ['-c', `${command} ${to} other.json`], {
      cwd: work,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^sealed \d+ files: out\n$/);
    expect(lstatSync(at('out')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('other.json'), 'utf8')).toBe(readFileSync(at('seal.json'), 'utf8'));
  },
);

it('says why a seal cannot be written, whatever stands in its way', () => {
  symlinkSync('loop', at('loop'));
  for (const [output, code] of [
    ['loop/seal.json', 'ELOOP'],
    ['x'.repeat(300), 'ENAMETOOLONG'],
    ['main.ts/seal.json', 'ENOENT'],
  ] as const) {
    const args = ['seal', '--assembly', 'cdktf.out', '--plans', 'plans', ...day, '--output', output];
    expect(bulkhead(args, work)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`cannot be written (${code})`),
    });
  }
});

it('names a folder among what it seals that cannot be listed', () => {
  // By a name that is no UTF-8: root may list every other folder.
  mkdirSync(Buffer.concat([Buffer.from(`${at('plans')}/`), Buffer.from([0xff])]));
  for (const ran of [seal(), unseal()])
    expect(ran).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('cannot be read (ENOENT)'),
    });
});

it('does not take one file for two, whose names are read as one', () => {
  const inside = Buffer.from(`${at('plans')}/`);
  for (const name of [Buffer.from([0xff]), Buffer.from('\ufffd')])
    writeFileSync(Buffer.concat([inside, name, Buffer.from('.tfplan')]), 'x');
  expect(seal()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('two names that are read as one'),
  });
});

it.each(['tenants', 'cdktf.out', 'plans'])('neither seals nor unseals %s behind a link', (name) => {
  mkdirSync(at('kept'));
  renameSync(at(name), at('kept', name));
  symlinkSync(`/proc/self/cwd/kept/${name}`, at(name));
  for (const ran of [seal(), unseal()])
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`${name} is a link`) });
  rmSync(at(name));
  symlinkSync('kept', at('behind'));
  expect(
    bulkhead(['seal', ...day, name === 'cdktf.out' ? '--assembly' : `--${name}`, `behind/${name}`], work),
  ).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`behind/${name} is a link, or lies behind one`),
  });
});

it('neither seals nor unseals where the name of a folder is no UTF-8', () => {
  const name = Buffer.concat([Buffer.from(`${folder()}/x`), Buffer.from([0xff])]);
  renameSync(work, name);
  symlinkSync(name, work);
  for (const ran of [seal(), unseal()])
    expect(ran).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('tenants lies in a folder that cannot be found (ENOENT)'),
    });
});

describe('unseal', () => {
  it('takes a gateway for the same however its address is written', () => {
    const of = (command: string, gateway: string) =>
      bulkhead(
        [command, '--plans', 'plans', ...day, ...(command === 'seal' ? ['--assembly', 'cdktf.out'] : [])],
        work,
        { BULKHEAD_GATEWAY: gateway },
      );
    expect(of('seal', 'http://127.0.0.1:8090')).toMatchObject({ code: 0, stderr: '' });
    for (const same of ['http://127.0.0.1:8090/', 'HTTP://127.0.0.1:08090'])
      expect(of('unseal', same)).toMatchObject({ code: 0, stderr: '' });
    expect(of('unseal', 'http://127.0.0.1:8091')).toMatchObject({ code: 1, stderr: '' });
  });

  it('does not read for ever what never ends', () => {
    expect(
      bulkhead(['unseal', '/dev/zero', '--assembly', 'cdktf.out', '--plans', 'plans', ...day], work),
    ).toEqual({
      code: 2,
      stdout: '',
      stderr: 'bulkhead: zero is too large to be a seal.\n',
    });
  });

  it('lets through what was sealed, and nothing else', () => {
    expect(unseal()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^unsealed: \d+ files as sealed/),
    });
    mkdirSync(at('cdktf.out', 'stacks', 'demo-acme', '.terraform'));
    expect(unseal().code).toBe(0);
  });

  it.each<[string, () => void, string]>([
    [
      'a byte more in a manifest',
      () => appendFileSync(at('tenants/demo/acme.yaml'), '\n'),
      'acme.yaml has other bytes',
    ],
    [
      'a byte more in a stack',
      () => appendFileSync(at('cdktf.out/stacks/demo-acme/cdk.tf.json'), ' '),
      'has other bytes',
    ],
    [
      'another saved plan',
      () => writeFileSync(at('plans/demo-acme.tfplan'), 'x'),
      'demo-acme.tfplan has other bytes',
    ],
    ['a file more', () => writeFileSync(at('plans/evil.tfplan'), 'x'), 'evil.tfplan was not sealed'],
    [
      'a hidden file more',
      () => writeFileSync(at('cdktf.out/stacks/demo-acme/.hidden'), 'x'),
      '.hidden was not sealed',
    ],
    ['a file less', () => rmSync(at('plans/demo-globex.json')), 'demo-globex.json is missing'],
    [
      'a file of another name',
      () => renameSync(at('plans/demo-acme.tfplan'), at('plans/acme.tfplan')),
      'acme.tfplan was not sealed',
    ],
  ])('refuses %s', (_, change, said) => {
    change();
    expect(unseal()).toMatchObject({ code: 1, stdout: expect.stringContaining(said) });
  });

  it('names no more files than somebody reads', () => {
    for (let index = 0; index < 250; index++) writeFileSync(at('plans', `${index}.tfplan`), '');
    const lines = unseal().stdout.trimEnd().split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([102, '  … and 150 more files']);
  });

  it('refuses a link in place of a file, and a folder that is gone', () => {
    renameSync(at('plans/demo-acme.tfplan'), at('saved'));
    symlinkSync('../saved', at('plans/demo-acme.tfplan'));
    expect(unseal().code).toBe(2);
    rmSync(at('plans'), { recursive: true });
    expect(unseal().code).toBe(2);
  });

  it('refuses a seal with any byte changed, cut short or said twice', () => {
    const text = readFileSync(at('seal.json'), 'utf8');
    const start = text.indexOf('"payload": "') + 12;
    for (let index = 0; index < 40; index++) {
      const place = start + Math.floor((index * (text.length - start)) / 41);
      const other = text[place] === 'A' ? 'B' : 'A';
      writeFileSync(at('seal.json'), text.slice(0, place) + other + text.slice(place + 1));
      expect([1, 2]).toContain(unseal().code);
    }
    for (const broken of [
      '',
      '{}',
      '[]',
      'null',
      text.slice(0, -10),
      text.replace('"signatures"', '"payload": "e30=", "signatures"'),
      text.replace('in-toto', 'other'),
    ]) {
      writeFileSync(at('seal.json'), broken);
      expect(unseal()).toMatchObject({ code: 2, stdout: '' });
    }
    writeFileSync(at('seal.json'), Buffer.from([...Buffer.from(text.slice(0, -2)), 0xff]));
    expect(unseal()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The seal seal.json is not UTF-8 text.'),
    });
    rmSync(at('seal.json'));
    expect(unseal().code).toBe(2);
  });

  it('refuses other folders than were sealed, another version, another day, and words beside', () => {
    expect(bulkhead(['unseal', ...day], work)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no plans'),
    });
    const elsewhere = folder();
    cpSync(work, elsewhere, { recursive: true });
    for (const name of ['tenants', 'cdktf.out', 'plans'])
      expect(unseal(name === 'cdktf.out' ? '--assembly' : `--${name}`, join(elsewhere, name))).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('lies outside of this folder'),
      });
    cpSync(at('cdktf.out'), at('copy'), { recursive: true });
    expect(unseal('--assembly', 'copy').code).toBe(1);
    for (const change of [
      (statement: ReturnType<typeof payload>) => Object.assign(statement.predicate, { today: '2026-11-23' }),
      (statement: ReturnType<typeof payload>) => Object.assign(statement.predicate, { today: '2026-99-24' }),
      (statement: ReturnType<typeof payload>) => Object.assign(statement.predicate.tool, { version: '9' }),
      (statement: ReturnType<typeof payload>) => Object.assign(statement.predicate, { more: 1 }),
      (statement: ReturnType<typeof payload>) => statement.subject.reverse(),
    ]) {
      const statement = payload();
      change(statement);
      const envelope = JSON.parse(readFileSync(at('seal.json'), 'utf8'));
      const changed = Buffer.from(JSON.stringify(statement)).toString('base64');
      writeFileSync(at('other.json'), JSON.stringify({ ...envelope, payload: changed }));
      expect([1, 2]).toContain(unseal('other.json').code);
    }
  });

  it('judges waivers on the day on which it is asked, whenever it was sealed', () => {
    const made = demo();
    const later = (date: string, days: number): string =>
      new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
    const on = (command: string, date: string) => bulkhead([command, '--today', date], made);
    const sealed = later(soon, -90);
    expect(on('seal', sealed)).toMatchObject({ code: 0, stderr: '' });
    for (const date of [sealed, later(sealed, 1), soon])
      expect(on('unseal', date)).toMatchObject({ code: 0 });
    expect(on('unseal', later(soon, 1))).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('expired-waiver'),
    });
  });

  it('refuses a seal whose report is another one', () => {
    const statement = payload();
    statement.predicate.report = '0'.repeat(64);
    writeFileSync(
      at('seal.json'),
      JSON.stringify({
        payloadType: 'application/vnd.in-toto+json',
        payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
        signatures: [],
      }),
    );
    expect(unseal()).toMatchObject({ code: 1, stdout: expect.stringContaining('their report is not') });
  });
});
