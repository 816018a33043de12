import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { madeOfOther } from '../seal/saved-plan';
import { asOpened, stackFile } from '../terraform/file-names';
import { visible } from '../text/visible';
import { largest } from './read-assembly';
import { readBytes } from './read-bytes';
import { shownPath } from './shown-path';

const ending = '.tfplan';

/** What is wrong with the saved plans of a folder, each a sentence: one that was made of other files than its stack's would be applied with those. */
export function otherPlans(plans: string, assembly: string): readonly string[] {
  return readdirSync(plans)
    .filter((name) => asOpened(name).endsWith(ending))
    .sort()
    .flatMap((name) => {
      const why = otherPlan(
        join(plans, name),
        join(assembly, 'stacks', name.slice(0, -ending.length), stackFile),
      );
      return why === undefined ? [] : [visible(`${shownPath(plans)}/${name} ${why}`)];
    });
}

function otherPlan(path: string, stack: string): string | undefined {
  const written = readBytes(stack, largest);
  if (written === undefined) return 'is of no stack';
  const plan = readBytes(path, largest);
  return plan === undefined ? 'is larger than any plan, or cannot be read' : madeOfOther(plan, written);
}
