import { grantTypes } from '../../genesys/grant-types';
import type { Org, Tenant } from '../../manifest/model';
import { divisionAware } from '../../rules/permissions';
import { type Check, check, type Outcome } from '../check';
import { clientNames, type LiveDivision, shownDivision } from '../expected';
import type { Reader } from '../pages';
import { okBody, shown, valueAt } from '../reply';
import { subjectGrants } from './grants';
import type { LiveClient, LiveGrant, LiveOrg } from './live-org';

/** State, grant type and token lifetime, as the manifest says. */
export function clientCheck({ config }: Tenant, { name, state, grantType, seconds }: LiveClient): Check {
  const { client } = config;
  const wanted = `${client.state}, ${grantTypes[client.grantType]}, ${client.tokenLifetime} s`;
  const seen = `${state}, ${grantType}, ${seconds ?? '?'} s`;
  return check('client', name, wanted === seen ? 'match' : 'extra', wanted, seen);
}

/**
 * A secret that was never used was probably never delivered: the org counts the calls of a client. Asked of the generation that the
 * workers use; the other one may be new, or done with.
 */
export async function deliveryCheck(
  { id, name, state }: LiveClient,
  current: boolean,
  api: Reader,
): Promise<Check> {
  const matters = current && state === 'active';
  const expected = matters
    ? 'used at least once'
    : current
      ? 'anything: it is not active'
      : 'anything: it is not the current one';
  const reply = await api.call('GET', `/api/v2/oauth/clients/${id}/usage/summary`);
  const results = valueAt(okBody(reply), 'results');
  if (!Array.isArray(results)) return check('secret-delivered', name, 'unreadable', expected, shown(reply));
  const used = results.length > 0;
  return check(
    'secret-delivered',
    name,
    used || !matters ? 'match' : 'missing',
    expected,
    used ? 'used' : 'never used: its secret was probably never delivered',
  );
}

/** Clients that no manifest declares. */
export function unmanagedClients(org: Org, { clients }: LiveOrg): readonly LiveClient[] {
  const known = new Set(org.tenants.flatMap((tenant) => clientNames(org, tenant)));
  return clients.filter(({ name }) => !known.has(name));
}

/**
 * Clients that no manifest declares, with a permission that acts on the whole org, or whose reach nobody knows: it does so in tenants' divisions too,
 * in whatever division its role is granted. Many tools need one, so they are told and not refused.
 */
export function reachingClients(org: Org, live: LiveOrg, self: string): readonly LiveClient[] {
  const wide = new Set(
    live.roles
      .filter(({ permissions }) =>
        permissions.some((permission) => divisionAware({ org }, permission) !== true),
      )
      .map(({ id }) => id),
  );
  const known = new Set(live.roles.map(({ id }) => id));
  return unmanagedClients(org, live).filter(
    ({ id, grants }) => id !== self && grants.some(({ roleId }) => wide.has(roleId) || !known.has(roleId)),
  );
}

/**
 * Clients that no manifest declares, with a grant that reaches a tenant's or a shared division. They are asked for through the grants API, too:
 * a grant in every division need not be listed with a division, and the two views could differ.
 */
export async function unmanagedChecks(
  org: Org,
  live: LiveOrg,
  self: string,
  api: Reader,
): Promise<readonly Check[]> {
  const known = new Map(live.divisions.all.map((division) => [division.id.toLowerCase(), division]));
  const checks: Check[] = [];
  for (const client of unmanagedClients(org, live).filter(({ id }) => id !== self)) {
    const held = await subjectGrants(client, api, client.grants);
    checks.push(unmanagedCheck(client, held, known));
  }
  return checks;
}

function unmanagedCheck(
  { id, name, grants }: LiveClient,
  held: readonly LiveGrant[] | string,
  known: ReadonlyMap<string, LiveDivision>,
): Check {
  const places = [
    ...new Set([...grants, ...(typeof held === 'string' ? [] : held)].map((one) => one.divisionId)),
  ];
  const reached = places.flatMap((place) => {
    if (place === '*') return ['every division'];
    const division = known.get(place.toLowerCase());
    return division !== undefined && ['tenant', 'shared'].includes(division.owner.kind)
      ? [shownDivision(division)]
      : [];
  });
  const strange = places.filter((place) => place !== '*' && !known.has(place.toLowerCase()));
  const result = (outcome: Outcome, seen: string): Check =>
    check(
      'unmanaged-client',
      `${JSON.stringify(name)} (${id})`,
      outcome,
      'no grant in a tenant’s division',
      seen,
    );
  if (reached.length > 0) return result('foreign', [...new Set(reached)].sort().join(', '));
  if (typeof held === 'string') return result('unreadable', `its grants: ${held}`);
  return strange.length > 0
    ? result('unreadable', `a grant in ${strange.sort().join(', ')}: no division that the org lists`)
    : result('match', 'none');
}
