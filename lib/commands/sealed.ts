import { hash } from 'node:crypto';
import type { Digests } from '../seal/statement';
import { progressOn, type Voice, within } from './progress';
import { tellProblems } from './tell-problems';

/** What is sealed. */
export interface Folders extends Voice {
  readonly tenants: string;
  readonly assembly: string;
  readonly plans?: string;
  readonly gateway?: string;
}

/** The sha-256 of a report that says proven, and of the day that it is of; a seal holds it. */
export type Proved =
  | { readonly kind: 'proven'; readonly report: string }
  /** What stood in the way is told; `code` is the exit code. */
  | { readonly kind: 'refused'; readonly code: 1 | 2 };

/** Proves the folders as `check` would. Throws a UsageError for folders that are not there. */
export async function prove(folders: Folders, today: string): Promise<Proved> {
  const { runProof } = await import('./run-proof.js');
  const progress = progressOn(process.stderr, process.env, folders, folders.plans === undefined ? 3 : 4);
  const outcome = within(progress, () => runProof({ ...folders, today, step: progress.step }));
  if (outcome.kind === 'problems') return { kind: 'refused', code: await tellProblems(outcome.problems) };
  const { toDocument } = await import('../report/document.js');
  const document = toDocument(outcome.proof);
  if (document.verdict === 'rejected') {
    process.stdout.write((await import('../report/text.js')).textReport(document));
    return { kind: 'refused', code: 1 };
  }
  const { jsonReport } = await import('../report/json.js');
  return {
    kind: 'proven',
    report: hash('sha256', `${today}\n${jsonReport(document)}`, 'hex'),
  };
}

/** What the bytes of the files are now. Throws a UsageError for folders that are not there. */
export async function digests({ tenants, assembly, plans }: Folders): Promise<Digests> {
  const { digestFiles } = await import('./digest-files.js');
  const { shownPath } = await import('./shown-path.js');
  const { demandFolder } = await import('./demand-folder.js');
  const folders = [tenants, assembly, ...(plans === undefined ? [] : [plans])];
  for (const [index, option] of ['--tenants', '--assembly', '--plans'].entries()) {
    const folder = folders[index];
    if (folder !== undefined) demandFolder(folder, option, 'run bulkhead where it was sealed');
  }
  return new Map(folders.flatMap((folder) => [...digestFiles(folder, shownPath(folder))]));
}
