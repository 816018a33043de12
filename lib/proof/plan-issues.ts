import type { OrgId, StackName, TenantId } from '../manifest/ids';
import type { Plan } from '../terraform/plan';
import { concealed } from './conceal';
import { heldState } from './held-state';
import type { OrgModel, TenantModel } from './model';
import { judgePlannedGrants, type PlanIssue } from './planned-grants';
import { judgePlannedStack, stackIssue } from './planned-stack';
import type { PlannedGrant, Plans } from './plans';
import type { Stack } from './stack';

/** A plan issue with its stack's owner and file. */
export type LocatedPlanIssue = PlanIssue & {
  readonly org: OrgId;
  readonly tenant: TenantId | undefined;
  readonly file: string;
};

/** Everything in which one stack's plan disagrees with its file, or that it is another's, and then nothing else. */
export function planIssuesOf(
  org: OrgModel,
  owner: TenantModel | undefined,
  stack: Stack,
  plan: Plan,
  plans: Plans,
  grants: ReadonlyMap<string, readonly PlannedGrant[] | undefined>,
  anothers: PlanIssue | undefined,
): readonly LocatedPlanIssue[] {
  const issues = anothers
    ? [anothers]
    : [
        ...judgePlannedStack(stack, owner?.tenant, plan, plans, org),
        ...heldState(stack, owner?.tenant, plan, org),
        ...(owner ? grantIssues(owner, plan, grants, org) : []),
      ];
  if (issues.length === 0) return [];
  const file = `${plans.shown}/${stack.name}.json`;
  const discreet = discreetly(plan);
  return issues.map((issue) => ({ ...discreet(issue), org: org.org.id, tenant: owner?.tenant.id, file }));
}

/** Of one client at each address: that there are several is a finding of the files. */
const grantIssues = (
  owner: TenantModel,
  plan: Plan,
  grants: ReadonlyMap<string, readonly PlannedGrant[] | undefined>,
  org: OrgModel,
): readonly PlanIssue[] =>
  [...new Map(owner.clients.map((client) => [client.claim.address, client])).values()].flatMap((client) =>
    judgePlannedGrants(owner, client, grants.get(client.claim.address), plan, org),
  );

/** A plan of a stack that the manifest has and the files do not: nothing says what it should be, and it may be applied. */
export const planWithoutStack = (
  org: OrgModel,
  owner: TenantModel | undefined,
  stack: StackName,
  plans: Plans,
): LocatedPlanIssue => ({
  ...stackIssue('plan-mismatch', stack, 'is of a stack that these files do not have', '', 'plan-again'),
  org: org.org.id,
  tenant: owner?.tenant.id,
  file: `${plans.shown}/${stack}.json`,
});

/** An issue without what its plan marks as sensitive. One at an address that has some of it in its name is of the plan as a whole. */
export function discreetly(plan: Plan | undefined): (issue: PlanIssue) => PlanIssue {
  if (plan === undefined) return (issue) => issue;
  const conceal = concealed(plan);
  return <Issue extends PlanIssue>(issue: Issue): Issue => ({
    ...issue,
    subject: conceal(issue.subject),
    address: conceal(issue.address) === issue.address ? issue.address : '',
    values: concealValues(issue.values, conceal),
  });
}

/** All values but what to do, which no plan says. A cast: their names stay, and so they are those of the same rule. */
const concealValues = <Values extends Readonly<Record<string, string>>>(
  values: Values,
  conceal: (text: string) => string,
): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, name === 'remedy' ? value : conceal(value)]),
  ) as Values;
