import type { Manifest } from '../../lib/manifest/model';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';

export type Sample = ReturnType<typeof sample>;

/** The sample manifest before and after an edit. */
export function changed(edit: (input: Sample) => void): { readonly base: Manifest; readonly head: Manifest } {
  const after = sample();
  edit(after);
  return { base: manifestOf(sample()), head: manifestOf(after) };
}
