import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quoted } from '../support/quoted';
import { bulkhead, copyTenants, folder, root } from './run';

it('takes an empty BULKHEAD_GATEWAY for none, and an empty --gateway for a mistake', () => {
  const there = folder();
  copyTenants(there);
  mkdirSync(join(there, 'cdktf.out'));
  const unset = bulkhead(['check'], there);
  expect(unset.stdout).toContain('rejected');
  expect(bulkhead(['check'], there, { BULKHEAD_GATEWAY: '' })).toEqual(unset);
  expect(bulkhead(['check', '--gateway', ''], there).code).toBe(2);
});

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

describe('stderr that takes nothing more', () => {
  it.each([
    [['check', '--tenants', 'nowhere'], 2],
    [['rules', 'nope'], 2],
    [['--nope'], 2],
    [['check', '--hcl', 'nowhere', '--verbose'], 2],
    [['check', '--hcl', 'examples/raw-terraform', '--verbose'], 1],
    [['diff', '--base', './tenants', '--verbose'], 0],
  ])('leaves the exit code of %j as it is', (args, code) => {
    const full = openSync('/dev/full', 'w');
    const { status } = spawnSync(process.execPath, [join(root, 'bin', 'bulkhead.js'), ...args], {
      cwd: root,
      timeout: 60_000,
      stdio: ['ignore', 'ignore', full],
      env: { ...process.env, CI: '' },
    });
    closeSync(full);
    expect(status).toBe(code);
  });
});

it.each(['throw new Error("late")', 'Promise.reject(new Error("late"))'])(
  'an error outside of the command is an internal one: %s',
  (late) => {
    const early = `data:text/javascript,setTimeout(() => { ${late} }, 500)`;
    const args = ['--import', early, join(root, 'bin', 'bulkhead.js'), 'emulator', '--port', '0'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'bulkhead: internal error: late\nThis is a bug in bulkhead; please report it with the input.\n',
    });
  },
);

describe('a folder that was removed under the command', () => {
  it.each([
    'check',
    'diff --base main',
    'affected --base ./x',
    'explain acme',
    'new org wide',
    'seal',
    'unseal',
    'verify demo',
    'audit demo',
    'check --hcl .',
  ])('ends %s with 2', (command) => {
    const gone = folder();
    const there = quoted(gone);
    const bin = quoted(join(root, 'bin', 'bulkhead.js'));
    const script = `cd ${there} && rmdir ${there} && exec ${quoted(process.execPath)} ${bin} ${command}`;
    const { status, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8', timeout: 60_000 });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'bulkhead: The folder that bulkhead runs in cannot be found (ENOENT): change to the project’s root, then run it again.\n',
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
