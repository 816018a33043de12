import type { RoleKey, StackName } from '../manifest/ids';
import { clientName, foundationStack, roleName, tenantStack } from '../manifest/names';
import type { Plan } from '../terraform/plan';
import { faultOfPlan, type PlanFault } from '../terraform/plan-fault';
import type { OrgModel } from './model';
import { recent } from './recent';

/**
 * That a plan seems to be another stack's, where it plans clients or roles under names of that stack's, and none of its own. It is refused for
 * what differs anyway; this says why so much does.
 */
export function mixedUp(stack: StackName, plan: Plan, org: OrgModel): PlanFault[] {
  const owned = plan.planned.flatMap(({ mode, type, values: { name } }) => {
    if (mode !== 'managed' || typeof name !== 'string') return [];
    const owner = ownersOf(org).get(`${type} ${name}`);
    return owner === undefined ? [] : [{ owner, name }];
  });
  const [first] = owned;
  if (first === undefined || owned.some(({ owner }) => owner === stack)) return [];
  return [faultOfPlan(`belongs, it seems, to ${first.owner}, whose "${first.name}" it plans`)];
}

/** The stacks of an org, by the names of their clients and roles. */
const ownersOf = recent(1, ({ org }: OrgModel): ReadonlyMap<string, StackName> => {
  const roles = Object.keys(org.config.roles).map(
    (role) =>
      [`genesyscloud_auth_role ${roleName(org.id, role as RoleKey)}`, foundationStack(org.id)] as const,
  );
  const clients = org.tenants.flatMap(({ id, config }) =>
    config.client.credentials.generations.map(
      (generation) =>
        [`genesyscloud_oauth_client ${clientName(org.id, id, generation)}`, tenantStack(org.id, id)] as const,
    ),
  );
  return new Map([...roles, ...clients]);
});
