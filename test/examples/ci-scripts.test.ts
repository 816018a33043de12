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
function step(kit: string, job: string, name: string): { outputs: Record<string, string>; stdout: string } {
  const workflow = parse(readFileSync(join(root, 'examples', 'ci', kit), 'utf8'));
  const { run } = workflow.jobs[job].steps.find((one: { name?: string }) => one.name === name);
  const output = join(folder(), 'output');
  writeFileSync(output, '');
  mkdirSync(join(work, 'reports'), { recursive: true });
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', run], {
    cwd: work,
    encoding: 'utf8',
    env: {
      ...process.env,
      CI: '',
      PATH: [tools, process.env['PATH']].join(delimiter),
      GITHUB_OUTPUT: output,
      BASE: 'main',
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
  expect(touched()).toEqual({ stdout: '', outputs: { foundations: '', deploy: '{"include":[]}' } });
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
    '::warning::demo-globex is no longer in the manifest: destroy it by hand, from the commit before.\n',
  );
  expect(outputs['foundations']).toBe('demo-foundation');
  expect(JSON.parse(outputs['deploy'] ?? '').include.map(({ stack }: { stack: string }) => stack)).toEqual([
    'demo-umbrella',
  ]);
});
