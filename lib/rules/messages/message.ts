import type { FindingOf } from '../../proof/finding';
import type { Remedy } from '../../proof/remedy';
import type { RuleId } from '../../proof/rule-ids';

/** All that is said about a rule. Every text is one or two plain sentences; values come from the finding only. */
export interface Message<Id extends RuleId> {
  /** What the rule holds to be true. */
  readonly says: string;
  /** What happened. */
  readonly what: (finding: FindingOf<Id>) => string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly fix: (finding: FindingOf<Id>) => string;
}

export type Messages<Ids extends RuleId> = { readonly [Id in Ids]: Message<Id> };

/** What to do where an org has no catalogue. The packed command has no documentation beside it. */
export const takeCatalogue = (what: string): string =>
  `Put the snapshot of the live org beside org.yaml: catalog.json ${what}. A script that asks the org stands in docs/how-to/write-the-catalogue.md in Bulkhead’s repository.`;

/** What no manifest leads to was written by hand, or by code of an app; synthesis alone ends the first only. */
export const takeOut =
  'Take out what wrote it (an edit by hand, or code of an app around the constructs), and synthesize again';

const restoreState =
  'Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.';

/** What to do about a plan, or about the state behind it. */
export const remedies: Readonly<Record<Remedy, string>> = {
  'plan-again': 'Plan again from these files; if it stays, do not apply it.',
  'restore-state': restoreState,
  'rename-back': `If somebody renamed it in Genesys Cloud, give it its name back there. If not: ${restoreState}`,
  'name-first': `If the manifest called it otherwise so far, keep its id there, leave out its name, and apply; then drop the id. If somebody renamed it in Genesys Cloud, give it its name back there. If neither: ${restoreState}`,
  'remove-plan': 'Remove that file, or declare the tenant.',
  'hand-over': `If the division is to stay, unmanaged, under another key or in another stack, take it out of the state of the stack that would delete it (terraform state rm), and plan again. If not: ${restoreState}`,
  'move-back': `If somebody moved it there in Genesys Cloud, move it back by hand. If not: ${restoreState}`,
  'adopt-otherwise':
    'If that division was deleted in Genesys Cloud, nobody can adopt it any more: change the manifest. If not, plan again from these files.',
  'other-home': `catalog.json does not say that it is home: write it anew from this org. If the manifest adopts the division, take it out there. If not: ${restoreState}`,
  'foundation-first':
    'Apply the foundation (check --stage foundation, with its plan alone), then plan all stacks again.',
  'other-version':
    'Plan with the version of Terraform that Bulkhead knows, or upgrade Bulkhead: what it does not know, it does not judge.',
  'take-out':
    'Take out what moves or forgets it: Bulkhead’s addresses never change, and what is deleted is deleted.',
  'select-workspace':
    'Unset TF_WORKSPACE, select the workspace of the folder (terraform workspace select), and plan again.',
};
