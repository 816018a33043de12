import type { Org } from '../manifest/model';
import { foundationStack } from '../manifest/names';
import { stateLocation } from '../manifest/state';
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

/** Settings of a state that say how it is kept, not where. */
const manners = new Set([
  'encrypt',
  'kms_key_id',
  'dynamodb_table',
  'use_lockfile',
  'kms_encryption_key',
  'use_azuread_auth',
]);

/**
 * Where the states lie elsewhere than before, nothing in files or plans shows that they have to be moved: Terraform takes an empty state for a
 * first deploy, and such a plan is proved like any other.
 */
export function movedStates(base: Org, head: Org): Change[] {
  const place = ({ id, config }: Org): string => {
    const { backend, config: settings } = stateLocation(config.state, foundationStack(id)).remote;
    return JSON.stringify([backend, Object.entries(settings).filter(([name]) => !manners.has(name))]);
  };
  if (place(base) === place(head)) return [];
  const text =
    'move each state to its new place before anything is planned (terraform init -migrate-state in each stack’s folder): on an empty state everything is made a second time, and the clients of today keep their access';
  return [{ ...change('neutral', head.id, text), byHand: true }];
}
