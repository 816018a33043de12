import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { progressOn } from '../../lib/commands/progress';
import { quoted } from '../support/quoted';
import { bulkhead, demo, root, synthesize } from './run';

let work: string;
beforeAll(() => {
  work = demo();
});

const steps = `bulkhead: reading the manifest in tenants
bulkhead: reading the stacks in cdktf.out
bulkhead: proving 5 stacks
`;

it('says each step in CI, and with --verbose', () => {
  expect(bulkhead(['check'], work, { CI: 'true' }).stderr).toBe(steps);
  expect(bulkhead(['check', '--verbose'], work, { CI: '' }).stderr).toBe(steps);
  expect(bulkhead(['check'], work, { CI: '' }).stderr).toBe('');
  expect(bulkhead(['check', '--quiet'], work, { CI: 'true' }).stderr).toBe('');
});

it('never touches stdout', () => {
  const { stdout } = bulkhead(['check'], work, { CI: '' });
  for (const [args, env] of [
    [['check'], { CI: 'true' }],
    [['check', '-q'], { CI: '' }],
  ] as const)
    expect(bulkhead(args, work, env).stdout).toBe(stdout);
});

it('lists every grant with --verbose', () => {
  const { stdout } = bulkhead(['check', '--verbose'], work);
  const { grants } = JSON.parse(bulkhead(['check', '--format', 'json'], work).stdout);
  expect(stdout.match(/^ +- client-\d: \S+ in /gm)).toHaveLength(grants.length);
});

it('says the steps of seal and of unseal, which proves for the day of the seal and for its own, or none', () => {
  const args = ['--output', 'seal.json', '--today', '2026-11-24'];
  expect(bulkhead(['seal', ...args, '-v'], work, { CI: '' }).stderr).toBe(steps);
  expect(bulkhead(['unseal', '-v', '--today', '2026-11-24'], work, { CI: '' }).stderr).toBe(steps);
  expect(bulkhead(['unseal', '-v', '--today', '2026-11-25'], work, { CI: '' }).stderr).toBe(steps + steps);
  expect(bulkhead(['seal', ...args, '-q'], work, { CI: 'true' }).stderr).toBe('');
  expect(bulkhead(['unseal', '-q'], work, { CI: 'true' }).stderr).toBe('');
});

it('refuses both at once', () => {
  const { code, stderr } = bulkhead(['check', '--quiet', '--verbose'], work);
  expect(code).toBe(2);
  expect(stderr).toContain('cannot be used with');
});

it.each(['diff', 'affected'])('tells the steps of %s', (command) => {
  expect(bulkhead([command, '--base', './tenants', '-v'], work).stderr).toBe(
    'bulkhead: reading the manifest of tenants\nbulkhead: reading the manifest in tenants\n',
  );
});

it('draws a bar on a terminal, and wipes it before the report', () => {
  const command = `${quoted(process.execPath)} ${quoted(root)}/bin/bulkhead.js check`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: work,
    encoding: 'utf8',
    env: { ...process.env, CI: '', NO_COLOR: '1', TERM: 'xterm' },
  });
  expect(stdout).toContain('\r\u001b[2K[--------------------] reading the manifest in tenants');
  expect(stdout).toContain('[#############-------] proving 5 stacks\r\u001b[2K');
  // What is left on the screen: each wipe takes its line.
  const screen = stdout
    .split('\r\n')
    .map((line) => line.slice(line.lastIndexOf('\u001b[2K') + 1).replace(/^\[2K/, ''))
    .join('\n');
  expect(screen).toBe(bulkhead(['check'], work).stdout);
});

it('is silent on a dumb terminal', () => {
  const written: string[] = [];
  const stream = { isTTY: true, write: (text: string) => written.push(text) };
  progressOn(stream, { TERM: 'dumb' }, {}, 2).step('x');
  expect(written).toEqual([]);
});

it('says what stands in the way of the stacks, without a path of this machine', () => {
  const made = demo();
  writeFileSync(join(made, 'file'), '');
  const { code, stderr } = synthesize(made, { CDKTF_OUTDIR: 'file' });
  expect(code).toBe(2);
  expect(stderr).not.toContain(made);
});
