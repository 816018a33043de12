import { hash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Model } from '../proof/model';
import type { Digests } from '../seal/statement';
import { reasonOf } from '../system/error-code';
import { demandFolder } from './demand-folder';
import { progressOn, type Voice, within } from './progress';
import { shownPath } from './shown-path';
import { tellProblems } from './tell-problems';
import { UsageError } from './usage-error';

/** What is sealed. */
export interface Folders extends Voice {
  readonly tenants: string;
  readonly assembly: string;
  readonly plans?: string;
  readonly gateway?: string;
}

/** The sha-256 of a report that says proven, and of the day that it is of; a seal holds it. */
type Proved =
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
  // Without chains: they only explain what the same bytes are the cause of, and are most of a report by far.
  const document = toDocument(outcome.proof, { chains: false, digests: true });
  if (document.verdict === 'rejected') {
    process.stdout.write((await import('../report/text.js')).textReport(document));
    return { kind: 'refused', code: 1 };
  }
  if (
    folders.plans !== undefined &&
    (await refuseOther(folders.plans, folders.assembly, outcome.proof.model))
  )
    return { kind: 'refused', code: 1 };
  const { jsonReport } = await import('../report/json.js');
  return {
    kind: 'proven',
    report: hash('sha256', `${today}\n${jsonReport(document)}`, 'hex'),
  };
}

/** After so many, the rest is mostly the echo of the first. */
const mostOther = 100;

/** True when a saved plan was made of other files or states than were proved; says which. */
async function refuseOther(plans: string, assembly: string, model: Model): Promise<boolean> {
  const { otherPlans } = await import('./saved-plans.js');
  const { ownStates } = await import('./own-states.js');
  const other = otherPlans(plans, assembly, ownStates(model));
  if (other.length === 0) return false;
  const lines = other.slice(0, mostOther);
  if (other.length > lines.length) lines.push(`… and ${other.length - lines.length} more`);
  process.stdout.write(
    `refused: saved plans of other files or states than those that were proved, and Terraform would apply theirs\n${lines.map((line) => `  ${line}\n`).join('')}Synthesize, run terraform init without -backend-config, and plan again into an empty folder, with nothing else in the folders of the stacks.\n`,
  );
  return true;
}

/**
 * A seal names folders from here. One outside is called by its last name alone, as another one here may be: that would be looked at in its place.
 * @throws UsageError
 */
export function demandInside({ tenants, assembly, plans }: Folders): void {
  for (const folder of [tenants, assembly, plans]) {
    if (folder !== undefined && resolve(shownPath(folder)) !== resolve(folder))
      throw new UsageError(
        `${shownPath(folder)} lies outside of this folder: a seal names files from here, so run bulkhead in the project’s root.`,
      );
  }
}

/** What the bytes of the files are now. Throws a UsageError for folders that are not there. */
export async function digests({ tenants, assembly, plans }: Folders): Promise<Digests> {
  const { digestFiles } = await import('./digest-files.js');
  const folders = {
    '--tenants': tenants,
    '--assembly': assembly,
    ...(plans === undefined ? {} : { '--plans': plans }),
  };
  for (const [option, folder] of Object.entries(folders)) {
    demandFolder(folder, option, 'run bulkhead where it was sealed');
    // A link such as /proc/self/cwd/x leads each program elsewhere: Terraform, which changes into a stack's folder, to other plans.
    if (pathWithoutLinks(folder, shownPath(folder)) !== resolve(folder))
      throw new UsageError(
        `${shownPath(folder)} is a link, or lies behind one: what it leads to can change without the seal noticing. Put the folder itself there.`,
      );
  }
  return new Map(Object.values(folders).flatMap((folder) => [...digestFiles(folder, shownPath(folder))]));
}

function pathWithoutLinks(folder: string, shown: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    throw new UsageError(
      `${shown} lies in a folder that cannot be found (${reasonOf(error)}): a name on the way is no UTF-8. Rename what is called so.`,
    );
  }
}
