import type { OrgId } from '../manifest/ids';
import type { Manifest, Org, Tenant } from '../manifest/model';
import { tenantStack } from '../manifest/names';
import { adopted, handOvers } from './handed-over';
import { type Reach, reachKey, reachOf } from './reach';
import { orgSettings, tenantSettings, waiverChanges } from './settings';

/** What a change does to access. */
export type Effect =
  /** Somebody can do something that was not possible before. */
  | 'new'
  /** Less is possible than before. */
  | 'removed'
  /** Nobody's access changes by it; it is shown because it is not mere formatting. */
  | 'neutral';

/** One change in the words of the manifest, with everything that it opens and closes. */
export interface Change {
  readonly effect: Effect;
  readonly kind: 'tenant' | 'role' | 'shared-division' | 'grant' | 'division' | 'client' | 'waiver' | 'org';
  readonly org: string;
  /** The tenants that it reaches; empty for what concerns nobody yet. */
  readonly tenants: readonly string[];
  readonly text: string;
  /** It only comes about when somebody acts: no deployment does it. */
  readonly byHand?: true;
  readonly opened: readonly Reach[];
  readonly closed: readonly Reach[];
}

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
  const parts = ids.map((id) =>
    diffOrg(
      base.orgs.find((org) => org.id === id),
      head.orgs.find((org) => org.id === id),
      head,
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

const rank: Readonly<Record<Effect, number>> = { new: 0, removed: 1, neutral: 2 };

function widestFirst(a: Change, b: Change): number {
  const by = rank[a.effect] - rank[b.effect];
  if (by !== 0) return by;
  const wider = b.opened.length + b.closed.length - (a.opened.length + a.closed.length);
  if (wider !== 0) return wider;
  const [left, right] = [`${a.org} ${a.text}`, `${b.org} ${b.text}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What opened and closed for one tenant, taken piece by piece by the changes that explain it. */
class Movement {
  private readonly opened: Map<string, Reach>;
  private readonly closed: Map<string, Reach>;
  readonly unchanged: number;

  constructor(before: readonly Reach[], after: readonly Reach[]) {
    const [was, is] = [before, after].map((list) => new Map(list.map((item) => [reachKey(item), item])));
    this.opened = new Map([...(is ?? [])].filter(([key]) => !was?.has(key)));
    this.closed = new Map([...(was ?? [])].filter(([key]) => !is?.has(key)));
    this.unchanged = (is?.size ?? 0) - this.opened.size;
  }

  take(which: 'opened' | 'closed', wanted: (reach: Reach) => boolean): Reach[] {
    const found = [...this[which]].filter(([, reach]) => wanted(reach));
    for (const [key] of found) this[which].delete(key);
    return found.map(([, reach]) => reach);
  }
}

function diffOrg(
  base: Org | undefined,
  head: Org | undefined,
  whole: Manifest,
): { readonly changes: readonly Change[]; readonly unchanged: number } {
  const org = (head ?? base)?.id ?? '';
  const ids = [...new Set([...(base?.tenants ?? []), ...(head?.tenants ?? [])].map(({ id }) => id))].sort();
  const pairs = ids.map((id) => {
    const before = base?.tenants.find((tenant) => tenant.id === id);
    const after = head?.tenants.find((tenant) => tenant.id === id);
    const moved = new Movement(
      base && before ? reachOf(base, before) : [],
      head && after ? reachOf(head, after) : [],
    );
    return { id, before, after, moved };
  });
  const unchanged = pairs.reduce((sum, { moved }) => sum + moved.unchanged, 0);
  const changes: Change[] = [
    ...pairs.flatMap(({ id, before, after, moved }) => comingAndGoing(org, id, before, after, moved)),
    ...(base
      ? pairs.flatMap(({ before, after }) => (before ? handOvers(whole, base.id, before, after) : []))
      : []),
    ...(base && head ? roleChanges(base, head, pairs) : []),
    ...(base && head ? sharedChanges(base, head, pairs) : []),
    ...pairs.flatMap(({ id, before, after, moved }) =>
      before && after ? [...grantChanges(org, id, moved), ...tenantSettings(org, before, after, head)] : [],
    ),
    ...orgSettings(base, head),
    ...waiverChanges(base, head),
  ];
  return { changes, unchanged };
}

type Pair = {
  readonly id: string;
  readonly before: Tenant | undefined;
  readonly after: Tenant | undefined;
  readonly moved: Movement;
};

const all = (): boolean => true;
const listed = (items: Iterable<string>): string => [...new Set(items)].sort().join(', ');

function comingAndGoing(
  org: string,
  tenant: string,
  before: Tenant | undefined,
  after: Tenant | undefined,
  moved: Movement,
): Change[] {
  if (before === undefined && after !== undefined) {
    const opened = moved.take('opened', all);
    const text = `tenant ${tenant} is new: ${listed(opened.map(({ role }) => role))} in ${listed(opened.map(({ division }) => division))}`;
    return [{ effect: 'new', kind: 'tenant', org, tenants: [tenant], text, opened, closed: [] }];
  }
  if (before !== undefined && after === undefined) {
    const closed = moved.take('closed', all);
    const text = `tenant ${tenant} is gone: its client keeps its access until the stack ${tenantStack(org as OrgId, before.id)} is destroyed`;
    return [
      { effect: 'removed', kind: 'tenant', org, tenants: [tenant], text, byHand: true, opened: [], closed },
    ];
  }
  return [];
}

/** A role template that changes changes every client that holds it, also where their own files and plans show nothing. */
function roleChanges(base: Org, head: Org, pairs: readonly Pair[]): Change[] {
  const names = [...new Set([...Object.keys(base.config.roles), ...Object.keys(head.config.roles)])].sort();
  return names.flatMap((role): Change[] => {
    const was = permissionsOf(base, role);
    const is = permissionsOf(head, role);
    if (was === undefined || is === undefined) {
      const holders = pairs.filter(({ after }) => holds(after, role)).map(({ id }) => id);
      if (is !== undefined && holders.length > 0) return [];
      const text = `role ${role} ${is === undefined ? 'is gone' : 'is new, and nobody holds it'}`;
      return [{ effect: 'neutral', kind: 'role', org: head.id, tenants: [], text, opened: [], closed: [] }];
    }
    const gained = is.filter((permission) => !was.includes(permission));
    const lost = was.filter((permission) => !is.includes(permission));
    if (gained.length + lost.length === 0) return [];
    const of = (permissions: readonly string[]) => (reach: Reach) =>
      reach.role === role && permissions.includes(reach.permission);
    const stayed = pairs.filter(({ before, after }) => holds(before, role) && holds(after, role));
    const opened = stayed.flatMap(({ moved }) => moved.take('opened', of(gained)));
    const closed = stayed.flatMap(({ moved }) => moved.take('closed', of(lost)));
    const tenants = stayed.map(({ id }) => id);
    const who = tenants.length > 0 ? `; ${tenants.join(', ')} hold it` : '; nobody holds it';
    const change = (effect: Effect, verb: string, list: readonly string[]): Change[] =>
      list.length === 0
        ? []
        : [
            {
              effect: tenants.length === 0 ? 'neutral' : effect,
              kind: 'role',
              org: head.id,
              tenants,
              text: `role ${role} ${verb} ${list.join(', ')}${who}`,
              opened: effect === 'new' ? opened : [],
              closed: effect === 'new' ? [] : closed,
            },
          ];
    return [...change('new', 'gains', gained), ...change('removed', 'loses', lost)];
  });
}

const permissionsOf = ({ config }: Org, role: string): readonly string[] | undefined =>
  Object.hasOwn(config.roles, role) ? config.roles[role]?.permissions : undefined;
const holds = (tenant: Tenant | undefined, role: string): boolean =>
  tenant?.config.client.grants.some((grant) => grant.role === role) ?? false;

/** Tenants let into a shared division, with what they are granted there; and tenants that leave it. */
function sharedChanges(base: Org, head: Org, pairs: readonly Pair[]): Change[] {
  const names = [
    ...new Set([...Object.keys(base.config.sharedDivisions), ...Object.keys(head.config.sharedDivisions)]),
  ].sort();
  return names.flatMap((division) => {
    const was = sharedWith(base, division);
    const is = sharedWith(head, division);
    const moved =
      is?.id !== undefined && was?.id !== undefined && is.id.toLowerCase() !== was.id.toLowerCase();
    return [
      ...pairs
        .filter(({ id, before }) => before && is?.tenants.includes(id) && !was?.tenants.includes(id))
        .map(({ id, before, after, moved: movement }): Change => {
          const opened = movement.take('opened', (reach) => reach.division === division);
          // Not what opened alone: it may have had a division of its own under the same key, with the same grants.
          const granted = listed(rolesIn(after, division));
          const itself = before !== undefined && adopted(before, division)?.id === is?.id.toLowerCase();
          const had = before !== undefined && Object.hasOwn(before.config.divisions, division);
          const what = itself
            ? `the own division ${division} of ${id} becomes a shared one`
            : `${id} is let into the shared division ${division}${had ? ' instead of its own' : ''}`;
          const text = `${what}${granted ? ` with ${granted}` : ', where nothing is granted to it yet'}`;
          return {
            effect: itself && opened.length === 0 ? 'neutral' : 'new',
            kind: 'shared-division',
            org: head.id,
            tenants: [id],
            text,
            opened,
            closed: [],
          };
        }),
      ...pairs
        .filter(({ id, after }) => after && was?.tenants.includes(id) && !is?.tenants.includes(id))
        .map(
          ({ id, moved: movement }): Change => ({
            effect: 'removed',
            kind: 'shared-division',
            org: head.id,
            tenants: [id],
            text: `${id} leaves the shared division ${division}`,
            opened: [],
            closed: movement.take('closed', (reach) => reach.division === division),
          }),
        ),
      ...(moved
        ? [
            {
              effect: 'new',
              kind: 'shared-division',
              org: head.id,
              tenants: is?.tenants ?? [],
              text: `the shared division ${division} is another one: ${is?.id} instead of ${was?.id}`,
              opened: [],
              closed: [],
            } satisfies Change,
          ]
        : []),
    ];
  });
}

const rolesIn = (tenant: Tenant | undefined, division: string): readonly string[] =>
  tenant?.config.client.grants.flatMap(({ role, divisions }) =>
    divisions.some((one) => one === division) ? [role] : [],
  ) ?? [];
const sharedWith = ({ config }: Org, division: string) =>
  Object.hasOwn(config.sharedDivisions, division) ? config.sharedDivisions[division] : undefined;

/** What is left: grants that the tenant's own file adds or drops, by role. */
function grantChanges(org: string, tenant: string, moved: Movement): Change[] {
  const change = (effect: 'new' | 'removed', reach: readonly Reach[]): Change[] =>
    [...new Set(reach.map(({ role }) => role))].sort().map((role) => {
      const own = reach.filter((item) => item.role === role);
      const verb = effect === 'new' ? 'is granted' : 'is no longer granted';
      return {
        effect,
        kind: 'grant',
        org,
        tenants: [tenant],
        text: `${tenant} ${verb} ${role} in ${listed(own.map(({ division }) => division))}`,
        opened: effect === 'new' ? own : [],
        closed: effect === 'new' ? [] : own,
      };
    });
  return [...change('new', moved.take('opened', all)), ...change('removed', moved.take('closed', all))];
}
