import { dataSourceModel } from '../genesys/authority';
import type { DivisionKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionName } from '../manifest/names';
import type { Traversal } from '../terraform/expression';
import { folded } from '../text/folded';
import type { DivisionClaim } from './claim';
import type { Declared } from './declared';
import { declaredDivision } from './division-names';
import { only, onlyAt } from './only';
import { isSharedWith, type Owner, tenantSeenFrom } from './ownership';
import { recent } from './recent';
import type { Stack } from './stack';
import { followOutput, type Surroundings } from './surroundings';
import { type DivisionValue, scalarOf } from './value';
import { type DivisionVerdict, unproven } from './verdict';

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

/** States are followed so far: outputs can hand on each other in a circle, or in a row without an end in sight. */
export const mostStates = 8;

function followDivision(
  to: Traversal,
  source: string,
  tenant: Tenant | undefined,
  stack: Stack,
  around: Surroundings,
  states = 0,
): DivisionVerdict {
  const [type, name, attribute, more] = to;
  if (type === 'data' && name === 'terraform_remote_state') {
    return states < mostStates
      ? throughRemoteState(to, source, tenant, stack, around, states + 1)
      : unproven('through-state', source);
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
        : { kind: 'foreign', owner: tenantSeenFrom(org, owner), division: owner.division };
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
      const label = labelsOf(stack.claims.data).get(found);
      if (label === undefined) return unproven('looked-up', source);
      const owner = ownersByName(around.org).get(label.folded);
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

/** The divisions of an org by the name that they have or are given, as {@link folded}. */
const ownersByName = recent(2, (org: Org) => {
  const owners = new Map<string, { readonly tenant: Tenant; readonly division: DivisionKey }>();
  for (const tenant of org.tenants)
    for (const [key, { name }] of Object.entries(tenant.config.divisions)) {
      const division = key as DivisionKey;
      const derived = divisionName(org.config.divisionNames, org.id, tenant.id, division);
      owners.set(folded(name ?? derived), { tenant, division });
    }
  return owners;
});

/** What each data source is told to look for. Read once of each: very many grants can go through one that is very long. */
const labelsOf = recent(
  8,
  (data: readonly Declared[]) =>
    new Map(
      data.map((one) => {
        const label = scalarOf(one.body, 'name');
        return [one, label.kind === 'text' ? { text: label.text, folded: folded(label.text) } : undefined];
      }),
    ),
);

function throughRemoteState(
  to: Traversal,
  source: string,
  tenant: Tenant | undefined,
  stack: Stack,
  around: Surroundings,
  states: number,
): DivisionVerdict {
  const step = followOutput(to, stack, around);
  if (step === undefined) return unproven('through-state', source);
  const producer = around.tenantStack(step.producer.name);
  if (step.value.kind !== 'reference' || producer === undefined) return unproven('through-state', source);
  const verdict = followDivision(step.value.to, source, producer.tenant, producer.stack, around, states);
  if (verdict.kind === 'own' && producer.tenant.id !== tenant?.id) {
    return { kind: 'foreign', owner: producer.tenant.id, division: verdict.division };
  }
  // Even a tenant's own division is not proved by way of a state file: it could be another run's.
  return verdict.kind === 'own' || verdict.kind === 'shared' ? unproven('through-state', source) : verdict;
}
