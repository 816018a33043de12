import type { Org } from '../../manifest/model';
import { type ExpectedGrant, permissionsOf, shownDivisionOf } from '../expected';
import type { Probe, Subject } from '../probe';
import { okBody, shown, textAt, valueAt } from '../reply';

/** One probe for each declared grant, and one that nothing else is held. */
export function heldGrants({ api, org, tenant, grants, divisions }: Subject): readonly Probe[] {
  const read = async () => {
    const reply = await api.call('GET', '/api/v2/authorization/subjects/me');
    const list = valueAt(okBody(reply), 'grants');
    if (!Array.isArray(list)) return shown(reply);
    return list.map((grant) => ({
      role: textAt(grant, 'role', 'name') ?? textAt(grant, 'role', 'id') ?? '?',
      divisionId: textAt(grant, 'division', 'id') ?? '?',
      permissions: permissionsToldOf(valueAt(grant, 'role', 'policies')),
    }));
  };
  const name = (id: string): string => shownDivisionOf(divisions, id) ?? id;
  const declared = grants.map(
    (grant): Probe => ({
      id: 'grant',
      subject: `${grant.roleName} in ${name(grant.divisionId)}`,
      expected: 'held',
      kind: 'presence',
      ask: async () => {
        const held = await read();
        if (typeof held === 'string') return { outcome: 'unreadable', seen: held };
        const found = held.some(
          ({ role, divisionId }) => role === grant.roleName && divisionId === grant.divisionId,
        );
        return { outcome: found ? 'match' : 'missing', seen: found ? 'held' : 'not held' };
      },
    }),
  );
  const others: Probe = {
    id: 'no-other-grant',
    subject: `${org.id}/${tenant.id}`,
    expected: 'no grant besides',
    kind: 'denial',
    ask: async () => {
      const held = await read();
      if (typeof held === 'string') return { outcome: 'unreadable', seen: held };
      const rest = held.filter(
        ({ role, divisionId }) =>
          !grants.some((grant) => grant.roleName === role && grant.divisionId === divisionId),
      );
      const wider = held.flatMap((one) => beyondTemplate(org, grants, one));
      if (rest.length === 0)
        return wider.length === 0
          ? { outcome: 'match', seen: `${held.length} held, all declared` }
          : { outcome: 'extra', seen: `the role ${[...new Set(wider)].sort().join(', ')}` };
      const own = new Set(grants.map(({ divisionId }) => divisionId));
      const seen = rest
        .map(({ role, divisionId }) => `${role} in ${name(divisionId)}`)
        .sort()
        .join(', ');
      return { outcome: rest.every(({ divisionId }) => own.has(divisionId)) ? 'extra' : 'foreign', seen };
    },
  };
  return [...declared, others];
}

/** What a role lets do that its template does not say: it was widened by hand. */
function beyondTemplate(
  org: Org,
  grants: readonly ExpectedGrant[],
  { role, permissions }: { readonly role: string; readonly permissions: readonly string[] },
): readonly string[] {
  const declared = grants.find(({ roleName }) => roleName === role);
  const template = declared === undefined ? [] : permissionsOf(org, declared.role);
  return permissions
    .filter((permission) => !template.includes(permission))
    .map((permission) => `${role} also permits ${permission}`);
}

/**
 * The permissions that the org tells beside a role. It need not: then there are none to hold against the template, and audit reads them. What it
 * tells otherwise than as policies with lists of actions could be any, and is in no template.
 */
function permissionsToldOf(policies: unknown): readonly string[] {
  if (policies === undefined || policies === null) return [];
  if (!Array.isArray(policies)) return ['?'];
  return policies.flatMap((policy) => {
    const actions = valueAt(policy, 'actions');
    const stem = `${textAt(policy, 'domain') ?? '?'}:${textAt(policy, 'entityName') ?? '?'}`;
    return Array.isArray(actions)
      ? actions.map((action) => `${stem}:${typeof action === 'string' ? action : '?'}`)
      : [`${stem}:?`];
  });
}
