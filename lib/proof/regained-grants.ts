import { field } from '../json/plain';
import type { Tenant } from '../manifest/model';
import type { Plan } from '../terraform/plan';
import { heldAt } from './held-objects';
import type { OrgModel } from './model';
import { tenantSeenFrom } from './ownership';
import type { PlanIssue } from './planned-grants';
import type { Issue } from './planned-stack';

/**
 * Grants beyond the tenant that a client does not have any more, and that an end gives it once more: the provider writes a client as inactive before it deletes
 * it, with the grants that its change shows. That shows what the state had before anybody looked (seen with Terraform 1.11.4 and the stand-in provider,
 * 2026-11-28). A token that it has keeps what it is granted, and so does the client where the end fails. What the org still has is not given by the plan.
 */
export function regainedGrants(
  tenant: Tenant | undefined,
  plan: Plan,
  org: OrgModel,
  issue: Issue,
): PlanIssue[] {
  return plan.changes.flatMap(({ type, address, deposed, before, after }): PlanIssue[] => {
    if (type !== 'genesyscloud_oauth_client' || deposed || after !== undefined) return [];
    const held = grantsOf(heldAt(plan).get(address)?.['roles']);
    const regained = [...grantsOf(before?.['roles'])].flatMap(([key, division]) =>
      held.has(key) ? [] : (beyond(division, tenant, org) ?? []),
    );
    return [...new Set(regained)].map((where) =>
      issue(
        'plan-mismatch',
        `grants ${address} once more, before it ends, what it no longer has in ${where}`,
        address,
        'restore-state',
      ),
    );
  });
}

/** The divisions of grants, by both ids of each. */
const grantsOf = (roles: unknown): ReadonlyMap<string, string> =>
  new Map(
    (Array.isArray(roles) ? roles : []).map((grant) => {
      const id = (name: string): string => String(field(grant, name) ?? '').toLowerCase();
      const division = id('division_id');
      return [JSON.stringify([id('role_id'), division]), division];
    }),
  );

/** Where no manifest could have led: of a shared division, the tenant may have been let out since. */
function beyond(division: string, tenant: Tenant | undefined, { org, around }: OrgModel): string | undefined {
  if (division === '*') return 'all divisions';
  const owners = around.ownership.ownersOf(division);
  if (division === '' || owners.some(({ kind }) => kind === 'home')) return 'the home division';
  const tenants = owners.flatMap((owner) => (owner.kind === 'tenant' ? [tenantSeenFrom(org, owner)] : []));
  const other = tenants.find((id) => id !== tenant?.id);
  return other === undefined ? undefined : `a division of ${other}`;
}
