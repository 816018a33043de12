import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of the original table, read without any code of lib/genesys, so that tests have a second opinion. */
export interface SampleRow {
  readonly name: string;
  readonly mode: string;
  readonly permissions: readonly string[];
  readonly scopes: readonly string[];
}

export const factsFolder = join(__dirname, 'fixtures/facts');
const words = (cell: string | undefined): string[] => (cell ? [...new Set(cell.split(','))] : []);

/** What the API description writes in one row where permissions belong. */
export const prose = 'They are enforced by the backend';

export const sample: readonly SampleRow[] = readFileSync(join(factsFolder, 'operations.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [method, path, , mode = '', permissions, scopes] = line.split('\t');
    return { name: `${method} ${path}`, mode, permissions: words(permissions), scopes: words(scopes) };
  });

/** Whether the held text (with `*`) covers the permission, by way of a regular expression. */
export function covers(held: string, permission: string): boolean {
  const pattern = held.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`, 'i').test(permission);
}

/** The rows of the sample that the permissions open, decided row by row. */
export function openedInSample(held: readonly string[]): readonly string[] {
  const has = (permission: string): boolean =>
    permission !== prose && held.some((one) => covers(one, permission));
  return sample
    .filter(({ mode, permissions }) => (mode === 'ALL' ? permissions.every(has) : permissions.some(has)))
    .map(({ name }) => name);
}
