import type { RoleKey, StackName } from '../manifest/ids';
import { clientName, foundationStack, roleName, tenantStack } from '../manifest/names';
import type { Plan } from '../terraform/plan';
import { faultOfPlan, type PlanFault } from '../terraform/plan-fault';
import type { OrgModel } from './model';
import { recent } from './recent';

/**
 * That a plan seems to be another stack's, where it plans a client or role under the name of that stack's. It is refused for what differs
 * anyway; this says why so much does.
 */
export function mixedUp(stack: StackName, plan: Plan, org: OrgModel): PlanFault[] {
  for (const { mode, type, values } of plan.planned) {
    if (mode !== 'managed' || typeof values['name'] !== 'string') continue;
    const owner = ownersOf(org).get(`${type} ${values['name']}`);
    if (owner !== undefined && owner !== stack)
      return [faultOfPlan(`seems to be that of ${owner}, whose "${values['name']}" it plans`)];
  }
  return [];
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
