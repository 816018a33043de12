/**
 * A pull-request run, rehearsed on this machine: `npm run rehearse [FOLDER]`. In a repository of its own, with the demo on the base branch, it
 * makes a branch that adds a tenant, widens a role and lets a tenant into a shared division; then it does what CI does, and holds each file
 * against what reads it. The files stay in FOLDER, by default a temporary one that is removed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'junit2json';
import { maxLength } from '../lib/report/markdown/capped';
import { readSeal } from '../lib/seal/statement';

const root = join(__dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-rehearsal-'));
const given = process.argv[2];
const out = given === undefined ? join(scratch, 'out') : resolve(given);
const work = join(scratch, 'work');

function run(program: string, args: readonly string[], cwd: string, expected = 0): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      NO_COLOR: '1',
      // Nobody is asked to sign the commits, and no hook of somebody's own looks at them.
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Rehearsal',
      GIT_AUTHOR_EMAIL: 'rehearsal@example.com',
      GIT_COMMITTER_NAME: 'Rehearsal',
      GIT_COMMITTER_EMAIL: 'rehearsal@example.com',
    },
  });
  if (status !== expected)
    throw new Error(`${program} ${args[0]} ended with ${status}, not ${expected}:\n${stdout}${stderr}`);
  return stdout;
}
const git = (cwd: string, ...args: readonly string[]): string => run('git', args, cwd);
const bulkhead = (...args: readonly string[]): string =>
  run(process.execPath, [join(root, 'bin', 'bulkhead.js'), ...args], work);

function edit(name: string, change: (text: string) => string): void {
  const file = join(work, 'tenants', 'demo', name);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing in ${name} is as this script expects it`);
  writeFileSync(file, after);
}

/** The branch that is reviewed. Its repository is a new one: this one may be a checkout without a branch, as in CI, or an archive. */
function propose(): void {
  git(scratch, 'init', '-q', 'work');
  cpSync(join(root, 'tenants'), join(work, 'tenants'), { recursive: true });
  // The demo's waiver ends one day, as every waiver does; the rehearsal is not about that.
  const soon = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  edit('waivers.yaml', (text) => text.replace(/expires: \d{4}-\d{2}-\d{2}/g, `expires: ${soon}`));
  git(work, 'add', '.');
  git(work, 'commit', '-q', '-m', 'the demo, its waiver in force');
  git(work, 'checkout', '-q', '-b', 'proposal');
  writeFileSync(
    join(work, 'tenants', 'demo', 'hooli.yaml'),
    [
      'owner: hooli@example.com',
      'divisions: { desk: {} }',
      'client:',
      '  scopes: [routing:readonly, users:readonly]',
      '  grants:',
      '    - { role: queue-reader, divisions: [desk] }',
      '',
    ].join('\n'),
  );
  edit('org.yaml', (text) =>
    text
      .replace(
        '- analytics:queueObservation:view',
        '- analytics:queueObservation:view\n      - analytics:flowAggregate:view',
      )
      .replace('tenants: [acme, globex]', 'tenants: [acme, globex, initech]'),
  );
  git(work, 'add', '.');
  git(work, 'commit', '-q', '-m', 'proposal');
}

const told: string[] = [];
function holds(name: string, what: string, truth: boolean): void {
  if (!truth) throw new Error(`${name}: not ${what}`);
  told.push(`${name.padEnd(14)} ${what}`);
}

async function main(): Promise<void> {
  try {
    mkdirSync(out, { recursive: true });
    propose();
    const file = (name: string): string => join(out, name);
    const base = git(work, 'rev-parse', 'proposal~1').trim();
    run(
      process.execPath,
      ['--import', join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs'), join(root, 'main.ts')],
      work,
    );
    bulkhead(
      'check',
      '--base',
      base,
      ...['comment.md', 'report.sarif', 'report.html', 'junit.xml'].flatMap((name) => [
        '--output',
        file(name),
      ]),
    );
    writeFileSync(file('matrix.json'), bulkhead('affected', '--base', base));
    bulkhead('seal', '--output', file('seal.json'));
    await validate(file, base);
    process.stdout.write(`${told.join('\n')}\n`);
    if (given !== undefined) process.stdout.write(`The files are in ${given}.\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function validate(file: (name: string) => string, base: string): Promise<void> {
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const diff = JSON.parse(bulkhead('diff', '--base', base, '--format', 'json'));
  const kinds = diff.changes
    .map(({ kind, effect }: { kind: string; effect: string }) => `${effect} ${kind}`)
    .sort();
  holds(
    'diff',
    'a new tenant, a wider role, a tenant in a shared division, and nothing else',
    kinds.join() === 'new role,new shared-division,new tenant',
  );
  const comment = read('comment.md');
  holds('comment.md', 'three rows of new access', comment.match(/^\| demo/gm)?.length === 3);
  holds('comment.md', `at most ${maxLength} characters`, comment.length <= maxLength);

  const path = createRequire(__filename).resolve('schemastore/schemas/json/sarif-2.1.0.json');
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const isSarif = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as AnySchema);
  holds('report.sarif', 'valid by the official schema', isSarif(JSON.parse(read('report.sarif'))) === true);

  const junit = await parse(read('junit.xml'));
  const suites = junit && 'testsuite' in junit ? (junit.testsuite ?? []) : [];
  holds(
    'junit.xml',
    'a suite for the new tenant',
    suites.some(({ name }) => name === 'demo/hooli'),
  );

  const html = read('report.html');
  holds('report.html', 'one file without addresses to load from', !/\b(src|href)="(?!#)/.test(html));

  const { include } = JSON.parse(read('matrix.json'));
  const stacks = include.map(({ stack }: { stack: string }) => stack);
  holds(
    'matrix.json',
    'the foundation first',
    stacks[0] === 'demo-foundation' && stacks.includes('demo-hooli'),
  );

  holds('seal.json', 'a seal', readSeal(read('seal.json')).ok);
  holds('seal.json', 'unsealed as it was', bulkhead('unseal', file('seal.json')).startsWith('unsealed'));
  edit('acme.yaml', (text) => `${text}\n`);
  run(process.execPath, [join(root, 'bin', 'bulkhead.js'), 'unseal', file('seal.json')], work, 1);
  holds('seal.json', 'refused after one byte more', true);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
