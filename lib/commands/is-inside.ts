import { isAbsolute, relative, resolve, sep } from 'node:path';
import { realPath } from './real-path';

/** Whether a path is a folder or lies in it, as both are written: links are not followed. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The same, also where links lead there. */
export const leadsInside = (path: string, folder: string): boolean =>
  isInside(path, folder) || isInside(realPath(path), realPath(folder));
