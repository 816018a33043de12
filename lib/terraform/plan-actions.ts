import type { ResourceChange } from './plan';

/*
 * What a change says that it does, held against what it shows (HashiCorp's "JSON Output Format", 2026-11; all plans recorded with Terraform
 * 1.11.4, 2026-11-23). Reviewers are told of deletions and replacements by their actions, so an action must not be less than what happens.
 */

/** Whether there is an object before a managed resource's change, and whether there is one after it. */
const sides: ReadonlyMap<string, readonly [before: boolean, after: boolean]> = new Map([
  ['no-op', [true, true]],
  ['create', [false, true]],
  ['update', [true, true]],
  ['delete', [true, false]],
  ['forget', [true, false]],
  ['delete create', [true, true]],
  ['create delete', [true, true]],
  ['create forget', [true, true]],
]);

/** What an object that an earlier run left behind can come to. */
const ends: ReadonlySet<string> = new Set(['delete', 'forget']);

/**
 * Whether such an object is one that somebody deleted: Terraform looked for it, and says that nothing is left to do (planDestroy in
 * internal/terraform/node_resource_abstract_instance.go of 1.13.5; seen with 1.11.4, 2026-11-28).
 */
const isGone = ({ deposed, before, after }: ResourceChange, does: string): boolean =>
  deposed && does === 'no-op' && before === undefined && after === undefined;

/** Everything in which a managed resource's change is not what its actions say, each as the rest of a sentence about the plan. */
export function actionFaults(change: ResourceChange): string[] {
  const { address, actions, before, after, deposed, reason, replaces } = change;
  const does = actions.join(' ');
  if (isGone(change, does)) return [];
  const [isBefore, isAfter] = sides.get(does) ?? [];
  if (isBefore === undefined || (deposed && !ends.has(does)))
    return [`does ${actions.join(', ') || 'nothing'} to ${address}`];
  if (isBefore !== (before !== undefined) || isAfter !== (after !== undefined))
    return [`says ${does} of ${address}, and shows something else`];
  const stays = does === 'no-op' || does === 'update';
  const begins = isAfter && !stays;
  const found: string[] = [];
  if (stays && before?.['id'] !== after?.['id'])
    found.push(`says ${does} of ${address}, and does not keep its object`);
  if (begins && (after?.['id'] ?? null) !== null) found.push(`knows the id of ${address} before it is made`);
  if ((replaces || reason?.startsWith('replace_')) && !(isBefore && begins))
    found.push(`says ${does} of ${address}, and why it is replaced`);
  if (reason?.startsWith('delete_') && !ends.has(does))
    found.push(`says ${does} of ${address}, and why it is deleted`);
  return found;
}
