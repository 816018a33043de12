import { isObjectId } from '../genesys/object-id';
import type { Tenant } from '../manifest/model';
import type { Plan } from '../terraform/plan';
import { type HeldObject, type HeldValues, heldObjects, heldValues } from './held-objects';
import type { OrgModel } from './model';
import type { PlanIssue } from './planned-grants';
import { stackIssue } from './planned-stack';
import { plannedId } from './plans';
import type { Stack } from './stack';

/*
 * What the state behind a plan binds to its addresses. The files cannot say it, and whoever can edit a state can say it otherwise: an own
 * address then stands for another tenant's object, which Terraform changes or deletes as if it were the tenant's.
 */

/** Everything that the state of one stack holds and that cannot be its own. */
export function heldState(
  stack: Stack,
  tenant: Tenant | undefined,
  plan: Plan,
  org: OrgModel,
): readonly PlanIssue[] {
  const held = heldObjects(plan);
  return [
    ...strange(stack, heldValues(plan)),
    ...twice(stack, plan, held),
    ...others(stack, tenant, plan, org, held),
  ];
}

/** Objects under ids that Genesys Cloud does not give: what a request with such an id reaches, only the service knows. */
function strange(stack: Stack, shown: readonly HeldValues[]): PlanIssue[] {
  const found = new Set<string>();
  for (const { type, address, values } of shown) {
    const id = values['id'] ?? '';
    const client = values['client_id'] ?? '';
    if (id !== '' && !(typeof id === 'string' && isObjectId(id))) found.add(address);
    if (type === 'genesyscloud_oauth_client' && client !== '' && client !== id) found.add(address);
  }
  return [...found].map((address) =>
    stackIssue(
      'plan-mismatch',
      stack.name,
      `has ${address} under an id that is none of Genesys Cloud`,
      address,
    ),
  );
}

/** One object under two addresses: what is granted in, to or by the one is granted in, to or by the other. */
function twice(stack: Stack, plan: Plan, held: readonly HeldObject[]): PlanIssue[] {
  const moved = new Set(plan.changes.flatMap(({ previousAddress }) => previousAddress ?? []));
  const first = new Map<string, HeldObject>();
  return held.flatMap((object) => {
    if (moved.has(object.address)) return [];
    const key = `${object.type} ${object.id}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, object);
      return [];
    }
    const what = `holds one object as ${other.address} and as ${object.address}`;
    return [stackIssue('plan-mismatch', stack.name, what, object.address)];
  });
}

/** Divisions of others, also those that the plan only lets go: to delete them is nobody's but their owner's. */
function others(
  stack: Stack,
  tenant: Tenant | undefined,
  plan: Plan,
  org: OrgModel,
  held: readonly HeldObject[],
): PlanIssue[] {
  return held.flatMap(({ type, id, address }): PlanIssue[] => {
    if (type !== 'genesyscloud_auth_division') return [];
    const planned = plannedId(plan, address);
    // Judged with the planned values, and said there.
    if (planned.kind === 'known' && planned.text.toLowerCase() === id) return [];
    return org.around.ownership.ownersOf(id).flatMap((owner): PlanIssue[] => {
      if (owner.kind === 'home')
        return [stackIssue('home-division', stack.name, `holds the home division as ${address}`, address)];
      if (owner.kind === 'tenant' && owner.tenant === tenant?.id && owner.org === org.org.id) return [];
      const issue = stackIssue(
        'foreign-division',
        stack.name,
        `holds another division as ${address}`,
        address,
      );
      const whose = owner.kind === 'tenant' ? owner.tenant : 'shared';
      return [{ ...issue, values: { ...issue.values, owner: whose, key: owner.division } }];
    });
  });
}
