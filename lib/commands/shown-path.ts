import { basename, isAbsolute, relative, resolve } from 'node:path';

/** How a folder or file is called in output: relative to where bulkhead runs, never absolute. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), resolve(path)).replaceAll('\\', '/');
  if (inside === '') return '.';
  return inside.startsWith('..') || isAbsolute(inside) ? basename(resolve(path)) : inside;
}

/** A path in a message about the option that gave it: as it was given, so that it is recognized, unless that is absolute. */
export const givenPath = (path: string): string => (isAbsolute(path) ? shownPath(path) : path);
