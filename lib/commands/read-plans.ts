import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanFiles } from '../proof/plans';
import { readBytes } from './read-bytes';

/** Larger than the plan of any stack by far; what is larger is not read and so not proved. */
export const largestPlan = 64 * 1024 * 1024;

/** Reads every `<stack>.json` of a folder. What is no readable file is there without bytes: the proof reports it. */
export function readPlanFiles(root: string, shown: string): PlanFiles {
  const contents = new Map<string, Uint8Array | undefined>();
  for (const name of readdirSync(root).sort()) {
    if (name.endsWith('.json'))
      contents.set(name.slice(0, -'.json'.length), readBytes(join(root, name), largestPlan));
  }
  return { shown, contents };
}
