import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Deployed } from './deployed';

const root = join(__dirname, '..', '..');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command against the emulator of this process, which goes on answering meanwhile. */
export function run(org: Deployed, ...args: readonly string[]): Promise<Outcome> {
  const given = (option: string): boolean => args.includes(option);
  const all = [
    ...args,
    ...(given('--gateway') ? [] : ['--gateway', org.emulator.url]),
    ...(given('--deployer') ? [] : ['--deployer', org.file('deployer.json')]),
  ];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'bulkhead.js'), ...all], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', CI: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}
