import { readdirSync, statSync } from 'node:fs';
import { codeOf, reasonOf } from '../system/error-code';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** Throws a {@link UsageError} unless the path is a folder that can be listed. `advice` says how it comes about, where that helps. */
export function demandFolder(path: string, option: string, advice?: string): void {
  const shown = shownPath(path);
  if (path === '') throw new UsageError(`${option} names no folder: it is empty.`);
  const name =
    advice === undefined ? `name another with ${option}` : `${advice}, or name another with ${option}`;
  try {
    // Not throwIfNoEntry: with it, later versions of Node also say nothing of a file in the middle of the path.
    if (!statSync(path).isDirectory())
      throw new UsageError(`${shown} is not a folder: name one with ${option}.`);
    readdirSync(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (codeOf(error) === 'ENOENT') throw new UsageError(`The folder ${shown} does not exist: ${name}.`);
    throw new UsageError(`The folder ${shown} cannot be read: ${causeOf(error)}; ${name}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  ELOOP: 'a link leads back to itself',
  ENAMETOOLONG: 'no file system takes so long a name',
  ENOTDIR: 'a part of the path is a file',
};

/** Without the system's own message, which holds absolute paths. */
function causeOf(error: unknown): string {
  const code = reasonOf(error);
  return reasons[code] ?? code;
}
