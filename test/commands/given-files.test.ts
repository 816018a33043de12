import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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

describe('a file that a run with the live org writes', () => {
  it.each([
    ['--output', 'tenants/demo/catalog.json'],
    ['--trace', 'tenants/demo/acme.yaml'],
    ['--resume', 'tenants/demo/audit.part'],
  ])('is none of the manifest: %s %s', (option, file) => {
    const before = existsSync(join(work, file)) ? readFileSync(join(work, file), 'utf8') : '';
    const { code, stdout, stderr } = bulkhead(['audit', 'demo', option, file], work);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(file);
    expect(existsSync(join(work, file)) ? readFileSync(join(work, file), 'utf8') : '').toBe(before);
  });

  it.each([
    ['audit', ['--output', 'a.json', '--trace', './a.json'], '--trace'],
    ['audit', ['--output', 'a.json', '--resume', 'a.json'], '--resume'],
    ['audit', ['--trace', 'a.json', '--resume', 'a.json'], '--resume'],
    ['verify', ['--output', 'demo.canaries.json'], '--canaries'],
    ['verify', ['--trace', 'b.json', '--canaries', 'b.json'], '--canaries'],
  ])('is not written over by another one: %s %j', (command, options, option) => {
    const { code, stderr } = bulkhead([command, 'demo', ...options], work);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      new RegExp(
        `^bulkhead: ${option} and another option name one file, \\S+: give each a file of its own\\.\n$`,
      ),
    );
  });
});

describe('a file of credentials', () => {
  const secret = '{ "clientId": "3f0a1c52-7d4e-4b96-8a11-0c5e9d2f7b31", "clientSecret": "told once" }';
  it.each([
    ['audit', 'deployer.json', ['--deployer', 'deployer.json', '--output', './deployer.json']],
    ['audit', 'deployer.json', ['--deployer', 'deployer.json', '--trace', 'deployer.json']],
    ['verify', 'deployer.json', ['--deployer', 'deployer.json', '--output', 'deployer.json', '--prepare']],
    ['verify', 'credentials/demo-acme.json', ['--output', 'credentials/demo-acme.json']],
    ['verify', 'credentials/demo-acme.env', ['--trace', 'credentials/demo-acme.env']],
    ['verify', 'demo-globex.json', ['--credentials', '.', '--output', 'demo-globex.json']],
  ])('is not written over by %s: %s %j', (command, file, options) => {
    mkdirSync(join(work, 'credentials'), { recursive: true });
    writeFileSync(join(work, file), secret);
    chmodSync(join(work, file), 0o600);
    const { code, stderr } = bulkhead([command, 'demo', '--gateway', 'http://127.0.0.1:9', ...options], work);
    expect(readFileSync(join(work, file), 'utf8')).toBe(secret);
    expect(stderr).toMatch(
      /^bulkhead: --(output|trace) \S+ is a file of credentials, and would be lost: write elsewhere\.\n$/,
    );
    expect(code).toBe(2);
  });
});

it('is not written over through a link: the manifest, credentials, another file of the run', () => {
  const there = demo();
  const secret = join(there, 'deployer.json');
  const catalog = join(there, 'tenants', 'demo', 'catalog.json');
  writeFileSync(secret, '{}', { mode: 0o600 });
  symlinkSync(secret, join(there, 'secret.json'));
  symlinkSync(catalog, join(there, 'catalog.json'));
  symlinkSync(there, join(there, 'here'));
  const before = readFileSync(catalog, 'utf8');
  for (const [args, why] of [
    [['audit', 'demo', '--output', 'catalog.json'], 'called like what is proved'],
    [['audit', 'demo', '--trace', 'catalog.json'], 'lies in the manifest'],
    [['audit', 'demo', '--deployer', 'deployer.json', '--output', 'secret.json'], 'file of credentials'],
    [['audit', 'demo', '--output', 'a.json', '--trace', 'here/a.json'], 'name one file'],
    [['seal', '--output', 'catalog.json'], 'lies among what is sealed'],
  ] as const) {
    const { code, stderr } = bulkhead(args, there);
    expect({ args, code, stderr }).toEqual({ args, code: 2, stderr: expect.stringContaining(why) });
  }
  expect(readFileSync(secret, 'utf8')).toBe('{}');
  expect(readFileSync(catalog, 'utf8')).toBe(before);
});

it('says that there is no tenant where a manifest has none', () => {
  const empty = folder();
  mkdirSync(join(empty, 'tenants'));
  mkdirSync(join(empty, 'cdktf.out'));
  writeFileSync(join(empty, 'cdktf.out', 'manifest.json'), '{}');
  expect(bulkhead(['explain', 'acme'], empty)).toMatchObject({
    code: 2,
    stderr: 'bulkhead: There is no tenant "acme": the manifest has none at all.\n',
  });
});
