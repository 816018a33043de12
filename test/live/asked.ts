import { Api } from '../../lib/live/api';
import { type Canaries, prepareCanaries } from '../../lib/live/canaries';
import type { Check, Section } from '../../lib/live/check';
import { divisionsFrom } from '../../lib/live/expected';
import { allPages } from '../../lib/live/pages';
import { verifyTenant } from '../../lib/live/verify';
import type { Deployed } from './deployed';

/** Canaries in every division of the org, made as the deployer. */
export async function canariesOf({ emulator, org }: Deployed): Promise<Canaries> {
  const login = await Api.login({ gateway: emulator.url }, emulator, {});
  if (login.kind === 'refused') throw new Error(login.reason);
  const { api } = login;
  const listing = await allPages(api, '/api/v2/authorization/divisions');
  const divisions = listing.kind === 'all' ? divisionsFrom(org, listing.entities) : undefined;
  if (divisions === undefined) throw new Error('the divisions cannot be read');
  const { canaries, problems } = await prepareCanaries(api, org.id, divisions.all);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return canaries;
}

export interface Asking {
  /** The org's own address when it is left out. */
  readonly url?: string;
  readonly dangerous?: boolean;
  readonly patience?: number;
  /** Whether the deployer saw the canaries just before; true when it is left out. */
  readonly canariesSeen?: boolean;
}

/** `verify` for one tenant, in this process: what the command does once it has read its files. */
export async function verified(
  deployed: Pick<Deployed, 'emulator' | 'org' | 'credentials'>,
  id: string,
  canaries: Canaries,
  { url = deployed.emulator.url, dangerous = false, patience = 0, canariesSeen = true }: Asking = {},
): Promise<Section> {
  const tenant = deployed.org.tenants.find((one) => one.id === id);
  const credentials = deployed.credentials.get(id);
  if (tenant === undefined || credentials === undefined) throw new Error(`there is no tenant ${id}`);
  return verifyTenant(deployed.org, tenant, credentials, {
    place: { gateway: url },
    canaries,
    canariesSeen,
    dangerous,
    patience,
  });
}

export const failuresOf = ({ checks }: Section): readonly Check[] =>
  checks.filter(({ outcome }) => outcome !== 'match');

/** A failure as a line: what came, of which check, about what. */
export const told = (section: Section): readonly string[] =>
  failuresOf(section).map(({ outcome, id, subject }) => `${outcome} ${id}: ${subject}`);
