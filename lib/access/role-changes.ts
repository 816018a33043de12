import type { Org } from '../manifest/model';
import type { Change, Effect } from './change';
import type { Pair } from './movement';

/** A role template that changes changes every client that holds it, also where their own files and plans show nothing. */
export function roleChanges(base: Org, head: Org, pairs: readonly Pair[]): Change[] {
  const names = [...new Set([...Object.keys(base.config.roles), ...Object.keys(head.config.roles)])].sort();
  const holders = holdersOf(pairs);
  return names.flatMap((role): Change[] => {
    const was = roleOf(base, role);
    const is = roleOf(head, role);
    const said = (text: string): Change[] => [
      { effect: 'neutral', kind: 'role', org: head.id, tenants: [], text, opened: [], closed: [] },
    ];
    if (was === undefined || is === undefined) {
      if (is !== undefined && (holders.get(role)?.after.size ?? 0) > 0) return [];
      return said(`role ${role} ${is === undefined ? 'is gone' : 'is new, and nobody holds it'}`);
    }
    const described =
      was.description === is.description ? [] : said(`the description of role ${role} changes`);
    const [old, now] = [new Set(was.permissions), new Set(is.permissions)];
    const gained = is.permissions.filter((permission) => !old.has(permission));
    const lost = was.permissions.filter((permission) => !now.has(permission));
    if (gained.length + lost.length === 0) return described;
    const { before, after } = holders.get(role) ?? nobody;
    const stayed = [...before].filter((pair) => after.has(pair));
    const [came, went] = [new Set(gained), new Set(lost)];
    const opened = stayed.flatMap(({ moved }) => moved.takeOfRole('opened', role, came));
    const closed = stayed.flatMap(({ moved }) => moved.takeOfRole('closed', role, went));
    const tenants = stayed.map(({ id }) => id);
    const who = tenants.length > 0 ? `; held by ${tenants.join(', ')}` : '; nobody holds it';
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
    return [...change('new', 'gains', gained), ...change('removed', 'loses', lost), ...described];
  });
}

const roleOf = ({ config }: Org, role: string): Org['config']['roles'][string] | undefined =>
  Object.hasOwn(config.roles, role) ? config.roles[role] : undefined;

/** The tenants that hold a role before, and after. */
interface Holders {
  readonly before: Set<Pair>;
  readonly after: Set<Pair>;
}

const nobody: Holders = { before: new Set(), after: new Set() };

/** Who holds each role: asked for each that changes. */
function holdersOf(pairs: readonly Pair[]): ReadonlyMap<string, Holders> {
  const holders = new Map<string, Holders>();
  for (const pair of pairs)
    for (const side of ['before', 'after'] as const)
      for (const { role } of pair[side]?.config.client.grants ?? []) {
        const known = holders.get(role) ?? { before: new Set(), after: new Set() };
        holders.set(role, known);
        known[side].add(pair);
      }
  return holders;
}
