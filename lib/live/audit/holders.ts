import { type Check, check, type Residual } from '../check';
import { type LiveDivision, shownDivision } from '../expected';
import { allPages, type Reader, shortcoming } from '../pages';
import { idAt, textAt } from '../reply';
import { shownGrant } from './grants';
import type { LiveGrant, LiveOrg } from './live-org';

interface Held extends LiveGrant {
  readonly subjectId: string;
}

/**
 * Who holds what in the tenants' and the shared divisions, seen from the divisions. What clients hold there must be, grant by grant, what
 * they show of themselves; grants of people, and of the client that asks, are counted.
 */
export async function holders(
  live: LiveOrg,
  api: Reader,
  self: string,
): Promise<{ readonly checks: readonly Check[]; readonly residual: readonly Residual[] }> {
  // In whatever letters: a client that is taken for a person is only counted.
  const clients = new Set(live.clients.map(({ id }) => id.toLowerCase()));
  const isClient = ({ subjectId }: Held): boolean => clients.has(subjectId.toLowerCase());
  const checks: Check[] = [];
  let people = 0;
  let own = 0;
  for (const division of live.divisions.all.filter(({ owner }) =>
    ['tenant', 'shared'].includes(owner.kind),
  )) {
    const held = await heldIn(division, api);
    if (typeof held === 'string') {
      checks.push(check('grants-of-division', shownDivision(division), 'unreadable', 'its grants', held));
      continue;
    }
    people += held.filter((one) => !isClient(one)).length;
    own += held.filter(({ subjectId }) => subjectId === self).length;
    const byClients = held.filter((one) => isClient(one) && one.subjectId !== self);
    checks.push(compared(live, division, byClients, self));
  }
  return {
    checks,
    residual: [
      {
        what: 'grants of users, groups and others that are no listed client, in tenants’ and shared divisions',
        count: people,
      },
      { what: 'grants of the asking client in tenants’ and shared divisions', count: own },
    ],
  };
}

/** All grants in a division, or why they cannot be read. */
async function heldIn({ id }: LiveDivision, api: Reader): Promise<readonly Held[] | string> {
  const listing = await allPages(api, `/api/v2/authorization/divisions/${id}/grants`);
  if (listing.kind !== 'all') return shortcoming(listing);
  const held: Held[] = [];
  for (const grant of listing.entities) {
    const [subjectId, roleId] = [idAt(grant, 'subjectId'), textAt(grant, 'role', 'id')];
    const divisionId = textAt(grant, 'division', 'id');
    if (subjectId === undefined || roleId === undefined || divisionId === undefined)
      return 'a grant without its fields';
    held.push({ subjectId, roleId, divisionId });
  }
  return held;
}

/** Whether grants in `*` are listed with a division is not known: they may be, and need not. */
function compared(live: LiveOrg, division: LiveDivision, seen: readonly Held[], self: string): Check {
  const through = live.clients
    .filter(({ id }) => id !== self)
    .flatMap(({ id, grants }) =>
      grants
        .filter(({ divisionId }) => divisionId === division.id || divisionId === '*')
        .map((grant) => ({ ...grant, subjectId: id })),
    );
  const extra = seen.filter((one) => !isAmong(through, one));
  const missing = through.filter((one) => one.divisionId !== '*' && !isAmong(seen, one));
  const [outcome, differing] =
    extra.length > 0 ? (['extra', extra] as const) : (['missing', missing] as const);
  const expected = `the ${through.length} grants that the clients show`;
  return differing.length === 0
    ? check('grants-of-division', shownDivision(division), 'match', expected, 'the same')
    : check(
        'grants-of-division',
        shownDivision(division),
        outcome,
        expected,
        `${outcome === 'extra' ? 'also' : 'not'} ${differing
          .map((one) => named(live, one))
          .sort()
          .join(', ')}`,
      );
}

const isAmong = (grants: readonly Held[], { subjectId, roleId, divisionId }: Held): boolean =>
  grants.some((one) => one.subjectId === subjectId && one.roleId === roleId && one.divisionId === divisionId);

const named = (live: LiveOrg, held: Held): string => {
  const client = live.clients.find(({ id }) => id === held.subjectId);
  return `${JSON.stringify(client?.name ?? held.subjectId)}: ${shownGrant(live, held)}`;
};
