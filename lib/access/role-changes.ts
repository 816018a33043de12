import type { Org, Tenant } from '../manifest/model';
import type { Change, Effect } from './change';
import type { Pair } from './movement';
import type { Reach } from './reach';

/** A role template that changes changes every client that holds it, also where their own files and plans show nothing. */
export function roleChanges(base: Org, head: Org, pairs: readonly Pair[]): Change[] {
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
