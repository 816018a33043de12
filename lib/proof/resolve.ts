import { dataSourceModel } from '../genesys/authority';
import type { DivisionKey, RoleKey, TenantId } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionName } from '../manifest/names';
import type { Traversal } from '../terraform/expression';
import type { DivisionClaim } from './claim';
import { declaredDivision } from './division-names';
import { only, onlyAt } from './only';
import { isSharedWith, type Owner, type Ownership } from './ownership';
import type { Stack } from './stack';
import { type DivisionValue, type Scalar, scalarOf, type UnknownReason } from './value';

/** Why a division or a role cannot be proved. */
export type UnprovenReason =
  | UnknownReason
  /** refers to a resource, data source or output that these files do not have, or have twice */
  | 'dangling'
  /** refers to another attribute than `id`, or to another type of resource */
  | 'not-an-id'
  /** refers to a resource with `count` or `for_each` */
  | 'repeated'
  /** an adopted division whose import block is missing or ambiguous */
  | 'not-imported'
  /** a look-up by name: which object it finds, only the live org knows */
  | 'looked-up'
  /** a literal role id: whose role that is, only the live org knows */
  | 'literal-role'
  /** goes through another stack's state that is not provably the producer's */
  | 'remote-state'
  /** is a role, but none of the org's templates */
  | 'no-template'
  | 'missing';

/** What a division value is, in the eyes of one tenant. Only `own` and `shared` can ever be proved. */
export type DivisionVerdict =
  | { readonly kind: 'own'; readonly division: DivisionKey }
  | { readonly kind: 'shared'; readonly division: DivisionKey }
  | { readonly kind: 'foreign'; readonly owner: TenantId; readonly division: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'home'; readonly how: string }
  | { readonly kind: 'unowned'; readonly what: string }
  | { readonly kind: 'unproven'; readonly reason: UnprovenReason; readonly source: string };

/** Which role a value is. Only `template` can ever be proved. */
export type RoleVerdict =
  | { readonly kind: 'template'; readonly role: RoleKey }
  | { readonly kind: 'unproven'; readonly reason: UnprovenReason; readonly source: string };

/** Everything that resolving needs: all stacks of the org, and who owns which id. */
export interface Surroundings {
  readonly org: Org;
  readonly ownership: Ownership;
  readonly foundation: Stack | undefined;
  /** A tenant's stack by its name, with its tenant; read when it is asked for. */
  readonly tenantStack: (name: string) => { readonly tenant: Tenant; readonly stack: Stack } | undefined;
}

/**
 * Whose division a value names, seen from `tenant`'s stack. Follows pure references only: to a division of this stack, or through
 * remote state to another stack's output (which can only show that it is foreign). Everything else is unproven, with its reason.
 */
export function resolveDivision(
  value: DivisionValue,
  tenant: Tenant | undefined,
  stack: Stack,
  around: Surroundings,
): DivisionVerdict {
  switch (value.kind) {
    case 'all':
      return { kind: 'all' };
    case 'home':
      return { kind: 'home', how: value.spelling };
    case 'known':
      return ownedBy(value.text, tenant, around);
    case 'unknown':
      return unproven(value.reason, value.source);
    case 'reference':
      return followDivision(value.to, value.source, tenant, stack, around);
  }
}

function followDivision(
  to: Traversal,
  source: string,
  tenant: Tenant | undefined,
  stack: Stack,
  around: Surroundings,
): DivisionVerdict {
  const [type, name, attribute, more] = to;
  if (type === 'data' && name === 'terraform_remote_state') {
    return throughRemoteState(to, source, tenant, stack, around);
  }
  if (type === 'data') return lookedUp(to, source, tenant, stack, around);
  if (attribute !== 'id' || more !== undefined) return unproven('not-an-id', source);
  if (type !== 'genesyscloud_auth_division') return unproven('not-an-id', source);
  const claim = only(stack.claims.divisions, name);
  if (claim === undefined) return unproven('dangling', source);
  return divisionOf(claim, source, tenant, around);
}

/** Whose the division is that a resource makes, adopts or stands for. */
function divisionOf(
  claim: DivisionClaim,
  source: string,
  tenant: Tenant | undefined,
  around: Surroundings,
): DivisionVerdict {
  if (claim.repeated) return unproven('repeated', source);
  const home = claim.home;
  if (home.kind === 'boolean' && home.value) return { kind: 'home', how: `${claim.address} has home = true` };
  if (home.kind === 'text' && home.text === 'true')
    return { kind: 'home', how: `${claim.address} has home = true` };
  const notHome = home.kind === 'absent' || home.kind === 'null' || (home.kind === 'boolean' && !home.value);
  if (!notHome)
    return unproven(home.kind === 'unknown' ? home.reason : 'expression', `${claim.address}.home`);
  const [imported, another] = claim.imports;
  if (another !== undefined) return unproven('not-imported', source);
  const declared = tenant ? declaredDivision(tenant, claim.name) : undefined;
  if (imported !== undefined) {
    if (imported.kind !== 'text') return unproven('not-imported', source);
    const verdict = ownedBy(imported.text, tenant, around);
    if (verdict.kind !== 'own') return verdict;
    return declared?.key === verdict.division ? verdict : unproven('not-imported', source);
  }
  if (declared === undefined) return { kind: 'unowned', what: claim.address };
  if ('id' in declared.written) return unproven('not-imported', source);
  return { kind: 'own', division: declared.key };
}

/** Whose a literal id is. */
function ownedBy(id: string, tenant: Tenant | undefined, around: Surroundings): DivisionVerdict {
  const verdicts = around.ownership.ownersOf(id).map((owner) => verdictOn(owner, tenant, around.org));
  // Two owners of one id: the worst of them counts.
  const bad = verdicts.find(({ kind }) => kind !== 'own' && kind !== 'shared');
  return bad ?? verdicts[0] ?? { kind: 'unowned', what: id };
}

function verdictOn(owner: Owner, tenant: Tenant | undefined, org: Org): DivisionVerdict {
  switch (owner.kind) {
    case 'home':
      return { kind: 'home', how: 'the id of the home division' };
    case 'shared':
      return owner.org === org.id && tenant && isSharedWith(org, owner.division, tenant.id)
        ? { kind: 'shared', division: owner.division }
        : { kind: 'unowned', what: `the shared division "${owner.division}"` };
    case 'tenant':
      return owner.org === org.id && owner.tenant === tenant?.id
        ? { kind: 'own', division: owner.division }
        : { kind: 'foreign', owner: owner.tenant, division: owner.division };
  }
}

function lookedUp(
  to: Traversal,
  source: string,
  tenant: Tenant | undefined,
  stack: Stack,
  around: Surroundings,
): DivisionVerdict {
  const [, type, name, attribute, ...rest] = to;
  if (attribute !== 'id' || rest.length > 0) return unproven('not-an-id', source);
  const found = onlyAt(stack.claims.data, `${type}.${name}`);
  if (found === undefined || found.repeated) return unproven('dangling', source);
  switch (dataSourceModel(type).kind) {
    case 'home-division':
      return { kind: 'home', how: `the data source ${type}` };
    case 'division': {
      const label = scalarOf(found.body, 'name');
      if (label.kind !== 'text') return unproven('looked-up', source);
      const owner = ownerOfName(label.text, around);
      if (owner && owner.tenant.id !== tenant?.id) {
        return { kind: 'foreign', owner: owner.tenant.id, division: owner.division };
      }
      return owner
        ? unproven('looked-up', source)
        : { kind: 'unowned', what: `the division named "${label.text}"` };
    }
    default:
      return unproven('not-an-id', source);
  }
}

function ownerOfName(
  label: string,
  around: Surroundings,
): { tenant: Tenant; division: DivisionKey } | undefined {
  const { org } = around;
  for (const tenant of org.tenants) {
    for (const [key, division] of Object.entries(tenant.config.divisions)) {
      const derived = divisionName(org.config.divisionNames, org.id, tenant.id, key as DivisionKey);
      const name = division.name ?? derived;
      if (name.toLowerCase() === label.toLowerCase()) return { tenant, division: key as DivisionKey };
    }
  }
  return undefined;
}

function throughRemoteState(
  to: Traversal,
  source: string,
  tenant: Tenant | undefined,
  stack: Stack,
  around: Surroundings,
): DivisionVerdict {
  const step = followOutput(to, stack, around);
  if (step === undefined) return unproven('remote-state', source);
  const producer = around.tenantStack(step.producer.name);
  if (step.value.kind !== 'reference' || producer === undefined) return unproven('remote-state', source);
  const verdict = followDivision(step.value.to, source, producer.tenant, producer.stack, around);
  if (verdict.kind === 'own' && producer.tenant.id !== tenant?.id) {
    return { kind: 'foreign', owner: producer.tenant.id, division: verdict.division };
  }
  // Even a tenant's own division is not proved by way of a state file: it could be another run's.
  return verdict.kind === 'own' || verdict.kind === 'shared' ? unproven('remote-state', source) : verdict;
}

/** Which role template a value names. Only a pure reference through the foundation's own state proves one. */
export function resolveRole(value: Scalar, stack: Stack, around: Surroundings): RoleVerdict {
  switch (value.kind) {
    case 'absent':
    case 'null':
      return unproven('missing', value.kind);
    case 'text':
      return unproven('literal-role', JSON.stringify(value.text));
    case 'number':
    case 'boolean':
      return unproven('not-text', value.kind);
    case 'unknown':
      return unproven(value.reason, value.source);
    case 'reference':
      return followRole(value.to, value.source, stack, around);
  }
}

function followRole(to: Traversal, source: string, stack: Stack, around: Surroundings): RoleVerdict {
  if (to[0] === 'genesyscloud_auth_role') return unproven('no-template', source);
  if (to[0] === 'data' && dataSourceModel(to[1]).kind === 'role') return unproven('looked-up', source);
  if (to[0] !== 'data' || to[1] !== 'terraform_remote_state') return unproven('not-an-id', source);
  const step = followOutput(to, stack, around);
  if (step === undefined || step.producer !== around.foundation) return unproven('remote-state', source);
  if (step.value.kind !== 'reference') return unproven('not-an-id', source);
  const [type, name, attribute, ...rest] = step.value.to;
  if (type !== 'genesyscloud_auth_role' || attribute !== 'id' || rest.length > 0)
    return unproven('not-an-id', source);
  const role = only(step.producer.claims.roles, name);
  if (role === undefined) return unproven('dangling', source);
  if (role.repeated) return unproven('repeated', source);
  if (!Object.hasOwn(around.org.config.roles, name)) return unproven('no-template', source);
  return { kind: 'template', role: name as RoleKey };
}

/** The producer stack and the value of its output that `data.terraform_remote_state.<name>.outputs.<output>` reads. */
function followOutput(
  to: Traversal,
  stack: Stack,
  around: Surroundings,
): { producer: Stack; value: Scalar } | undefined {
  const [, , name, outputs, output, ...rest] = to;
  if (name === undefined || outputs !== 'outputs' || output === undefined || rest.length > 0)
    return undefined;
  const state = only(stack.remoteStates, name);
  if (state?.producer === undefined) return undefined;
  const producer =
    around.foundation?.name === state.producer
      ? around.foundation
      : around.tenantStack(state.producer)?.stack;
  if (producer === undefined) return undefined;
  const found = only(producer.claims.outputs, output);
  return found && { producer, value: found.value };
}

const unproven = (
  reason: UnprovenReason,
  source: string,
): { readonly kind: 'unproven'; readonly reason: UnprovenReason; readonly source: string } => ({
  kind: 'unproven',
  reason,
  source,
});
