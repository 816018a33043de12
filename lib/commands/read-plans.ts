import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanFiles } from '../proof/plans';

/** Reads every `<stack>.json` of a folder. A file that is not readable UTF-8 is there without a text: the proof reports it. */
export function readPlanFiles(root: string, shown: string): PlanFiles {
  const texts = new Map<string, string | undefined>();
  for (const name of readdirSync(root).sort()) {
    if (name.endsWith('.json')) texts.set(name.slice(0, -'.json'.length), read(join(root, name)));
  }
  return { shown, texts };
}

function read(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}
