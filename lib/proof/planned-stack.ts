import { clientModel, divisionModel, roleModel } from '../genesys/core-resources';
import type { Tenant } from '../manifest/model';
import { isPartial, type JsonObject, type Plan } from '../terraform/plan';
import { differences } from '../terraform/plan-configuration';
import { contradictions } from '../terraform/plan-contradictions';
import { faultOf, faultOfPlan, type PlanFault } from '../terraform/plan-fault';
import type { Declared } from './declared';
import type { AdoptionRemedy } from './finding-values';
import { heldValues } from './held-objects';
import { mixedUp } from './mixed-up';
import type { OrgModel } from './model';
import { roleIds } from './outputs-read';
import { adoptionsOf } from './ownership';
import { divisionValues } from './planned-divisions';
import type { PlanIssue, PlanIssueOf, PlanRule } from './planned-grants';
import { plannedOutputs } from './planned-outputs';
import { isRenumbered, placementValues, takenFromOthers } from './planned-placements';
import { plannedResources, plansNothing } from './planned-resources';
import { clientValues, roleValues, writtenValues } from './planned-values';
import type { Plans } from './plans';
import { regainedGrants } from './regained-grants';
import type { Fault, Remedy } from './remedy';
import type { Stack } from './stack';

/** Everything in which one stack's plan disagrees with its files, grants excepted. */
export function judgePlannedStack(
  stack: Stack,
  tenant: Tenant | undefined,
  plan: Plan,
  plans: Plans,
  org: OrgModel,
): PlanIssue[] {
  const issue: Issue = (rule, what, address, remedy) => stackIssue(rule, stack.name, what, address, remedy);
  const mismatch = ({ what, address }: PlanFault, remedy: Remedy = 'plan-again'): PlanIssue =>
    issue('plan-mismatch', what, address, remedy);
  // That it does is one finding; each thing that is missing would be another, and none says why.
  const leavesOut = isPartial(plan) || plansNothing(stack, plan);
  return [
    ...partsNotJudged(plan).map((what) => mismatch(faultOfPlan(what), 'other-version')),
    ...[
      ...differences(stack.configuration, plan),
      ...contradictions(plan, leavesOut),
      ...plannedResources(stack, plan),
      ...plannedOutputs(stack, plan, leavesOut),
      ...values(stack, plan),
    ].map((fault) => mismatch(fault)),
    ...knownSecrets(plan, issue),
    ...storedSecrets(plan, issue),
    ...takenFromOthers(tenant, plan, org, issue),
    ...regainedGrants(tenant, plan, org, issue),
    ...stack.claims.divisions.flatMap((claim) => divisionValues(claim, plan, org, tenant, issue)),
    ...rebound(plan, tenant).map(({ what, address, remedy }) =>
      issue('undeclared-adoption', what, address, remedy),
    ),
    ...roleIds(stack, plan, plans, org).map((fault) => mismatch(fault, fault.remedy)),
  ];
}

/**
 * That a plan is another stack's, whose configuration it has: a finding of its own, instead of everything in which the two differ. What else
 * the plan says is no fault of this stack, nor of any state.
 */
export function anothersPlan(
  { name, configuration }: Stack,
  plan: Plan,
  org: OrgModel,
): PlanIssue | undefined {
  const [fault] = mixedUp(name, plan, org);
  return fault === undefined || differences(configuration, plan).length === 0
    ? undefined
    : stackIssue('plan-mismatch', name, fault.what, fault.address, 'plan-again');
}

/** Parts that are not known here: the first of them, since a file can have hundreds of thousands. */
function partsNotJudged({ unjudged }: Plan): string[] {
  const told = unjudged.slice(0, mostUnjudged);
  const more = unjudged.length - told.length;
  return [
    ...told.map((pointer) => `says something under ${pointer}, which is not known here and not judged`),
    ...(more > 0 ? [`says something under ${more} more parts that are not known here`] : []),
  ];
}

const mostUnjudged = 20;

/** Planned values of clients, roles, divisions and what lies in them other than their files say, each said once. */
function values({ claims }: Stack, plan: Plan): readonly PlanFault[] {
  return [
    ...onePerAddress(claims.clients).flatMap((claim) =>
      once(claim, [...clientValues(claim, plan), ...writtenValues(claim, clientModel, plan)]),
    ),
    ...onePerAddress(claims.roles).flatMap((claim) =>
      once(claim, [...roleValues(claim, plan), ...writtenValues(claim, roleModel, plan)]),
    ),
    ...onePerAddress(claims.divisions).flatMap((claim) =>
      once(claim, writtenValues(claim, divisionModel, plan)),
    ),
    ...onePerAddress(claims.placements).flatMap((claim) => placementValues(claim, plan)),
  ];
}

const once = ({ address }: Declared, found: readonly string[]): readonly PlanFault[] =>
  [...new Set(found)].map((what) => faultOf(address, what));

/** That there are several at one address is a finding of the files; what is planned there can be large, and is looked at once. */
const onePerAddress = <Claim extends Declared>(claims: readonly Claim[]): readonly Claim[] => [
  ...new Map(claims.map((claim) => [claim.address, claim])).values(),
];

/** An issue about a stack's plan that is not about one grant. The messages of some rules call `how` what is `what` in those of others. */
export const stackIssue = <Id extends PlanRule, Todo extends Remedy>(
  rule: Id,
  stack: string,
  what: string,
  address: string,
  remedy: Todo,
): StackIssue<Id, Todo> => ({
  rule,
  subject: `plan of ${stack} ${what}`,
  values: { stack, what, how: what, division: address, remedy },
  address,
});

type StackIssue<Id extends PlanRule, Todo extends Remedy> = PlanIssueOf<
  Id,
  {
    readonly stack: string;
    readonly what: string;
    readonly how: string;
    readonly division: string;
    readonly remedy: Todo;
  }
>;

/** The same about the plan of a given stack. */
export type Issue = <Id extends PlanRule, Todo extends Remedy>(
  rule: Id,
  what: string,
  address: string,
  remedy: Todo,
) => StackIssue<Id, Todo>;

/** Clients whose secret the plan shows, of these files or not: it got there from the state, where whoever reads either has it. */
function knownSecrets(plan: Plan, issue: Issue): PlanIssue[] {
  const found = new Set<string>();
  const look = (type: string, address: string, values: JsonObject | undefined): void => {
    const secrets = [values?.['client_secret'], values?.['directory_client_secret']];
    if (type === 'genesyscloud_oauth_client' && secrets.some((secret) => (secret ?? '') !== ''))
      found.add(address);
  };
  for (const { type, address, values } of [...plan.planned, ...plan.prior]) look(type, address, values);
  for (const { type, address, before, after } of [...plan.changes, ...plan.drift]) {
    look(type, address, before);
    look(type, address, after);
  }
  return [...found].map((address) =>
    issue(
      'secret-exposure',
      `the plan holds the secret of ${address}, and so does the state`,
      address,
      'plan-again',
    ),
  );
}

/**
 * Clients whose secret an integration credential has. The files cannot say so, only the state can: from an earlier run, or because somebody wrote
 * any credential's id there. With the client's next update or end the provider deletes whatever credential it names.
 */
function storedSecrets(plan: Plan, issue: Issue): PlanIssue[] {
  const found = new Set(
    heldValues(plan).flatMap(({ address, values }) =>
      (values['integration_credential_id'] ?? '') === '' ? [] : [address],
    ),
  );
  return [...found].map((address) => {
    const what = `an integration credential has the secret of ${address}, as the state says`;
    const exposed = issue('secret-exposure', what, address, 'plan-again');
    return { ...exposed, values: { ...exposed.values, stored: 'yes' } };
  });
}

/** Objects that the plan binds to other addresses, or lets go, without the manifest saying so. */
function rebound(plan: Plan, tenant: Tenant | undefined): Fault<AdoptionRemedy>[] {
  const adoptions = adoptionsOf(tenant);
  return plan.changes.flatMap((change) => {
    const found: Fault<AdoptionRemedy>[] = [];
    const fault = (what: string, remedy: AdoptionRemedy): void =>
      void found.push({ ...faultOf(change.address, what), remedy });
    if (change.previousAddress !== undefined && !isRenumbered(change))
      fault(`moves ${change.previousAddress} to ${change.address}`, 'take-out');
    if (change.actions.includes('forget')) fault(`forgets ${change.address}`, 'take-out');
    const id = adoptions.get(change.address)?.id.toLowerCase();
    if (change.isImport && (id === undefined || change.importing?.toLowerCase() !== id))
      fault(`imports an object as ${change.address}`, 'plan-again');
    return found;
  });
}
