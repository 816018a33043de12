import type { RoleKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { clientName, roleName } from '../manifest/names';
import type { Plan } from '../terraform/plan';
import { declaredDivision, namesOf } from './division-names';
import { type HeldObject, type HeldType, type HeldValues, heldObjects, heldValues } from './held-objects';
import type { OrgModel } from './model';
import { named } from './named-ids';
import type { Owner } from './ownership';
import type { PlanIssue } from './planned-grants';
import { stackIssue } from './planned-stack';
import { plannedId } from './plans';
import { restoredRoles } from './restored-roles';
import type { Stack } from './stack';
import { underNoObjectId } from './under-no-object-id';

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
  const shown = heldValues(plan);
  return [
    ...underNoObjectId(stack, plan),
    ...misnamed(stack, tenant, shown, org),
    ...knownAsHome(stack, shown, org),
    ...restoredRoles(stack, plan),
    ...twice(stack, plan, held),
    ...divisionsOfOthers(stack, tenant, plan, org, held),
  ];
}

/**
 * Objects that the state knows by another name than their address stands for. The names of clients, roles and divisions that Bulkhead makes
 * follow from the manifest, so that such an object is another one: a client that was retired, or another tenant's, whose secret somebody else
 * has; a division that somebody made by hand. Only a division that the manifest adopts, or has no more, may be called anything.
 */
function misnamed(
  stack: Stack,
  tenant: Tenant | undefined,
  shown: readonly HeldValues[],
  { org }: OrgModel,
): PlanIssue[] {
  const found = new Map<string, PlanIssue>();
  for (const { type, address, values, from } of shown) {
    if (from === 'plan') continue;
    const expected = namesAt(type, address, org, tenant);
    if (expected === undefined || expected.some((name) => values['name'] === name)) continue;
    const names = expected.length === 0 ? 'any that belongs into this stack' : expected.join(' or ');
    const what = `holds as ${address} an object of another name than ${names}`;
    found.set(
      address,
      stackIssue(
        'plan-mismatch',
        stack.name,
        what,
        address,
        type === 'genesyscloud_auth_division' ? 'name-first' : 'rename-back',
      ),
    );
  }
  return [...found.values()];
}

/** The names that an address stands for; none for one that no stack of this kind can have, undefined where any name may be. */
function namesAt(
  type: HeldType,
  address: string,
  org: Org,
  tenant: Tenant | undefined,
): readonly string[] | undefined {
  const name = address.slice(type.length + 1);
  switch (type) {
    case 'genesyscloud_auth_role':
      return tenant ? [] : [roleName(org.id, name as RoleKey)];
    case 'genesyscloud_oauth_client': {
      const generation = /^client-([1-9]\d{0,8})$/.exec(name)?.[1];
      return tenant && generation !== undefined ? [clientName(org.id, tenant.id, Number(generation))] : [];
    }
    case 'genesyscloud_auth_division':
      return tenant && namesMade(org, tenant, name);
  }
}

/** How a division is called that the manifest lets its tenant make. */
function namesMade(org: Org, tenant: Tenant, logicalId: string): readonly string[] | undefined {
  const declared = declaredDivision(tenant, logicalId);
  return declared === undefined || 'id' in declared.written ? undefined : namesOf(org, tenant, declared.key);
}

/**
 * Divisions that the state knows as home. Terraform asks the live org for it, so it tells where the catalogue is that of another org, or of
 * another day; it then plans to make a new division instead.
 */
function knownAsHome(stack: Stack, shown: readonly HeldValues[], { around }: OrgModel): PlanIssue[] {
  const found = new Map<string, PlanIssue>();
  for (const { type, address, values, from } of shown) {
    const { id, home } = values;
    if (type !== 'genesyscloud_auth_division' || from === 'plan' || (home ?? false) === false) continue;
    // Said by its id.
    if (typeof id === 'string' && around.ownership.ownersOf(id).some(({ kind }) => kind === 'home')) continue;
    const what = `holds as ${address} what Terraform found to be the home division`;
    found.set(address, stackIssue('home-division', stack.name, what, address, 'other-home'));
  }
  return [...found.values()];
}

/** One object under two addresses: what is granted in, to or by the one is granted in, to or by the other. */
function twice(stack: Stack, plan: Plan, held: readonly HeldObject[]): PlanIssue[] {
  const moved = new Set(plan.changes.flatMap(({ previousAddress }) => previousAddress ?? []));
  // Adopted under another key: then the state is as it was left, and only has the old address still.
  const adopted = new Set(plan.changes.flatMap(({ importing }) => importing?.toLowerCase() ?? []));
  const first = new Map<string, HeldObject>();
  return held.flatMap((object) => {
    if (moved.has(object.address)) return [];
    const key = `${object.type} ${object.id}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, object);
      return [];
    }
    const what = `holds one object as ${shownAs(other)} and as ${shownAs(object)}`;
    const remedy = adopted.has(object.id) ? 'hand-over' : 'restore-state';
    return [stackIssue('plan-mismatch', stack.name, what, object.address, remedy)];
  });
}

const shownAs = ({ address, old }: HeldObject): string =>
  old ? `${address} (left behind by an earlier run)` : address;

/** Divisions of others, also those that the plan only lets go: to delete them is nobody's but their owner's. */
function divisionsOfOthers(
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
    const owners = org.around.ownership.ownersOf(id);
    const isOwn = (owner: Owner): boolean =>
      owner.kind === 'tenant' && owner.tenant === tenant?.id && owner.org === org.org.id;
    return owners.flatMap((owner): PlanIssue[] => {
      if (owner.kind === 'home') {
        // Where the manifest adopts it, nobody edited the state.
        const remedy = owners.some(isOwn) ? 'plan-again' : 'restore-state';
        const what = `holds the home division as ${address}`;
        return [stackIssue('home-division', stack.name, what, address, remedy)];
      }
      if (isOwn(owner)) return [];
      const issue = stackIssue(
        'foreign-division',
        stack.name,
        `holds another division as ${address}`,
        address,
        'hand-over',
      );
      const whose = owner.kind === 'tenant' ? owner.tenant : 'shared';
      return [
        {
          ...issue,
          values: { ...issue.values, owner: whose, key: owner.division, whose: named(owner) },
        },
      ];
    });
  });
}
