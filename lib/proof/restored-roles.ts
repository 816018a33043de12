import type { Plan } from '../terraform/plan';
import { heldValues } from './held-objects';
import type { PlanIssue } from './planned-grants';
import { stackIssue } from './planned-stack';
import type { Stack } from './stack';

/**
 * Roles that a plan ends, and the provider does not: one with a default role behind it, it gives that one's permissions back, and whoever holds it has
 * them (deleteAuthRole in resource_genesyscloud_auth_role.go, read 2026-11-28). Only the state says which.
 */
export function restoredRoles(stack: Stack, plan: Plan): PlanIssue[] {
  const ended = new Set(
    plan.changes.flatMap(({ address, actions }) => (actions.includes('delete') ? [address] : [])),
  );
  const found = new Set(
    heldValues(plan).flatMap(({ type, address, values }) =>
      type === 'genesyscloud_auth_role' && ended.has(address) && (values['default_role_id'] ?? '') !== ''
        ? [address]
        : [],
    ),
  );
  return [...found].map((address) => {
    const what = `ends ${address}, which the provider would not delete: it would give it back the permissions of a default role of Genesys Cloud`;
    return stackIssue('plan-mismatch', stack.name, what, address, 'restore-state');
  });
}
