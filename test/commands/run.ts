import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { copyTenants, root } from '../support/demo-tenants';

export { copyTenants, lastDay, root, soon } from '../support/demo-tenants';

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
      // A command that waits for ever must not take the tests with it.
      timeout: 300_000,
      env: { ...process.env, NO_COLOR: '1', ...env },
    },
  );
  return { code: status, stdout, stderr };
}

/** Runs the app, as it was built, in a folder, writing to `<folder>/cdktf.out`. Without tsx, which takes longer than the app itself. */
export function synthesize(cwd: string, env: Record<string, string> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'main.js')], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
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

/** A folder with the demo's manifest and freshly synthesized stacks. */
export function demo(): string {
  const made = folder();
  copyTenants(made);
  const { code, stderr } = synthesize(made);
  if (code !== 0) throw new Error(`the demo does not synthesize: ${stderr}`);
  return made;
}
