import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { demo, folder, root, synthesize } from '../commands/run';
import { quoted } from '../support/quoted';
import { planned, step } from './kit';

/* The scripts of the kits that decide what is planned and deployed, run by bash as a runner does, in a real repository. */

let work: string;
const tools = folder();
const git = (...args: readonly string[]): void => {
  const { status, stderr } = spawnSync('git', ['-C', work, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

beforeAll(() => {
  work = demo();
  const npx = join(tools, 'npx');
  writeFileSync(
    npx,
    `#!/bin/sh\nshift\nexec ${quoted(process.execPath)} ${quoted(join(root, 'bin', 'bulkhead.js'))} "$@"\n`,
  );
  chmodSync(npx, 0o755);
  git('init', '-q', '-b', 'main');
  git('add', 'tenants');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'base');
});

/** A step in the repository, with the built command for `npx`. */
const inWork = (kit: string, job: string, name: string, env: Record<string, string> = {}) =>
  step(kit, job, name, { cwd: work, path: [tools], env: { BASE: 'main', ...env } });

const plannedStacks = () => inWork('pull-request.yml', 'prove', 'Say which stacks to plan').outputs;
const touched = () => inWork('merge.yml', 'foundations', 'Say what is touched');

it('plans every stack and deploys none while nothing is touched', () => {
  expect(plannedStacks()).toEqual({
    stage: '',
    stacks: '["demo-acme","demo-foundation","demo-globex","demo-initech","demo-umbrella"]',
  });
  expect(touched()).toEqual({ stdout: '', outputs: { foundations: '[]', tenants: '[]' } });
});

it('takes the foundation first when a role changes, then its holders, and destroys nothing by itself', () => {
  const file = (name: string): string => join(work, 'tenants', 'demo', name);
  const org = readFileSync(file('org.yaml'), 'utf8');
  const narrower = org.replace(
    'recording:recording:view, quality:evaluation:view',
    'recording:recording:view',
  );
  expect(narrower).not.toBe(org);
  git('rm', '-q', 'tenants/demo/globex.yaml');
  writeFileSync(file('org.yaml'), narrower.replace('tenants: [acme, globex]', 'tenants: [acme]'));
  expect(synthesize(work).code).toBe(0);
  expect(plannedStacks()).toEqual({ stage: '--stage foundation', stacks: '["demo-foundation"]' });
  const { stdout, outputs } = touched();
  expect(stdout).toBe(
    '::warning::demo-globex is no longer in the manifest. Unless it was destroyed before, its client keeps its access: destroy it by hand.\n',
  );
  expect(outputs).toEqual({ foundations: '["demo-foundation"]', tenants: '["demo-umbrella"]' });
});

it('touches nothing where there is no commit before: run by hand, and by the first push of a branch', () => {
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-a', '-m', 'gone');
  for (const BASE of ['', '0'.repeat(40)]) {
    const { outputs, stdout } = inWork('merge.yml', 'foundations', 'Say what is touched', { BASE });
    expect({ outputs, stdout }).toEqual({ outputs: { foundations: '[]', tenants: '[]' }, stdout: '' });
  }
  git('reset', '-q', '--hard', 'HEAD~1');
});

it('names what has to leave the state of a stack before it is destroyed', () => {
  git('mv', 'tenants/demo/acme.yaml', 'tenants/demo/acmecorp.yaml');
  const org = join(work, 'tenants', 'demo', 'org.yaml');
  writeFileSync(
    org,
    readFileSync(org, 'utf8').replace('tenants: [acme, globex]', 'tenants: [acmecorp, globex]'),
  );
  expect(touched().stdout).toBe(
    '::warning::demo-acme is no longer in the manifest. Unless it was destroyed before, its client keeps its access: destroy it by hand. Take genesyscloud_auth_division.division-legacy out of its state before.\n',
  );
  git('reset', '-q', '--hard', 'HEAD');
});

it('plans the tenants too while nothing but a stack to destroy is of the stage of foundations', () => {
  mkdirSync(join(work, 'tenants', 'other'));
  const org = readFileSync(join(work, 'tenants', 'demo', 'org.yaml'), 'utf8').replace(
    /sharedDivisions:\n(?: .*\n| *\n)*/,
    '',
  );
  writeFileSync(join(work, 'tenants', 'other', 'org.yaml'), org);
  git('add', 'tenants');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'another org');
  git('rm', '-q', '-r', 'tenants/other');
  const matrix = () => JSON.parse(readFileSync(join(work, 'reports', 'matrix.json'), 'utf8'));
  expect(plannedStacks()['stage']).toBe('');
  expect(matrix().include).toEqual([
    { stack: 'other-foundation', org: 'other', stage: 'foundation', action: 'destroy' },
  ]);

  // And while it is another org whose foundation changes; globex is gone from what was synthesized above.
  git('reset', '-q', '--hard', 'HEAD');
  const other = join(work, 'tenants', 'other', 'org.yaml');
  writeFileSync(
    other,
    readFileSync(other, 'utf8').replace('description: Reads queues', 'description: Sees queues'),
  );
  expect(plannedStacks()).toEqual({
    stage: '--stage foundation',
    stacks: '["demo-acme","demo-foundation","demo-initech","demo-umbrella"]',
  });
  expect(matrix().include).toEqual([
    { stack: 'other-foundation', org: 'other', stage: 'foundation', action: 'deploy' },
  ]);
  git('reset', '-q', '--hard', 'HEAD~1');
});

describe('a pull request', () => {
  const as = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  /** A merge, as GitHub makes it, of a branch that brings along what only a run makes with `into`; the branches are those of a remote. */
  function merged(into: 'main' | 'other'): string {
    const cwd = folder();
    const run = (...args: readonly string[]): void => {
      const { status, stderr } = spawnSync('git', ['-C', cwd, ...as, ...args], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    };
    const commit = (name: string): void => {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), name);
      run('add', '-f', name);
      run('commit', '-q', '-m', name);
    };
    run('init', '-q', '-b', 'main');
    commit('tenants/demo/org.yaml');
    for (const branch of ['topic', 'other']) run('branch', branch);
    commit('tenants/demo/narrower.yaml');
    run('checkout', '-q', 'other');
    commit('tenants/demo/wider.yaml');
    run('checkout', '-q', 'topic');
    for (const name of ['plans/demo-acme.json', 'reports/comment.md', 'cdktf.out/stacks/x/.terraform/y'])
      commit(name);
    for (const branch of ['main', 'other']) run('update-ref', `refs/remotes/origin/${branch}`, branch);
    run('checkout', '-q', '--detach', into);
    run('merge', '-q', '--no-ff', 'topic');
    return cwd;
  }

  it.each(['prove', 'prove-plans'])('brings along nothing that %s takes for made by a run', (job) => {
    const cwd = merged('main');
    step('pull-request.yml', job, 'Take nothing from the branch that only a run makes', { cwd });
    expect(['plans', 'reports', 'cdktf.out'].filter((name) => existsSync(join(cwd, name)))).toEqual([]);
  });

  it.each(['prove', 'prove-plans'])('is judged by %s as a merge with the branch that it is for', (job) => {
    const refuse = (into: 'main' | 'other', ends: number) =>
      step('pull-request.yml', job, 'Refuse a merge with another branch', {
        cwd: merged(into),
        env: { GITHUB_BASE_REF: 'main' },
        ends,
      }).stdout;
    expect(refuse('main', 0)).toBe('');
    expect(refuse('other', 1)).toMatch(/^::error::This is no merge with the branch/);
  });
});

it.each([
  [
    'touched, and those that would change',
    '["a-foundation"]',
    ['a-foundation', 'b-foundation', 'd-foundation'],
  ],
  ['that would change, without a push that touches any', '[]', ['b-foundation', 'd-foundation']],
])('applies after the proof the foundations %s', (_, TOUCHED, applied) => {
  const cwd = planned({
    'a-foundation': false,
    'b-foundation': true,
    'c-foundation': false,
    // A Terraform that does not say.
    'd-foundation': undefined,
    'b-acme': true,
    // A tenant.
    'b-eu-foundation': true,
  });
  step('merge.yml', 'foundations', 'Plan, prove and apply the foundations', {
    cwd,
    env: { TOUCHED },
    path: [join(cwd, 'bin')],
  });
  expect(readFileSync(join(cwd, 'asked'), 'utf8').trim().split('\n')).toEqual([
    'bulkhead check --plans plans --stage foundation',
    ...applied.map((stack) => `apply ${stack}`),
  ]);
});

it.each([
  ['nothing', '[]', { 'demo-acme': false, 'demo-foundation': true }, []],
  ['what the push touches', '["demo-acme"]', { 'demo-acme': false, 'demo-globex': false }, ['demo-acme']],
  [
    'what an earlier run left behind, each stack once',
    '["demo-globex"]',
    {
      'demo-acme': false,
      'demo-foundation': true,
      'demo-globex': true,
      'demo-hooli': true,
      'demo-x': undefined,
      'demo-eu-foundation': true,
    },
    ['demo-eu-foundation', 'demo-globex', 'demo-hooli', 'demo-x'],
  ],
])('deploys %s', (_, TOUCHED, plans, stacks) => {
  const cwd = planned(plans);
  mkdirSync(join(cwd, 'plans'));
  for (const [stack, applyable] of Object.entries(plans))
    writeFileSync(join(cwd, 'plans', `${stack}.json`), JSON.stringify({ applyable }));
  const { outputs } = step('merge.yml', 'seal', 'Say which stacks to apply', { cwd, env: { TOUCHED } });
  expect(JSON.parse(outputs['deploy'] ?? '')).toEqual({ include: stacks.map((stack) => ({ stack })) });
});

it('plans tenants by the foundation that they depend on, whatever they and their orgs are called', () => {
  const cwd = planned({});
  writeFileSync(
    join(cwd, 'cdktf.out', 'manifest.json'),
    JSON.stringify({
      stacks: {
        'demo-two-foundation': { name: 'demo-two-foundation', dependencies: [] },
        'demo-foundation': { name: 'demo-foundation', dependencies: [] },
        'demo-eu-foundation': { name: 'demo-eu-foundation', dependencies: ['demo-foundation'] },
        'demo-two-acme': { name: 'demo-two-acme', dependencies: ['demo-two-foundation'] },
      },
    }),
  );
  const changes = [{ stack: 'demo-foundation', org: 'demo', stage: 'foundation', action: 'deploy' }];
  writeFileSync(join(cwd, 'bin', 'npx'), `#!/bin/sh\necho '${JSON.stringify({ include: changes })}'\n`);
  const { outputs } = step('pull-request.yml', 'prove', 'Say which stacks to plan', {
    cwd,
    path: [join(cwd, 'bin')],
  });
  expect(outputs).toEqual({
    stage: '--stage foundation',
    stacks: '["demo-foundation","demo-two-acme","demo-two-foundation"]',
  });
});

describe('what Terraform prints of the org', () => {
  const hostile =
    'x\n::error::forged\n  ::add-mask::a\n##[error]forged\rover\u001b[31mred\n:::error::z\nlast';
  const plan = (input: string) => {
    const cwd = folder();
    const stack = join(cwd, 'cdktf.out', 'stacks', 'demo-acme');
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, 'main.tf'), `resource "terraform_data" "a" {\n  input = ${input}\n}\n`);
    return { cwd, stack };
  };
  const run = (cwd: string, ends: number) =>
    step('pull-request.yml', 'plan', 'Plan', { cwd, ends, path: [], env: { STACK: 'demo-acme' } }).stdout;

  it('is no command to the runner, and no colour or line of its own', () => {
    const { cwd, stack } = plan(JSON.stringify(hostile));
    const bare = spawnSync('terraform', [`-chdir=${stack}`, 'plan', '-no-color'], { encoding: 'utf8' });
    expect(bare.stdout).toMatch(/^ +::error::forged$/m);
    const said = run(cwd, 0);
    expect(said).toContain('error: :forged');
    expect(said).toContain('Plan: 1 to add');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(said).not.toMatch(/^\s*::|##\[|[\u0000-\u0009\u000b-\u001f]/m);
    const written = JSON.parse(readFileSync(join(cwd, 'plans', 'demo-acme.json'), 'utf8'));
    expect(written.planned_values.root_module.resources[0].values.input).toBe(hostile);
  });

  it('ends the job where there is no plan', () => {
    const { cwd } = plan('nothing.at.all');
    expect(run(cwd, 1)).toContain('Error: Reference to undeclared resource');
    expect(readdirSync(join(cwd, 'plans'))).toEqual([]);
  });
});

describe('what the deploying job takes of the artifact', () => {
  const digest = (text: string): string => `${createHash('sha256').update(text).digest('hex')}  -`;
  const artifact = (): string => {
    const cwd = planned({});
    writeFileSync(join(cwd, 'package.json'), 'ours');
    for (const path of ['cdktf.out/stacks/demo-acme/.terraform', 'plans', 'node_modules/.bin'])
      mkdirSync(join(cwd, 'sealed', path), { recursive: true });
    for (const name of ['seal.json', 'package.json', 'cdktf.out/stacks/demo-acme/.terraform/environment'])
      writeFileSync(join(cwd, 'sealed', name), 'theirs');
    rmSync(join(cwd, 'cdktf.out'), { recursive: true });
    return cwd;
  };
  const refuse = (cwd: string, SEAL: string, ends: number) =>
    step('merge.yml', 'deploy', 'Refuse anything but what was sealed', {
      cwd,
      env: { SEAL },
      path: [join(cwd, 'bin')],
      ends,
    });

  it('is what was sealed, and nothing that would lie over the checkout', () => {
    const cwd = artifact();
    refuse(cwd, digest('theirs'), 0);
    expect(readFileSync(join(cwd, 'asked'), 'utf8')).toBe('bulkhead unseal seal.json --plans plans\n');
    expect(readFileSync(join(cwd, 'package.json'), 'utf8')).toBe('ours');
    expect(existsSync(join(cwd, 'node_modules'))).toBe(false);
    expect(readdirSync(join(cwd, 'cdktf.out', 'stacks', 'demo-acme'))).toEqual([]);
  });

  it('is nothing when the seal is another one than the sealing job told of', () => {
    const cwd = artifact();
    expect(refuse(cwd, digest('ours'), 1).stdout).toContain('::error::The seal is another one');
    expect(existsSync(join(cwd, 'asked'))).toBe(false);
  });

  it('is told of by the sealing job as it is asked for', () => {
    const cwd = planned({});
    writeFileSync(join(cwd, 'seal.json'), 'theirs');
    const { outputs } = step('merge.yml', 'seal', 'Prove, and seal what was proved', {
      cwd,
      path: [join(cwd, 'bin')],
    });
    expect(outputs).toEqual({ seal: digest('theirs') });
  });
});
