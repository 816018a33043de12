import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bulkhead, folder } from './run';

const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');

it.each(['plans', 'plans-after-apply'])('proves the recorded %s', (plans) => {
  const { code, stdout } = bulkhead(['check', '--assembly', '.', '--plans', plans], recording);
  expect(stdout).toContain('\nproven\n');
  expect(code).toBe(0);
});

it.each<[string, (file: string) => void]>([
  ['a pipe, which has no end', (file) => execFileSync('mkfifo', [file])],
  ['a device, which has none either', (file) => symlinkSync('/dev/zero', file)],
  ['a folder', (file) => mkdirSync(file)],
  ['a link in a circle', (file) => symlinkSync('demo-acme.json', file)],
])('refuses in place of a plan: %s', (_what, put) => {
  const plans = folder();
  for (const name of readdirSync(join(recording, 'plans')))
    copyFileSync(join(recording, 'plans', name), join(plans, name));
  const file = join(plans, 'demo-acme.json');
  rmSync(file);
  put(file);
  const { code, stdout, stderr } = bulkhead(['check', '--assembly', '.', '--plans', plans], recording);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^incomplete-plan {2}demo\/acme$/m);
  expect(stdout).toContain('is not a readable UTF-8 file of at most 256 MiB');
  expect(code).toBe(1);
});
