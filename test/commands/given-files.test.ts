import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, copyTenants, demo, folder } from './run';

let work: string;
beforeAll(() => {
  work = demo();
});

describe('a file or folder that was given with its absolute path', () => {
  it.each([
    ['check', '--tenants', 'PLACE/nowhere/x'],
    ['check', '--plans', 'PLACE/nowhere/x'],
    ['check', '--hcl', 'PLACE/nowhere/x'],
    ['check', '--base', 'PLACE/nowhere/x'],
    ['check', '--output', 'PLACE/nowhere/x'],
    ['check', '--output', 'PLACE/nowhere/x.json'],
    ['check', '--output', 'PLACE/x.tf.json'],
    ['diff', '--base', 'PLACE/nowhere/x'],
    ['seal', '--output', 'PLACE/nowhere/x'],
    ['unseal', 'PLACE/nowhere/x'],
    ['emulator', '--port', '0', '--seed', 'PLACE/nowhere/x'],
    ['emulator', '--port', '0', '--db', 'PLACE/nowhere/x'],
    ['emulator', '--port', '0', '--log', 'PLACE/nowhere/x'],
    ['audit', 'demo', '--output', 'PLACE/nowhere/x.md'],
    ['audit', 'demo', '--trace', 'PLACE/nowhere/x'],
    ['audit', 'demo', '--deployer', 'PLACE/nowhere/x'],
    ['verify', 'demo', '--canaries', 'PLACE/nowhere/x'],
  ])('is not said with it: %j', (...args) => {
    const place = folder();
    const given = args.map((arg) => arg.replace('PLACE', place));
    const { code, stdout, stderr } = bulkhead(given, work);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^bulkhead: /);
    expect(stderr).not.toContain(place);
  });

  it('is not said with it while it is read', () => {
    const base = folder();
    copyTenants(base);
    const { code, stderr } = bulkhead(['check', '-v', '--base', join(base, 'tenants')], work);
    expect(code).toBe(0);
    expect(stderr).toContain('comparing with tenants\n');
    expect(stderr).not.toContain(base);
  });
});

it.each([
  ['/dev/full', 'full', 'ENOSPC', 'make room, then run it again.'],
  ['nowhere/at-all', 'nowhere/at-all', 'ENOENT', 'does its folder exist?'],
  ['.', '.', 'EISDIR', 'it is a folder, name a file.'],
])('what to do about %s is what helps there', (file, shown, code, remedy) => {
  expect(bulkhead(['seal', '--output', file], work)).toMatchObject({
    code: 2,
    stderr: `bulkhead: The seal ${shown} cannot be written (${code}): ${remedy}\n`,
  });
});
