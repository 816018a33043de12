import { type AccessDiff, diffAccess, TooMuchAccess } from '../access/diff';
import { loadManifest } from '../manifest/load';
import type { Manifest, Problem } from '../manifest/model';
import { loadBase } from './base-manifest';
import { demandManifest } from './demand-inputs';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

type ReadDiff =
  | {
      readonly kind: 'diff';
      readonly diff: AccessDiff;
    }
  | Problems;

/** Both manifests, or what is wrong with either. */
type ReadSides = { readonly kind: 'sides'; readonly base: Manifest; readonly head: Manifest } | Problems;

type Problems = { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Reads both manifests, as {@link readSides} does, and compares them. Throws a {@link UsageError} also where they differ too much. */
export function readAccessDiff(base: string, tenants: string, step?: (text: string) => void): ReadDiff {
  const sides = readSides(base, tenants, step);
  if (sides.kind === 'problems') return sides;
  try {
    return { kind: 'diff', diff: diffAccess(sides.base, sides.head) };
  } catch (error) {
    if (!(error instanceof TooMuchAccess)) throw error;
    throw new UsageError(
      `${shownPath(tenants)} and ${shownPath(base)} ${error.message}. Compare in smaller steps: name a base that is nearer with --base.`,
    );
  }
}

/**
 * Reads both manifests. Problems of either are told together: a side that cannot be read is never "no changes". Throws a
 * {@link UsageError} when a side is not there, or when both are empty: nothing compared is no answer.
 * @param step Called when a step begins, with what it does.
 */
export function readSides(
  base: string,
  tenants: string,
  step: (text: string) => void = () => undefined,
): ReadSides {
  demandManifest(tenants, '--tenants');
  step(`reading the manifest of ${shownPath(base)}`);
  const before = loadBase(base, tenants, `${shownPath(tenants)} of ${shownPath(base)}`);
  step(`reading the manifest in ${shownPath(tenants)}`);
  const after = loadManifest(tenants, shownPath(tenants));
  if (!before.ok || !after.ok) {
    return {
      kind: 'problems',
      problems: [...(before.ok ? [] : before.problems), ...(after.ok ? [] : after.problems)],
    };
  }
  if (before.manifest.orgs.length + after.manifest.orgs.length === 0) {
    throw new UsageError(
      `There is no org in ${shownPath(tenants)}, neither now nor in ${shownPath(base)}: name the manifest’s folder with --tenants.`,
    );
  }
  return { kind: 'sides', base: before.manifest, head: after.manifest };
}
