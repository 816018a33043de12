import { realpathSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** A path without links. Of a file that is not there yet, or leads nowhere, only the folder is followed, where that is there. */
export function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const folder = dirname(whole);
    return folder === whole ? whole : resolve(realPath(folder), basename(whole));
  }
}
