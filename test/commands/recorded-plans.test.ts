import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bulkhead, folder } from './run';

const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');

it.each(['plans', 'plans-after-apply'])('proves the recorded %s', (plans) => {
  const { code, stdout } = bulkhead(['check', '--assembly', '.', '--plans', plans], recording);
  expect(stdout).toContain('\nproven\n');
  expect(code).toBe(0);
});

/** The recorded plans in a folder of their own. */
function recorded(): string {
  const plans = folder();
  for (const name of readdirSync(join(recording, 'plans')))
    copyFileSync(join(recording, 'plans', name), join(plans, name));
  return plans;
}

it.each<[string, (file: string) => void]>([
  ['a pipe, which has no end', (file) => execFileSync('mkfifo', [file])],
  ['a device, which has none either', (file) => symlinkSync('/dev/zero', file)],
  ['a folder', (file) => mkdirSync(file)],
  ['a link in a circle', (file) => symlinkSync('demo-acme.json', file)],
])('refuses in place of a plan: %s', (_what, put) => {
  const plans = recorded();
  const file = join(plans, 'demo-acme.json');
  rmSync(file);
  put(file);
  const { code, stdout, stderr } = bulkhead(['check', '--assembly', '.', '--plans', plans], recording);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^incomplete-plan {2}demo\/acme$/m);
  expect(stdout).toContain('is not a readable UTF-8 file of at most 64 MiB');
  expect(code).toBe(1);
});

it('says of every file that was read which bytes it held, also of one that is no text', () => {
  const plans = recorded();
  const file = join(plans, 'demo-acme.json');
  appendFileSync(file, Buffer.from([0xff]));
  const { stdout } = bulkhead(['check', '--assembly', '.', '--plans', plans, '--format', 'json'], recording);
  const { inputs, findings } = JSON.parse(stdout);
  expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('incomplete-plan');
  const shown = Object.keys(inputs).filter((name) => name.endsWith('/demo-acme.json'));
  expect(shown.map((name) => inputs[name])).toEqual([
    createHash('sha256').update(readFileSync(file)).digest('hex'),
  ]);
});
