import type { OrgId } from '../manifest/ids';
import type { Tenant } from '../manifest/model';
import { tenantStack } from '../manifest/names';
import type { Change } from './change';
import { listed, type Movement } from './movement';
import type { Reach } from './reach';

/** A tenant that comes or goes. */
export function comingAndGoing(
  org: OrgId,
  tenant: string,
  before: Tenant | undefined,
  after: Tenant | undefined,
  moved: Movement,
): Change[] {
  if (before === undefined && after !== undefined) {
    const opened = moved.take('opened');
    const text = `tenant ${tenant} is new: ${listed(opened.map(({ role }) => role))} in ${listed(opened.map(({ division }) => division))}`;
    return [{ effect: 'new', kind: 'tenant', org, tenants: [tenant], text, opened, closed: [] }];
  }
  if (before !== undefined && after === undefined) {
    const closed = moved.take('closed');
    const text = `tenant ${tenant} is gone: its client keeps its access until the stack ${tenantStack(org, before.id)} is destroyed`;
    return [
      { effect: 'removed', kind: 'tenant', org, tenants: [tenant], text, byHand: true, opened: [], closed },
    ];
  }
  return [];
}

/** What is left: grants that the tenant's own file adds or drops, by role. */
export function grantChanges(org: string, tenant: string, moved: Movement): Change[] {
  const change = (effect: 'new' | 'removed', reach: readonly Reach[]): Change[] =>
    [...byRole(reach)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([role, own]) => {
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
  return [...change('new', moved.take('opened')), ...change('removed', moved.take('closed'))];
}

function byRole(reach: readonly Reach[]): ReadonlyMap<string, readonly Reach[]> {
  const roles = new Map<string, Reach[]>();
  for (const item of reach) {
    const before = roles.get(item.role);
    if (before) before.push(item);
    else roles.set(item.role, [item]);
  }
  return roles;
}
