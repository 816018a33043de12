import { clientModel, divisionModel, roleModel } from '../genesys/core-resources';
import { sameJson } from '../json/plain';
import type { Tenant } from '../manifest/model';
import { isPartial, type JsonObject, type Plan } from '../terraform/plan';
import { differences } from '../terraform/plan-configuration';
import { contradictions } from '../terraform/plan-contradictions';
import { faultOf, faultOfPlan, type PlanFault } from '../terraform/plan-fault';
import type { Declared } from './declared';
import { mixedUp } from './mixed-up';
import type { OrgModel } from './model';
import { adoptionsOf } from './ownership';
import { divisionValues } from './planned-divisions';
import type { Issue, PlanIssue } from './planned-grants';
import { plannedOutputs, roleIds } from './planned-outputs';
import { isRenumbered, placementValues, takenFromOthers } from './planned-placements';
import { clientValues, roleValues, writtenValues } from './planned-values';
import type { Plans } from './plans';
import type { Fault, Remedy } from './remedy';
import type { RuleId } from './rule-ids';
import type { Stack } from './stack';

/** Everything in which one stack's plan disagrees with its files, grants excepted. */
export function judgePlannedStack(
  stack: Stack,
  tenant: Tenant | undefined,
  plan: Plan,
  plans: Plans,
  org: OrgModel,
): PlanIssue[] {
  const issue: Issue = (rule, what, address, remedy = 'plan-again') =>
    stackIssue(rule, stack.name, what, address, remedy);
  const mismatch = ({ what, address }: PlanFault, remedy?: Remedy): PlanIssue =>
    issue('plan-mismatch', what, address, remedy);
  // That it does is one finding; each thing that is missing would be another, and none says why.
  const leavesOut = isPartial(plan) || plansNothing(stack, plan);
  return [
    ...strangeParts(plan).map((what) => mismatch(faultOfPlan(what), 'other-version')),
    ...[
      ...differing(stack, plan, org),
      ...contradictions(plan, leavesOut),
      ...planned(stack, plan),
      ...plannedOutputs(stack, plan, leavesOut),
      ...values(stack, plan),
    ].map((fault) => mismatch(fault)),
    ...knownSecrets(plan, issue),
    ...takenFromOthers(tenant, plan, org, issue),
    ...stack.claims.divisions.flatMap((claim) => divisionValues(claim, plan, org, tenant, issue)),
    ...rebound(plan, tenant).map(({ what, address, remedy }) =>
      issue('undeclared-adoption', what, address, remedy),
    ),
    ...roleIds(stack, plan, plans, org).map((fault) => mismatch(fault, fault.remedy)),
  ];
}

/** Where the plan's configuration is not the files', and whose it seems to be. */
function differing({ name, configuration }: Stack, plan: Plan, org: OrgModel): readonly PlanFault[] {
  const found = differences(configuration, plan);
  return found.length === 0 ? found : [...mixedUp(name, plan, org), ...found];
}

/** Parts that are not known here: the first of them, since a file can have hundreds of thousands. */
function strangeParts({ strange }: Plan): string[] {
  const told = strange.slice(0, mostStrange);
  const more = strange.length - told.length;
  return [
    ...told.map((pointer) => `says something under ${pointer}, which is not known here and not judged`),
    ...(more > 0 ? [`says something under ${more} more parts that are not known here`] : []),
  ];
}

const mostStrange = 20;

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

/** An issue about a stack's plan that is not about one grant. */
export const stackIssue = (
  rule: RuleId,
  stack: string,
  what: string,
  address: string,
  remedy: Remedy = 'plan-again',
): PlanIssue => ({
  rule,
  subject: `plan of ${stack} ${what}`,
  values: { stack, what, client: '', role: '', division: address, how: what, owner: '', key: '' },
  address,
  remedy,
});

const endings: ReadonlySet<string> = new Set(['delete', 'forget']);

const plansNothing = ({ claims }: Stack, plan: Plan): boolean =>
  claims.resources.length > 0 && plan.planned.length === 0;

/** Planned values: one object for each resource of the files, and nothing else. */
function planned(stack: Stack, plan: Plan): PlanFault[] {
  const found: PlanFault[] = [];
  const written = new Set(stack.claims.resources.map(({ address }) => address));
  // Of what carries authority, several are a finding of the files.
  const repeated = repeatedAt(stack.claims.placements);
  const seen = new Set<string>();
  const changes = plan.changes.filter(({ deposed }) => !deposed);
  const changed = new Map(changes.map((change) => [change.address, change]));
  if (changed.size < changes.length) found.push(faultOfPlan('changes one resource twice'));
  for (const resource of plan.planned.filter(({ mode }) => mode === 'managed')) {
    const { address, type, name } = resource;
    const fault = (what: string): void => void found.push(faultOf(address, what));
    const block = `${type}.${name}`;
    const isInstance = repeated.has(block) && address.startsWith(`${block}[`);
    if (address !== block && !isInstance) fault(`plans ${address} as a ${type} named ${name}`);
    const isWritten = isInstance || (written.has(address) && !resource.instance);
    if (!isWritten || seen.has(address)) {
      fault(`plans ${address}, which these files do not have`);
    } else {
      const change = changed.get(address);
      if (change === undefined) {
        fault(`plans ${address} without saying what changes`);
      } else if (change.actions.length === 1 && endings.has(change.actions[0] ?? '')) {
        fault(`plans ${address} and says that it ends`);
      } else if (!sameJson(change.after, resource.values)) {
        fault(`plans ${address} with two outcomes`);
      }
    }
    seen.add(address);
  }
  if (!isPartial(plan)) {
    if (plansNothing(stack, plan))
      found.push(
        faultOfPlan(
          'plans nothing of these files: it was made with -destroy or -refresh-only, or of other files',
        ),
      );
    else
      for (const address of written)
        if (!seen.has(address) && !repeated.has(address))
          found.push(faultOf(address, `does not plan ${address}`));
  }
  const read = new Set(stack.claims.data.map(({ address }) => `data.${address}`));
  // What is read of other stacks is looked at on its own.
  const often = repeatedAt(stack.claims.data);
  for (const { mode, type, name, address } of plan.prior) {
    const block = `${type}.${name}`;
    const isInstance = often.has(block) && address.startsWith(`data.${block}[`);
    if (mode === 'data' && type !== 'terraform_remote_state' && !read.has(address) && !isInstance)
      found.push(faultOf(address, `read ${address}, which these files do not have`));
  }
  return found;
}

/** The addresses of blocks of which Terraform decides how many objects they make. */
const repeatedAt = (claims: readonly Declared[]): ReadonlySet<string> =>
  new Set(claims.filter(({ repeated }) => repeated).map(({ address }) => address));

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
    issue('secret-exposure', `the plan holds the secret of ${address}, and so does the state`, address),
  );
}

/** Objects that the plan binds to other addresses, or lets go, without the manifest saying so. */
function rebound(plan: Plan, tenant: Tenant | undefined): Fault[] {
  const adoptions = adoptionsOf(tenant);
  return plan.changes.flatMap((change) => {
    const found: Fault[] = [];
    const fault = (what: string, remedy: Remedy): void =>
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
