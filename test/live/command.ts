import { join } from 'node:path';
import { type Outcome, run as runProgram } from '../e2e/outcome';
import type { Deployed } from './deployed';

export type { Outcome } from '../e2e/outcome';

const root = join(__dirname, '..', '..');

/** Runs the built command against the emulator of this process, which goes on answering meanwhile. */
export function run(org: Deployed, ...args: readonly string[]): Promise<Outcome> {
  const given = (option: string): boolean => args.includes(option);
  const all = [
    ...args,
    ...(given('--gateway') ? [] : ['--gateway', org.emulator.url]),
    ...(given('--deployer') ? [] : ['--deployer', org.file('deployer.json')]),
  ];
  const bin = join(root, 'bin', 'bulkhead.js');
  return runProgram(process.execPath, [bin, ...all], root, { NO_COLOR: '1', CI: '' });
}
