import { UsageError } from './usage-error';

/** @throws UsageError for `--stage` without plans of which it could be the stage */
export function demandPlans({ stage, plans }: { readonly stage?: string; readonly plans?: string }): void {
  if (stage !== undefined && plans === undefined)
    throw new UsageError('--stage says which plans are asked for: give their folder with --plans.');
}
