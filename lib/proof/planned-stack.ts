import { clientModel, divisionModel, roleModel } from '../genesys/core-resources';
import { sameJson } from '../json/plain';
import type { Tenant } from '../manifest/model';
import { isPartial, type JsonObject, type Plan } from '../terraform/plan';
import { differences } from '../terraform/plan-configuration';
import { contradictions } from '../terraform/plan-contradictions';
import type { Declared } from './declared';
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
  const issue: Issue = (rule, what, address = '', remedy = 'plan-again') =>
    stackIssue(rule, stack.name, what, address, remedy);
  const mismatch = (what: string, remedy?: Remedy): PlanIssue => issue('plan-mismatch', what, '', remedy);
  // That it does is one finding; each thing that is missing would be another, and none says why.
  const leavesOut = isPartial(plan) || plansNothing(stack, plan);
  return [
    ...strangeParts(plan).map((what) => mismatch(what, 'other-version')),
    ...differences(stack.configuration, plan).map((what) => mismatch(what)),
    ...contradictions(plan, leavesOut).map((what) => mismatch(what)),
    ...planned(stack, plan).map((what) => mismatch(what)),
    ...plannedOutputs(stack, plan, leavesOut).map((what) => mismatch(what)),
    ...values(stack, plan).map((what) => mismatch(what)),
    ...knownSecrets(plan, issue),
    ...takenFromOthers(tenant, plan, org, issue),
    ...stack.claims.divisions.flatMap((claim) => divisionValues(claim, plan, org, tenant, issue)),
    ...rebound(plan, tenant).map(({ what, remedy }) => issue('undeclared-adoption', what, '', remedy)),
    ...roleIds(stack, plan, plans, org).map(({ what, remedy }) => mismatch(what, remedy)),
  ];
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
function values({ claims }: Stack, plan: Plan): readonly string[] {
  return [
    ...new Set([
      ...onePerAddress(claims.clients).flatMap((claim) => [
        ...clientValues(claim, plan),
        ...writtenValues(claim, clientModel, plan),
      ]),
      ...onePerAddress(claims.roles).flatMap((claim) => [
        ...roleValues(claim, plan),
        ...writtenValues(claim, roleModel, plan),
      ]),
      ...onePerAddress(claims.divisions).flatMap((claim) => writtenValues(claim, divisionModel, plan)),
      ...onePerAddress(claims.placements).flatMap((claim) => placementValues(claim, plan)),
    ]),
  ];
}

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
function planned(stack: Stack, plan: Plan): string[] {
  const found: string[] = [];
  const written = new Set(stack.claims.resources.map(({ address }) => address));
  // Of what carries authority, several are a finding of the files.
  const repeated = repeatedAt(stack.claims.placements);
  const seen = new Set<string>();
  const changes = plan.changes.filter(({ deposed }) => !deposed);
  const changed = new Map(changes.map((change) => [change.address, change]));
  if (changed.size < changes.length) found.push('changes one resource twice');
  for (const resource of plan.planned.filter(({ mode }) => mode === 'managed')) {
    const block = `${resource.type}.${resource.name}`;
    const isInstance = repeated.has(block) && resource.address.startsWith(`${block}[`);
    if (resource.address !== block && !isInstance) {
      found.push(`plans ${resource.address} as a ${resource.type} named ${resource.name}`);
    }
    const isWritten = isInstance || (written.has(resource.address) && !resource.instance);
    if (!isWritten || seen.has(resource.address)) {
      found.push(`plans ${resource.address}, which these files do not have`);
    } else {
      const change = changed.get(resource.address);
      if (change === undefined) {
        found.push(`plans ${resource.address} without saying what changes`);
      } else if (change.actions.length === 1 && endings.has(change.actions[0] ?? '')) {
        found.push(`plans ${resource.address} and says that it ends`);
      } else if (!sameJson(change.after, resource.values)) {
        found.push(`plans ${resource.address} with two outcomes`);
      }
    }
    seen.add(resource.address);
  }
  if (!isPartial(plan)) {
    if (plansNothing(stack, plan))
      found.push(
        'plans nothing of these files: it was made with -destroy or -refresh-only, or of other files',
      );
    else
      for (const address of written)
        if (!seen.has(address) && !repeated.has(address)) found.push(`does not plan ${address}`);
  }
  const read = new Set(stack.claims.data.map(({ address }) => `data.${address}`));
  // What is read of other stacks is looked at on its own.
  const often = repeatedAt(stack.claims.data);
  for (const { mode, type, name, address } of plan.prior) {
    const block = `${type}.${name}`;
    const isInstance = often.has(block) && address.startsWith(`data.${block}[`);
    if (mode === 'data' && type !== 'terraform_remote_state' && !read.has(address) && !isInstance)
      found.push(`read ${address}, which these files do not have`);
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
    issue('secret-exposure', `the plan holds the secret of ${address}, and so does the state`),
  );
}

/** Objects that the plan binds to other addresses, or lets go, without the manifest saying so. */
function rebound(plan: Plan, tenant: Tenant | undefined): Fault[] {
  const adoptions = adoptionsOf(tenant);
  return plan.changes.flatMap((change) => {
    const found: Fault[] = [];
    const fault = (what: string, remedy: Remedy): void => void found.push({ what, remedy });
    if (change.previousAddress !== undefined && !isRenumbered(change))
      fault(`moves ${change.previousAddress} to ${change.address}`, 'take-out');
    if (change.actions.includes('forget')) fault(`forgets ${change.address}`, 'take-out');
    const id = adoptions.get(change.address)?.id.toLowerCase();
    if (change.isImport && (id === undefined || change.importing?.toLowerCase() !== id))
      fault(`imports an object as ${change.address}`, 'plan-again');
    return found;
  });
}
