import { isObjectId } from '../genesys/object-id';
import { field } from '../json/plain';
import type { Plan } from '../terraform/plan';
import type { FindingValues } from './finding-values';
import type { JudgedClient, JudgedGrant, OrgModel, TenantModel } from './model';
import { tenantSeenFrom } from './ownership';
import { dataSource, type PlannedGrant, type PlannedText, plannedId } from './plans';
import type { Remedy } from './remedy';

/** The rules that a plan can break. */
export type PlanRule =
  | 'foreign-division'
  | 'all-divisions'
  | 'home-division'
  | 'secret-exposure'
  | 'undeclared-adoption'
  | 'plan-mismatch';

/** One disagreement between a plan and what was proved, with the rule that it breaks. */
export interface PlanIssueOf<Id extends PlanRule, Values = FindingValues[Id]> {
  readonly rule: Id;
  readonly subject: string;
  readonly values: Values;
  /** The resource that it is about, as the plan spells its address; empty for the plan as a whole. */
  readonly address: string;
}

/** A disagreement of any kind, with the values of the rule that it breaks. */
export type PlanIssue = { [Id in PlanRule]: PlanIssueOf<Id> }[PlanRule];

/** What every issue about one client's grants says. */
interface OfClient {
  readonly stack: string;
  readonly client: string;
}

/** Makes an issue about the grants of one client, which another plan will mend. */
type GrantIssue = <Id extends PlanRule, Values extends object>(
  rule: Id,
  subject: string,
  values: Values,
) => PlanIssueOf<Id, OfClient & Values & { readonly remedy: 'plan-again' }>;

/**
 * Joins what a plan says a client will be granted with what its file grants, as sets: Terraform re-orders set blocks, so position
 * means nothing. Before the first deploy ids are unknown; a grant then agrees when as many unknown divisions of its role are planned
 * as the file has divisions that this plan makes. What is known must be exactly the id of the tenant's division.
 */
export function judgePlannedGrants(
  tenant: TenantModel,
  client: JudgedClient,
  planned: readonly PlannedGrant[] | undefined,
  plan: Plan,
  org: OrgModel,
): PlanIssue[] {
  const { address } = client.claim;
  const issue: GrantIssue = (rule, subject, values) =>
    grantIssue(rule, { stack: tenant.stackName, client: client.claim.name, address }, subject, {
      ...values,
      remedy: 'plan-again',
    });
  if (planned === undefined) {
    // Said of its resource already.
    if (!plan.plannedAt.has(address)) return [];
    return [
      issue('plan-mismatch', 'grants unknown', {
        what: `${address} has grants that are unknown until apply`,
      }),
    ];
  }
  const issues = planned.flatMap((grant) => [
    ...alwaysWrong(grant, tenant, org, issue),
    ...byNoObjectId(grant, address, issue),
  ]);
  if (issues.length > 0) return issues;
  const expected: string[] = [];
  for (const grant of client.grants) {
    const key = expectedKey(grant, plan);
    if (key === undefined) return [];
    expected.push(key);
  }
  const actual = planned.map(plannedKey);
  const extra = without(actual, distinctKnown(expected));
  const lacking = without(distinctKnown(expected), actual);
  return [
    ...extra.map((key) =>
      issue('plan-mismatch', `extra ${key}`, {
        what: `${address} will be granted ${key}, which is not proved`,
      }),
    ),
    ...lacking.map((key) =>
      issue('plan-mismatch', `lacks ${key}`, {
        what: `${address} will not be granted ${key}, which its file grants`,
      }),
    ),
  ];
}

/** An issue about one client's grants in a plan. */
export const grantIssue = <Id extends PlanRule, const Values extends { readonly remedy: Remedy }>(
  rule: Id,
  { stack, client, address }: OfClient & { readonly address: string },
  subject: string,
  values: Values,
): PlanIssueOf<Id, OfClient & Values> => ({
  rule,
  subject: `plan of ${stack} ${client} ${subject}`,
  values: { client, stack, ...values },
  address,
});

const unknown = 'a division known after apply';
export const show = (value: PlannedText): string =>
  value.kind === 'known' ? value.text : value.kind === 'none' ? 'nothing' : unknown;

/** What is wrong whatever the file says. */
function alwaysWrong(
  { role, division }: PlannedGrant,
  tenant: TenantModel,
  org: OrgModel,
  issue: GrantIssue,
): PlanIssue[] {
  const values = { role: show(role), division: show(division) };
  const subject = `grant ${values.role} in ${values.division}`;
  if (division.kind === 'none')
    return [issue('home-division', subject, { ...values, how: 'the plan sets no division' })];
  if (division.kind === 'unknown') return [];
  if (division.text === '*') return [issue('all-divisions', subject, values)];
  for (const owner of org.around.ownership.ownersOf(division.text)) {
    if (owner.kind === 'home')
      return [issue('home-division', subject, { ...values, how: 'the home division’s id' })];
    if (owner.kind === 'tenant' && (owner.tenant !== tenant.tenant.id || owner.org !== tenant.org.id)) {
      return [
        issue('foreign-division', subject, {
          ...values,
          owner: tenantSeenFrom(org.org, owner),
          key: owner.division,
        }),
      ];
    }
  }
  return [];
}

/** Known ids that Genesys Cloud does not give: what the service makes of one, nobody can say. */
function byNoObjectId({ role, division }: PlannedGrant, address: string, issue: GrantIssue): PlanIssue[] {
  const isNoObjectId = (value: PlannedText): boolean => value.kind === 'known' && !isObjectId(value.text);
  // `*` is judged as what it is.
  const all = division.kind === 'known' && division.text === '*';
  if (!isNoObjectId(role) && (all || !isNoObjectId(division))) return [];
  const grant = `${show(role)} in ${show(division)}`;
  const what = `${address} will be granted ${grant}, by an id that is none of Genesys Cloud`;
  return [issue('plan-mismatch', `strange ${grant}`, { what })];
}

/** `<role id> in <division id>` as a plan shows it. */
export const plannedKey = ({ role, division }: PlannedGrant): string => `${show(role)} in ${show(division)}`;

/** `<role id> in <division id>` as the plan must show a grant of the file; undefined when the file itself proves nothing. */
export function expectedKey({ claim, role, division }: JudgedGrant, plan: Plan): string | undefined {
  if (role.kind !== 'template' || (division.kind !== 'own' && division.kind !== 'shared')) return undefined;
  if (claim.role.kind !== 'reference') return undefined;
  const [, type, name, , output = ''] = claim.role.to;
  const id = field(dataSource(plan, `data.${type}.${name}`)?.values['outputs'], output);
  const roleText = typeof id === 'string' && isObjectId(id) ? id : 'a role that the plan could not read';
  if (claim.division.kind === 'known') return `${roleText} in ${claim.division.text}`;
  if (claim.division.kind !== 'reference') return undefined;
  const address = claim.division.to.slice(0, 2).join('.');
  const planned = plannedId(plan, address);
  return `${roleText} in ${planned.kind === 'none' ? address : show(planned)}`;
}

/** A set has a known element once, but elements with an unknown in them stay apart. */
function distinctKnown(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => {
    if (key.endsWith(unknown)) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The elements of `left` that `right` does not match one for one. */
function without(left: readonly string[], right: readonly string[]): string[] {
  const rest = new Map<string, number>();
  for (const key of right) rest.set(key, (rest.get(key) ?? 0) + 1);
  return left.filter((key) => {
    const count = rest.get(key) ?? 0;
    if (count > 0) rest.set(key, count - 1);
    return count === 0;
  });
}
