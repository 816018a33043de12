import type { Tenant } from '../../manifest/model';
import { type Check, check } from '../check';
import { type ExpectedGrant, isOpenTo, shownDivisionOf } from '../expected';
import type { Reader } from '../pages';
import { okBody, shown, textAt, valueAt } from '../reply';
import type { LiveClient, LiveGrant, LiveOrg } from './live-org';

/** What a client of a tenant must hold in this org. */
interface Due {
  readonly live: LiveOrg;
  readonly tenant: Tenant;
  readonly expected: readonly ExpectedGrant[];
}

/** One check for each declared grant, and one for each that is held besides. */
export function grantChecks(
  id: string,
  client: string,
  held: readonly LiveGrant[],
  { live, tenant, expected }: Due,
): readonly Check[] {
  const isSame = ({ roleId, divisionId }: LiveGrant, grant: ExpectedGrant): boolean =>
    roleNameOf(live, roleId) === grant.roleName && divisionId === grant.divisionId;
  const declared = expected.map((grant) => {
    const found = held.some((one) => isSame(one, grant));
    const subject = `${client}: ${grant.roleName} in ${placeOf(live, grant.divisionId)}`;
    return check(id, subject, found ? 'match' : 'missing', 'held', found ? 'held' : 'not held');
  });
  const rest = held
    .filter((one) => !expected.some((grant) => isSame(one, grant)))
    .map((one) => {
      const division = live.divisions.all.find(({ id: known }) => known === one.divisionId);
      const own = division !== undefined && isOpenTo(division, tenant.id);
      return check(id, `${client}: ${shownGrant(live, one)}`, own ? 'extra' : 'foreign', 'not held', 'held');
    });
  return [...declared, ...rest];
}

/** The same grants through the grants API: the two could differ. */
export async function subjectChecks(client: LiveClient, due: Due, api: Reader): Promise<readonly Check[]> {
  const id = 'grant-of-subject';
  const held = await subjectGrants(client, api);
  return typeof held === 'string'
    ? [check(id, client.name, 'unreadable', 'its grants', held)]
    : grantChecks(id, client.name, held, due);
}

/**
 * What the grants API says that a client holds, or why it cannot be told.
 * @param absent What it comes to that the API knows no such subject: who was never granted anything may be none.
 */
export async function subjectGrants(
  { id }: LiveClient,
  api: Reader,
  absent?: readonly LiveGrant[],
): Promise<readonly LiveGrant[] | string> {
  const reply = await api.call('GET', `/api/v2/authorization/subjects/${id}`);
  if (absent !== undefined && reply.kind === 'answer' && reply.status === 404) return absent;
  const grants = valueAt(okBody(reply), 'grants');
  return Array.isArray(grants)
    ? grants.map((grant) => ({
        roleId: textAt(grant, 'role', 'id') ?? '?',
        divisionId: textAt(grant, 'division', 'id') ?? '?',
      }))
    : shown(reply);
}

/** A grant as messages call it. */
export const shownGrant = (live: LiveOrg, { roleId, divisionId }: LiveGrant): string =>
  `${roleNameOf(live, roleId)} in ${placeOf(live, divisionId)}`;

const roleNameOf = ({ roles }: LiveOrg, roleId: string): string =>
  roles.find(({ id }) => id === roleId)?.name ?? roleId;

const placeOf = ({ divisions }: LiveOrg, divisionId: string): string =>
  shownDivisionOf(divisions, divisionId) ?? divisionId;
