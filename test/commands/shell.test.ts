import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bulkhead, root } from './run';

describe('stdout that takes nothing more', () => {
  it.each([
    [['rules']],
    [['check', '--hcl', 'examples/raw-terraform', '--format', 'json']],
    [['emulator', '--port', '0', '--json']],
    [['--help']],
  ])('ends %j with 2 and one line', (args) => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'bulkhead.js'), ...args], {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      stdio: ['ignore', full, 'pipe'],
      env: { ...process.env, CI: '' },
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'bulkhead: stdout cannot be written (ENOSPC): what it holds is incomplete. Make room, then run it again.\n',
    });
  });
});

describe('a secret on the command line', () => {
  it.each([
    ['verify', 'demo', '--client-secret=canary=S3cret'],
    ['emulator', "--clientSecret=canary'S3cret"],
    ['verify', 'demo', '--formatt=canary-S3cret'],
    ['verify', 'demo', 'canaryS3cret'],
    ['audit', 'canaryS3cret'],
  ])('is not said again: %s %s %s', (...args) => {
    const { code, stdout, stderr } = bulkhead(args.filter((arg) => arg !== undefined));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain('S3cret');
    expect(stderr).toMatch(/unknown option '--[a-zA-Z-]+=…'\n|of that name; /);
  });
});
