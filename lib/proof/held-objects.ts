import type { Plan } from '../terraform/plan';

/** A real object that a plan binds to an address: after it, before it, or as one that an earlier run left behind. */
export interface HeldObject {
  readonly type: HeldType;
  /** In lower case. */
  readonly id: string;
  readonly address: string;
}

/** The types whose objects carry authority: who holds two of one of them as different things says something that is not so. */
export type HeldType = 'genesyscloud_auth_division' | 'genesyscloud_auth_role' | 'genesyscloud_oauth_client';

const isHeldType = (type: string): type is HeldType =>
  type === 'genesyscloud_auth_division' ||
  type === 'genesyscloud_auth_role' ||
  type === 'genesyscloud_oauth_client';

/**
 * Every object that a plan holds, each address and id once. State decides which object an address is, and Terraform never looks whether two
 * addresses, or two states, hold the same: then what is written of one happens to the other.
 */
export function heldObjects({ planned, prior, changes }: Plan): readonly HeldObject[] {
  const held = new Map<string, HeldObject>();
  const add = (type: string, address: string, id: unknown): void => {
    if (!isHeldType(type) || typeof id !== 'string' || id === '') return;
    held.set(`${address} ${id}`, { type, id: id.toLowerCase(), address });
  };
  for (const { mode, type, address, values } of planned)
    if (mode === 'managed') add(type, address, values['id']);
  for (const { mode, type, address, values } of prior)
    if (mode === 'managed') add(type, address, values['id']);
  for (const { mode, type, address, before } of changes)
    if (mode === 'managed') add(type, address, before?.['id']);
  return [...held.values()];
}
