import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** The repository's root: tests run the built command as a user would. */
export const root = join(__dirname, '..', '..');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `bulkhead` with these arguments in a folder. */
export function bulkhead(args: readonly string[], cwd: string = root, env: Record<string, string> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'bulkhead.js'), ...args],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', CI: '', ...env },
    },
  );
  return { code: status, stdout, stderr };
}

/** Runs an app of cdktf with tsx in a folder, writing to `<folder>/cdktf.out`. */
export function synthesize(cwd: string, env: Record<string, string> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs'), join(root, 'main.ts')],
    { cwd, encoding: 'utf8', env: { ...process.env, ...env } },
  );
  return { code: status, stdout, stderr };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, removed after the tests of the file. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'bulkhead-'));
  folders.push(made);
  return made;
}

/** The last day of the demo's waiver. It comes, as for every waiver; so copies of the demo get a later one, and tests hold on any day. */
export const lastDay = '2027-04-30';
export const soon = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);

/** Copies the demo's manifest into a folder, its waiver in force whatever day it is. */
export function copyTenants(to: string): void {
  cpSync(join(root, 'tenants'), join(to, 'tenants'), { recursive: true });
  const waivers = join(to, 'tenants', 'demo', 'waivers.yaml');
  const text = readFileSync(waivers, 'utf8');
  if (!text.includes(lastDay)) throw new Error(`the demo's waiver no longer ends on ${lastDay}: say so here`);
  writeFileSync(waivers, text.replaceAll(lastDay, soon));
}

/** A folder with the demo's manifest and freshly synthesized stacks. */
export function demo(): string {
  const made = folder();
  copyTenants(made);
  const { code, stderr } = synthesize(made);
  if (code !== 0) throw new Error(`the demo does not synthesize: ${stderr}`);
  return made;
}
