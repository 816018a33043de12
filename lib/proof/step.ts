import type { Place } from './finding';

/** One link of the chain from a manifest's line to the value in a plan. */
export interface Step {
  /** `manifest` → `construct` → `file` → `expression` → `producer` → `plan` → `value`. */
  readonly kind: 'manifest' | 'construct' | 'file' | 'expression' | 'producer' | 'plan' | 'value';
  readonly text: string;
  readonly place: Place | undefined;
}
