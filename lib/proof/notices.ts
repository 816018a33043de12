import type { Plan, ResourceChange } from '../terraform/plan';
import type { OrgModel } from './model';
import { stacksOf } from './model';
import { type Plans, planOf } from './plans';

/**
 * Something that a plan will do and that breaks no rule, but that a reviewer must not miss: what is deleted or replaced, and what
 * changes the access of clients that show no change themselves.
 */
export interface Notice {
  readonly stack: string;
  /** The plan file, by its shown name. */
  readonly file: string;
  readonly address: string;
  readonly does: 'deletes' | 'replaces' | 'adopts' | 'changes-role';
  readonly text: string;
}

/** All notices, in the order of stacks and addresses. Pure. */
export function notices(orgs: readonly OrgModel[], plans: Plans | undefined): readonly Notice[] {
  if (plans === undefined) return [];
  return orgs.flatMap((org) =>
    stacksOf(org).flatMap(({ stack }) => {
      const plan = planOf(plans, stack.name);
      if (plan === undefined) return [];
      return inPlan(plan, org).map((notice) => ({
        ...notice,
        stack: stack.name,
        file: `${plans.shown}/${stack.name}.json`,
      }));
    }),
  );
}

type Told = Omit<Notice, 'stack' | 'file'>;

function inPlan(plan: Plan, org: OrgModel): Told[] {
  return plan.changes
    .filter(({ mode }) => mode === 'managed')
    .flatMap((change) => told(change, org))
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function told(change: ResourceChange, org: OrgModel): Told[] {
  const { address, type, actions } = change;
  const deletes = actions.includes('delete');
  const creates = actions.includes('create');
  if (deletes && creates)
    return [{ address, does: 'replaces', text: `replaces ${address}: ${consequence(type, true)}` }];
  if (deletes) return [{ address, does: 'deletes', text: `deletes ${address}: ${consequence(type, false)}` }];
  if (change.isImport)
    return [
      { address, does: 'adopts', text: `adopts an existing object as ${address}, as the manifest declares` },
    ];
  if (type === 'genesyscloud_auth_role' && actions.includes('update')) {
    const name = address.slice(address.indexOf('.') + 1);
    const holders = org.tenants.filter(({ declared }) => declared.some(({ role }) => role === name)).length;
    const clients = holders === 1 ? 'the clients of 1 tenant hold' : `the clients of ${holders} tenants hold`;
    return [
      {
        address,
        does: 'changes-role',
        text: `changes ${address}: ${clients} it, and their own plans show no change`,
      },
    ];
  }
  return [];
}

function consequence(type: string, replaced: boolean): string {
  switch (type) {
    case 'genesyscloud_oauth_client':
      return replaced
        ? 'a new client id and a new secret; workers that hold the old ones are refused at once'
        : 'workers that hold its credentials are refused at once';
    case 'genesyscloud_auth_division':
      return replaced
        ? 'a new, empty division under another id; what lies in the old one must be moved out first'
        : 'Genesys Cloud refuses while anything lies in it; history stays bound to its id';
    case 'genesyscloud_auth_role':
      return replaced ? 'a new role id in every grant' : 'every grant of it ends, hand-made ones too';
    default:
      return 'what used it loses it';
  }
}
