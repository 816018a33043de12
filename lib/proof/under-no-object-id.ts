import { isObjectId, standsForItself, staysWithin } from '../genesys/object-id';
import type { JsonObject, Plan } from '../terraform/plan';
import { type HeldValues, heldValues, placedValues } from './held-objects';
import type { PlanIssue } from './planned-grants';
import { stackIssue } from './planned-stack';
import type { Stack } from './stack';

/**
 * Objects under ids that Genesys Cloud does not give, or under none: what a request with such an id reaches, only the service knows, and no other
 * plan that holds the same object can be told by it. Of any type: what no file may have, a state can hold all the same, and its plan ends it.
 */
export function underNoObjectId(stack: Stack, plan: Plan): PlanIssue[] {
  const found = new Set<string>();
  for (const { address, values, from } of placedValues(plan))
    if (!isOwnId(values['id'], from, standsForItself)) found.add(address);
  for (const { type, address, values, from } of heldValues(plan)) {
    const { id, client_id: client } = values;
    const isOther = type === 'genesyscloud_oauth_client' && (client ?? '') !== '' && client !== id;
    if (isOther || !isOwnId(id, from, isObjectId)) found.add(address);
  }
  const look = (
    { mode, address }: { readonly mode: string; readonly address: string },
    values: JsonObject | undefined,
  ): void => {
    if (mode === 'managed' && values !== undefined && !isOwnId(values['id'], 'state', staysWithin))
      found.add(address);
  };
  for (const item of plan.prior) look(item, item.values);
  for (const item of plan.changes) look(item, item.before);
  return [...found].map((address) =>
    stackIssue(
      'plan-mismatch',
      stack.name,
      `has ${address} under an id that is none of Genesys Cloud`,
      address,
      'restore-state',
    ),
  );
}

/** What is made has no id yet; what the state has is an object. */
const isOwnId = (id: unknown, from: HeldValues['from'], isId: (text: string) => boolean): boolean =>
  (id ?? '') === '' ? from === 'plan' : typeof id === 'string' && isId(id);
