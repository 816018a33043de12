import type { Org } from '../manifest/model';
import { foundationStack } from '../manifest/names';
import { stateLocation } from '../manifest/state';
import type { Change } from './change';
import { change } from './org-change';

/** Settings of a state that say how it is kept, not where. */
const manners = new Set([
  'encrypt',
  'kms_key_id',
  'dynamodb_table',
  'use_lockfile',
  'kms_encryption_key',
  'use_azuread_auth',
]);

/** What Terraform takes where nothing is said, by backend. */
const defaults: Readonly<Record<string, object>> = { remote: { hostname: 'app.terraform.io' } };

/**
 * Where the states lie elsewhere than before, nothing in files or plans shows that they have to be moved: Terraform takes an empty state for a
 * first deploy, and such a plan is proved like any other.
 */
export function movedStates(base: Org, head: Org): Change[] {
  const place = ({ id, config }: Org): string => {
    const { backend, config: settings } = stateLocation(config.state, foundationStack(id)).remote;
    const where = Object.entries({ ...defaults[backend], ...settings });
    return JSON.stringify([backend, where.filter(([name]) => !manners.has(name)).sort()]);
  };
  if (place(base) === place(head)) return [];
  const text = `move each state to its new place before anything is planned (${movedBy(base, head)}): on an empty state everything is made a second time, and the clients of today keep their access`;
  return [{ ...change('neutral', head.id, text), byHand: true }];
}

/** For `cloud`, Terraform refuses -migrate-state, and out of it moves nothing (1.11.4, 2026-11-27). */
function movedBy(base: Org, head: Org): string {
  if (base.config.state.backend === 'cloud')
    return 'terraform state pull there, terraform state push here, stack by stack';
  const option = head.config.state.backend === 'cloud' ? '' : ' -migrate-state';
  return `terraform init${option} in each stack’s folder`;
}
