import { resourceModel } from '../genesys/authority';
import { field } from '../json/plain';
import type { JsonObject, Plan } from '../terraform/plan';
import { recent } from './recent';

/** A real object that a plan binds to an address: after it, before it, or as one that an earlier run left behind. */
export interface HeldObject {
  readonly type: string;
  /** In lower case. */
  readonly id: string;
  readonly address: string;
  /** One that an earlier run left behind under the address, beside the one that it stands for. */
  readonly old: boolean;
}

/** The types whose objects carry authority: who holds two of one of them as different things says something that is not so. */
export type HeldType = 'genesyscloud_auth_division' | 'genesyscloud_auth_role' | 'genesyscloud_oauth_client';

const isHeldType = (type: string): type is HeldType =>
  type === 'genesyscloud_auth_division' ||
  type === 'genesyscloud_auth_role' ||
  type === 'genesyscloud_oauth_client';

/** What a plan shows of an object, and whether that is what it will be or what the state says that it is. */
export interface HeldValues<Type extends string = HeldType> {
  readonly type: Type;
  readonly address: string;
  readonly values: JsonObject;
  readonly from: 'plan' | 'state';
  readonly old: boolean;
}

/** Everything that a plan shows of such objects, in planned values, state and changes; asked for several times of each plan. */
export const heldValues = recent(1, (plan: Plan): readonly HeldValues[] => shownOf(plan, isHeldType));

function shownOf<Type extends string>(
  { planned, prior, changes }: Plan,
  isWanted: (type: string) => type is Type,
): HeldValues<Type>[] {
  const held: HeldValues<Type>[] = [];
  const add = (
    {
      mode,
      type,
      address,
      deposed: old,
    }: { readonly mode: string; readonly type: string; readonly address: string; readonly deposed: boolean },
    values: JsonObject | undefined,
    from: HeldValues['from'],
  ): void => {
    if (mode === 'managed' && isWanted(type) && values !== undefined)
      held.push({ type, address, values, from, old });
  };
  for (const item of planned) add(item, item.values, 'plan');
  for (const item of prior) add(item, item.values, 'state');
  for (const item of changes) add(item, item.before, 'state');
  return held;
}

/** What the state has under each address; what an earlier run left behind there is apart. Data sources have addresses of their own. */
export const heldAt = recent(
  1,
  ({ prior }: Plan): ReadonlyMap<string, JsonObject> =>
    new Map(prior.flatMap(({ deposed, address, values }) => (deposed ? [] : [[address, values] as const]))),
);

const isPlaced = (type: string): type is string => resourceModel(type).kind === 'placement';

/** The same of what only lies in divisions: whose state holds it, takes it into the divisions of its own files. */
export const placedValues = recent(1, (plan: Plan): readonly HeldValues<string>[] => shownOf(plan, isPlaced));

/**
 * Every object that a plan holds, each address and id once, the old ones apart. State decides which object an address is, and Terraform never looks whether two
 * addresses, or two states, hold the same: then what is written of one happens to the other.
 */
export function heldObjects(plan: Plan): readonly HeldObject[] {
  const held = new Map<string, HeldObject>();
  for (const { type, address, values, old } of [...heldValues(plan), ...placedValues(plan)]) {
    const id = values['id'];
    if (typeof id === 'string' && id !== '')
      held.set(`${address} ${old} ${id}`, { type, id: id.toLowerCase(), address, old });
  }
  return [...held.values()];
}

/** The ids of the roles that the state behind a plan knows its clients to hold, each once, in lower case. */
export function heldRoles(plan: Plan): readonly string[] {
  const ids = new Set<string>();
  for (const { type, values, from } of heldValues(plan)) {
    const { roles } = values;
    if (type !== 'genesyscloud_oauth_client' || from !== 'state' || !Array.isArray(roles)) continue;
    for (const grant of roles) {
      const id = field(grant, 'role_id');
      if (typeof id === 'string') ids.add(id.toLowerCase());
    }
  }
  return [...ids];
}

/** By which name a state knows a division. */
export interface HeldName {
  readonly address: string;
  readonly name: string;
}

/** The names by which the state behind a plan knows its divisions, each address and name once. */
export function heldNames(plan: Plan): readonly HeldName[] {
  const held = new Map<string, HeldName>();
  for (const { type, address, values, from } of heldValues(plan)) {
    const name = values['name'];
    if (type === 'genesyscloud_auth_division' && from === 'state' && typeof name === 'string')
      held.set(`${address} ${name}`, { address, name });
  }
  return [...held.values()];
}
