import type { StackName } from '../manifest/ids';
import type { Tenant } from '../manifest/model';
import type { Plan } from '../terraform/plan';
import type { FoundStack, JudgedClient, Model, OrgModel, TenantModel } from './model';
import { type LocatedPlanIssue, planIssuesOf, planWithoutStack } from './plan-issues';
import { anothersPlan } from './planned-stack';
import { type PlannedGrant, plannedGrants, type StackPlan, stackPlan } from './plans';

/** One stack of the manifest with all that is known of it. Rules look at one after the other, since each is large. */
export interface Subject extends FoundStack {
  readonly model: Model;
  readonly org: OrgModel;
  /** Undefined for the foundation. */
  readonly tenant: Tenant | undefined;
  readonly owner: TenantModel | undefined;
  readonly stackName: StackName;
  /** The clients of a tenant's stack; none for the foundation, where no client belongs. */
  readonly clients: readonly JudgedClient[];
  /** What its plan file holds; undefined when there is none, or no plans were given. */
  readonly planned: StackPlan | undefined;
  readonly plan: Plan | undefined;
  /** Whether that is another stack's: what it holds and grants is told of where it belongs. */
  readonly isAnothersPlan: boolean;
  /** What the plan says that each client will be granted, by its address; undefined where not even their number is known. */
  readonly plannedGrants: ReadonlyMap<string, readonly PlannedGrant[] | undefined>;
  /** Everything in which the plan and the file disagree, with the rule that it breaks. */
  readonly planIssues: readonly LocatedPlanIssue[];
}

/** The subjects of a model, one at a time: org by org, the foundation first. */
export function* subjectsOf(model: Model): Generator<Subject> {
  for (const org of model.orgs) {
    yield subject(model, org, undefined);
    for (const owner of org.tenants) yield subject(model, org, owner);
  }
}

function subject(model: Model, org: OrgModel, owner: TenantModel | undefined): Subject {
  const { plans } = model;
  const stackName = owner?.stackName ?? org.foundationName;
  const stack = owner ? owner.stack : org.foundation;
  const file = plans?.files.get(stackName);
  const planned = file && stackPlan(file);
  const plan = planned?.kind === 'plan' ? planned.plan : undefined;
  const clients = owner?.clients ?? [];
  const addresses = new Set(clients.map(({ claim }) => claim.address));
  const grants = new Map(plan && [...addresses].map((address) => [address, plannedGrants(plan, address)]));
  const anothers = stack && plan && anothersPlan(stack, plan, org);
  const issuesOf = (): readonly LocatedPlanIssue[] => {
    if (plans === undefined || plan === undefined) return [];
    return stack
      ? planIssuesOf(org, owner, stack, plan, plans, grants, anothers)
      : [planWithoutStack(org, owner, stackName, plans)];
  };
  return {
    model,
    org,
    tenant: owner?.tenant,
    owner,
    stackName,
    stack,
    defects: owner ? owner.defects : org.foundationDefects,
    clients,
    planned,
    plan,
    isAnothersPlan: anothers !== undefined,
    plannedGrants: grants,
    planIssues: issuesOf(),
  };
}
