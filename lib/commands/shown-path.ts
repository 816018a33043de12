import { basename, isAbsolute, relative, resolve } from 'node:path';

/** How a folder or file is called in output: relative to where bulkhead runs, never absolute. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), resolve(path)).replaceAll('\\', '/');
  if (inside === '') return '.';
  return inside.startsWith('..') || isAbsolute(inside) ? basename(resolve(path)) : inside;
}
