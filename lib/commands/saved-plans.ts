import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { madeOfOther } from '../seal/saved-plan';
import type { PlanState } from '../seal/untold';
import { asOpened, stackFile } from '../terraform/file-names';
import { visible } from '../text/visible';
import { largestStack } from './read-assembly';
import { readBytes } from './read-bytes';
import { largestPlan } from './read-plans';
import { shownPath } from './shown-path';

const ending = '.tfplan';

/** Whether a stack keeps its state there. */
export type IsOwnState = (stack: string, state: PlanState) => boolean;

/**
 * What is wrong with the saved plans of a folder, each a sentence: one that was made of other files than its stack's, or of another state, would be
 * applied with those.
 */
export function otherPlans(plans: string, assembly: string, isOwn: IsOwnState): readonly string[] {
  return (
    readdirSync(plans, { recursive: true, encoding: 'utf8' })
      // What is proved is none: it was read as JSON. What lies deeper was not read.
      .filter((name) => name.includes(sep) || !name.endsWith('.json'))
      .sort()
      .flatMap((name) => {
        const why = asOpened(name).endsWith(ending)
          ? otherPlan(join(plans, name), assembly, name.slice(0, -ending.length), isOwn)
          : misnamed(join(plans, name));
        return why === undefined ? [] : [visible(`${shownPath(plans)}/${name} ${why}`)];
      })
  );
}

function otherPlan(path: string, assembly: string, stack: string, isOwn: IsOwnState): string | undefined {
  const written = readBytes(join(assembly, 'stacks', stack, stackFile), largestStack);
  if (written === undefined) return 'is of no stack';
  const plan = readBytes(path, largestPlan);
  return plan === undefined
    ? 'is larger than any plan, or cannot be read'
    : madeOfOther(plan, written, (state) => isOwn(stack, state));
}

/** A zip, as saved plans are, whose name does not say of which stack it is. */
function misnamed(path: string): string | undefined {
  const [first, second] = readBytes(path, largestPlan) ?? [];
  return first === 0x50 && second === 0x4b
    ? 'seems to be a saved plan, and is not called after its stack: <stack>.tfplan'
    : undefined;
}
