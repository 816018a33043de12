import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanFiles } from '../proof/plans';

/** Larger than the plan of any stack by far; what is larger is not read and so not proved. */
const largest = 256 * 1024 * 1024;

/** Reads every `<stack>.json` of a folder. What is no readable UTF-8 file is there without a text: the proof reports it. */
export function readPlanFiles(root: string, shown: string): PlanFiles {
  const texts = new Map<string, string | undefined>();
  for (const name of readdirSync(root).sort()) {
    if (name.endsWith('.json')) texts.set(name.slice(0, -'.json'.length), read(join(root, name)));
  }
  return { shown, texts };
}

function read(file: string): string | undefined {
  try {
    const found = statSync(file);
    // A pipe or a device has no end.
    if (!found.isFile() || found.size > largest) return undefined;
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}
