import type { Change, Effect } from './change';

/** A change of what is true of an org as a whole. */
export const change = (effect: Effect, org: string, text: string): Change => ({
  effect,
  kind: 'org',
  org,
  tenants: [],
  text,
  opened: [],
  closed: [],
});
