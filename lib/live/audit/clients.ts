import { grantTypes } from '../../genesys/grant-types';
import type { Org, Tenant } from '../../manifest/model';
import { type Check, check } from '../check';
import { clientNames, shownDivision } from '../expected';
import type { Reader } from '../pages';
import { shown, valueAt } from '../reply';
import type { LiveClient, LiveOrg } from './live-org';

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
  const results =
    reply.kind === 'answer' && reply.status === 200 ? valueAt(reply.body, 'results') : undefined;
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

/** Clients that no manifest declares, with a grant that reaches a tenant's or a shared division. */
export function unmanagedChecks(org: Org, live: LiveOrg, self: string): readonly Check[] {
  const known = new Map(live.divisions.all.map((division) => [division.id, division]));
  return unmanagedClients(org, live)
    .filter(({ id }) => id !== self)
    .map((client) => {
      const reached = client.grants.flatMap(({ divisionId }) => {
        if (divisionId === '*') return ['every division'];
        const division = known.get(divisionId);
        return division !== undefined && ['tenant', 'shared'].includes(division.owner.kind)
          ? [shownDivision(division)]
          : [];
      });
      return check(
        'unmanaged-client',
        `${JSON.stringify(client.name)} (${client.id})`,
        reached.length === 0 ? 'match' : 'foreign',
        'no grant in a tenant’s division',
        reached.length === 0 ? 'none' : [...new Set(reached)].sort().join(', '),
      );
    });
}
