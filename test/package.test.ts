import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { copyTenants, folder, root } from './commands/run';

/*
 * The tarball of `npm pack`, in a project of somebody else. What npm would fetch for it is linked; what npm could not fetch, since nobody
 * publishes it, is left out.
 */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const snippet = /^```ts\n((?:.*\n)*?)```$/m.exec(
  readFileSync(join(root, 'docs', 'how-to', 'use-the-constructs.md'), 'utf8'),
)?.[1];

/** A project with the package installed. The build is the one that the other tests use. */
function project(type: 'commonjs' | 'module'): string {
  const home = folder();
  const modules = join(home, 'node_modules');
  const own = join(modules, 'bulkhead-genesyscloud');
  mkdirSync(own, { recursive: true });
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', home];
  execFileSync('npm', pack, { cwd: root, stdio: 'pipe' });
  const tarball = readdirSync(home).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['xzf', join(home, tarball), '--strip-components=1', '-C', own]);
  rmSync(join(home, tarball));
  const link = (name: string): void => {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  };
  const { dependencies, peerDependencies, bundleDependencies } = JSON.parse(
    readFileSync(join(own, 'package.json'), 'utf8'),
  );
  const fetched = Object.keys({ ...dependencies, ...peerDependencies });
  for (const name of [...fetched.filter((one) => !bundleDependencies.includes(one)), '@types']) link(name);
  writeFileSync(join(home, 'package.json'), JSON.stringify({ type }));
  copyTenants(home);
  return home;
}

const tsc = join(dirname(createRequire(__filename).resolve('typescript/package.json')), 'bin', 'tsc');

it.each(['commonjs', 'module'] as const)(
  'runs the app of its page in a strict project of type %s',
  (type) => {
    const home = project(type);
    writeFileSync(join(home, 'main.ts'), snippet ?? '');
    const options = ['--module', 'nodenext', '--strict', '--types', 'node', '--skipLibCheck', 'false'];
    execFileSync(process.execPath, [tsc, ...options, 'main.ts'], { cwd: home, stdio: 'pipe' });
    const node = (...args: string[]): string =>
      execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8', stdio: 'pipe' });
    expect(node('main.js')).toContain('bulkhead: proven (tenants 4');
    expect(node('node_modules/bulkhead-genesyscloud/bin/bulkhead.js', 'check')).toContain(
      'proven, 1 finding waived',
    );
  },
);
