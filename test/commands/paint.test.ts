import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { paintFor } from '../../lib/commands/paint';
import { quoted } from '../support/quoted';
import { bulkhead, demo, root } from './run';

it('sets words off on a terminal only', () => {
  const bad = (isTTY: boolean, env: Record<string, string>): string => paintFor({ isTTY }, env).bad('x');
  expect(bad(true, {})).toBe('\u001b[31mx\u001b[39m');
  expect(bad(true, { NO_COLOR: '' })).toBe('\u001b[31mx\u001b[39m');
  for (const [isTTY, env] of [
    [false, {}],
    [true, { NO_COLOR: '1' }],
    [true, { TERM: 'dumb' }],
  ] as const)
    expect(bad(isTTY, env)).toBe('x');
});

it('shows the same words on a terminal as in a pipe', () => {
  const folder = demo();
  const command = `${quoted(process.execPath)} ${quoted(root)}/bin/bulkhead.js check --quiet`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '', TERM: 'xterm' },
  });
  expect(stdout).toContain('\u001b[32mproven');
  const piped = bulkhead(['check'], folder).stdout;
  expect(piped).not.toContain('\u001b');
  expect(stripVTControlCharacters(stdout).replaceAll('\r\n', '\n')).toBe(piped);
});
