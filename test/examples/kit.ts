import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { folder, root } from '../commands/run';

/* The steps of the kits for GitHub, run by bash as a runner does. */

/** What the step writes to GITHUB_OUTPUT, and what it says. */
export function step(
  kit: string,
  job: string,
  name: string,
  {
    env = {},
    path = [],
    cwd,
    ends = 0,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly path?: readonly string[];
    readonly cwd: string;
    readonly ends?: number;
  },
): { outputs: Record<string, string>; stdout: string } {
  const workflow = parse(readFileSync(join(root, 'examples', 'ci', kit), 'utf8'));
  const { run } = workflow.jobs[job].steps.find((one: { name?: string }) => one.name === name);
  const output = join(folder(), 'output');
  writeFileSync(output, '');
  mkdirSync(join(cwd, 'reports'), { recursive: true });
  // A runner's own choice is bash without pipefail; `shell: bash` brings it.
  const options = workflow.defaults?.run.shell === 'bash' ? ['-e', '-o', 'pipefail'] : ['-e'];
  const { status, stdout, stderr } = spawnSync('bash', [...options, '-c', run], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      CI: '',
      PATH: [...path, process.env['PATH']].join(delimiter),
      GITHUB_OUTPUT: output,
      ...env,
    },
  });
  expect({ status, stderr }).toEqual({ status: ends, stderr: '' });
  const lines = readFileSync(output, 'utf8').trim().split('\n');
  return {
    stdout,
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))),
  };
}

/** Writes the manifest.json of cdktf: `x-foundation` is that of the org x, everything else a tenant's stack of the org it begins with. */
export function assembled(cwd: string, names: readonly string[]): void {
  const dependencies = (name: string): string[] =>
    /^[a-z]+-foundation$/.test(name) ? [] : [`${name.split('-')[0]}-foundation`];
  mkdirSync(join(cwd, 'cdktf.out'), { recursive: true });
  const stacks = names.map((name) => [name, { name, dependencies: dependencies(name) }]);
  writeFileSync(
    join(cwd, 'cdktf.out', 'manifest.json'),
    JSON.stringify({ stacks: Object.fromEntries(stacks) }),
  );
}

/** A folder with plans that would change something or not, and a Terraform that notes what it is asked to apply. */
export function planned(plans: Readonly<Record<string, boolean | undefined>>): string {
  const cwd = folder();
  mkdirSync(join(cwd, 'bin'));
  assembled(cwd, Object.keys(plans));
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
