import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { demo, folder, root, synthesize } from '../commands/run';

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
    `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(root, 'bin', 'bulkhead.js')}' "$@"\n`,
  );
  chmodSync(npx, 0o755);
  git('init', '-q', '-b', 'main');
  git('add', 'tenants');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'base');
});

/** What the step writes to GITHUB_OUTPUT, and what it says. */
function step(
  kit: string,
  job: string,
  name: string,
  {
    env = {},
    path = [tools],
    cwd = work,
  }: { env?: Record<string, string>; path?: string[]; cwd?: string } = {},
): { outputs: Record<string, string>; stdout: string } {
  const workflow = parse(readFileSync(join(root, 'examples', 'ci', kit), 'utf8'));
  const { run } = workflow.jobs[job].steps.find((one: { name?: string }) => one.name === name);
  const output = join(folder(), 'output');
  writeFileSync(output, '');
  mkdirSync(join(cwd, 'reports'), { recursive: true });
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', run], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      CI: '',
      PATH: [...path, process.env['PATH']].join(delimiter),
      GITHUB_OUTPUT: output,
      BASE: 'main',
      ...env,
    },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = readFileSync(output, 'utf8').trim().split('\n');
  return {
    stdout,
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))),
  };
}

const plannedStacks = () => step('pull-request.yml', 'prove', 'Say which stacks to plan').outputs;
const touched = () => step('merge.yml', 'foundations', 'Say what is touched');

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

it('touches nothing when it is run by hand, since there is no commit before', () => {
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-a', '-m', 'gone');
  const { outputs, stdout } = step('merge.yml', 'foundations', 'Say what is touched', { env: { BASE: '' } });
  expect({ outputs, stdout }).toEqual({ outputs: { foundations: '[]', tenants: '[]' }, stdout: '' });
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

/** A folder with plans that would change something or not, and a Terraform that notes what it is asked to apply. */
function planned(plans: Readonly<Record<string, boolean | undefined>>): string {
  const cwd = folder();
  mkdirSync(join(cwd, 'bin'));
  for (const [stack, applyable] of Object.entries(plans)) {
    mkdirSync(join(cwd, 'cdktf.out', 'stacks', stack), { recursive: true });
    writeFileSync(join(cwd, 'cdktf.out', 'stacks', stack, 'plan'), JSON.stringify({ applyable }));
  }
  const write = (name: string, ...lines: readonly string[]): void => {
    writeFileSync(join(cwd, 'bin', name), ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(join(cwd, 'bin', name), 0o755);
  };
  write('npx', 'echo "$@" >> asked');
  write(
    'terraform',
    'case "$2" in',
    'show) cat "${1#-chdir=}/plan" ;;',
    'apply) echo "apply ${1##*/}" >> asked ;;',
    'esac',
  );
  return cwd;
}

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
    },
    ['demo-globex', 'demo-hooli', 'demo-x'],
  ],
])('deploys %s', (_, TOUCHED, plans, stacks) => {
  const cwd = planned(plans);
  mkdirSync(join(cwd, 'plans'));
  for (const [stack, applyable] of Object.entries(plans))
    writeFileSync(join(cwd, 'plans', `${stack}.json`), JSON.stringify({ applyable }));
  const { outputs } = step('merge.yml', 'seal', 'Say which stacks to apply', { cwd, env: { TOUCHED } });
  expect(JSON.parse(outputs['deploy'] ?? '')).toEqual({ include: stacks.map((stack) => ({ stack })) });
});
