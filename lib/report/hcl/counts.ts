import { plural } from '../counts';
import type { HclDocument } from './document';

/** How much was looked at, in one line. */
export function examinedText({ examined }: Pick<HclDocument, 'examined'>): string {
  const { files, modules, clients, grants, roles, divisions } = examined;
  return [
    plural(files, 'file'),
    plural(modules, 'module'),
    plural(clients, 'client'),
    plural(grants, 'grant'),
    plural(roles, 'role'),
    plural(divisions, 'division'),
  ].join(', ');
}
