import type { OrgDraft } from './draft';
import type { Fault } from './fault';
import { quote } from './quote';

/** Where a catalogue is of another region than its org, or says two things of one permission. */
export function* catalogFaults({ file, region, catalog }: OrgDraft): Iterable<Fault> {
  if (catalog?.region !== undefined && region !== undefined && catalog.region !== region)
    yield {
      file: catalog.file,
      path: ['region'],
      message: `the catalogue was taken in ${quote(catalog.region)}, but ${file} says ${quote(region)}`,
      hint: 'A catalogue of another organization says nothing about this one. Correct the region in the file where it is wrong, or take the catalogue anew from this organization.',
    };
  const spellings = new Map<string, readonly [permission: string, aware: unknown]>();
  for (const [permission, aware] of catalog?.permissions ?? []) {
    const folded = permission.toLowerCase();
    const before = spellings.get(folded);
    if (before === undefined) spellings.set(folded, [permission, aware]);
    else if (before[1] !== aware && catalog !== undefined)
      yield {
        file: catalog.file,
        path: ['permissions', permission],
        part: 'key',
        message: `${quote(permission)} and ${quote(before[0])} are one permission to Genesys Cloud, but the catalogue says different things of them`,
        hint: 'Keep the one that the organization has, or take the catalogue anew.',
      };
  }
}
