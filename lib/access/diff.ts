import type { OrgId } from '../manifest/ids';
import type { Manifest, Org } from '../manifest/model';
import type { Change, Effect } from './change';
import { handOvers, type Places, placesIn } from './handed-over';
import { comparing, Movement } from './movement';
import { orgSettings } from './org-settings';
import { heldBy, permissionsIn, type Reach } from './reach';
import { roleChanges } from './role-changes';
import { sharedChanges } from './shared-changes';
import { comingAndGoing, grantChanges } from './tenant-changes';
import { tenantSettings } from './tenant-settings';
import { tenantsById } from './tenants-by-id';
import { waiverChanges } from './waiver-changes';

/** Access before and after. Pure data: formats are made of it elsewhere. */
export interface AccessDiff {
  readonly schema: 'bulkhead-diff/1';
  readonly changes: readonly Change[];
  readonly opened: number;
  readonly closed: number;
  readonly unchanged: number;
}

/**
 * The difference of access between two manifests. As the proof holds clients, roles and grants equal to the manifest's, this is the
 * difference of what the tokens can do. Every opened and closed reach is in exactly one change.
 */
export function diffAccess(base: Manifest, head: Manifest): AccessDiff {
  const ids = [...new Set([...base.orgs, ...head.orgs].map(({ id }) => id))].sort();
  const tell = within(mostTold);
  const places = placesIn(head);
  const parts = ids.map((id) =>
    diffOrg(
      id,
      base.orgs.find((org) => org.id === id),
      head.orgs.find((org) => org.id === id),
      places,
      tell,
    ),
  );
  const changes = parts.flatMap(({ changes }) => changes).sort(widestFirst);
  return {
    schema: 'bulkhead-diff/1',
    changes,
    opened: changes.reduce((sum, { opened }) => sum + opened.length, 0),
    closed: changes.reduce((sum, { closed }) => sum + closed.length, 0),
    unchanged: parts.reduce((sum, { unchanged }) => sum + unchanged, 0),
  };
}

/** Two manifests that differ in more access than can be told. */
export class TooMuchAccess extends Error {}

/** The access that comes and goes, as characters of JSON: 30 KB of roles and divisions can stand for a gigabyte of it. */
export const mostTold = 100_000_000;

function within(characters: number): (reach: Reach) => void {
  let left = characters;
  return ({ org, tenant, role, permission, division }) => {
    left -= 130 + org.length + tenant.length + role.length + permission.length + division.length;
    if (left < 0)
      throw new TooMuchAccess(
        'differ in more access than can be told: in millions of permissions and divisions of tenants',
      );
  };
}

const rank: Readonly<Record<Effect, number>> = { new: 0, removed: 1, neutral: 2 };

function widestFirst(a: Change, b: Change): number {
  const by = rank[a.effect] - rank[b.effect];
  if (by !== 0) return by;
  const wider = b.opened.length + b.closed.length - (a.opened.length + a.closed.length);
  if (wider !== 0) return wider;
  const [left, right] = [`${a.org} ${a.text}`, `${b.org} ${b.text}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function diffOrg(
  org: OrgId,
  base: Org | undefined,
  head: Org | undefined,
  places: Places,
  tell: (reach: Reach) => void,
): { readonly changes: readonly Change[]; readonly unchanged: number } {
  const ids = [...new Set([...(base?.tenants ?? []), ...(head?.tenants ?? [])].map(({ id }) => id))].sort();
  const [was, is] = [tenantsById(base), tenantsById(head)];
  const roles = [base && permissionsIn(base), head && permissionsIn(head)] as const;
  const lacking = comparing();
  const pairs = ids.map((id) => {
    const before = was.get(id);
    const after = is.get(id);
    const moved = new Movement(
      base && before && roles[0] ? heldBy(base, before, roles[0]) : new Map(),
      head && after && roles[1] ? heldBy(head, after, roles[1]) : new Map(),
      lacking,
      tell,
    );
    return { id, before, after, moved };
  });
  const unchanged = pairs.reduce((sum, { moved }) => sum + moved.unchanged, 0);
  const changes: Change[] = [
    ...pairs.flatMap(({ id, before, after, moved }) => comingAndGoing(org, id, before, after, moved)),
    ...(base
      ? pairs.flatMap(({ before, after }) => (before ? handOvers(places, base.id, before, after) : []))
      : []),
    ...(base && head ? roleChanges(base, head, pairs) : []),
    ...(base && head ? sharedChanges(base, head, pairs) : []),
    ...pairs.flatMap(({ id, before, after, moved }) =>
      before && after ? [...grantChanges(org, id, moved), ...tenantSettings(org, before, after, head)] : [],
    ),
    ...orgSettings(base, head),
    ...waiverChanges(org, base, head),
  ];
  return { changes, unchanged };
}
