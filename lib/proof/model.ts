import type { StackName } from '../manifest/ids';
import type { Manifest, Org, Tenant } from '../manifest/model';
import { clientLogicalId, foundationStack, tenantStack } from '../manifest/names';
import type { Assembly, AssemblyStack } from '../terraform/assembly';
import type { ClientClaim, GrantClaim } from './claim';
import { type DeclaredGrant, declaredGrants, Ownership } from './ownership';
import { type PlanIssue, plannedGrantIssues } from './planned-grants';
import { judgePlannedStack } from './planned-stack';
import { type Plans, planOf } from './plans';
import {
  type DivisionVerdict,
  type RoleVerdict,
  resolveDivision,
  resolveRole,
  type Surroundings,
} from './resolve';
import { type Stack, stateLocations, toStack } from './stack';

/** A grant with the verdict on both of its halves. */
export interface JudgedGrant {
  readonly claim: GrantClaim;
  readonly role: RoleVerdict;
  readonly division: DivisionVerdict;
}

export interface JudgedClient {
  readonly claim: ClientClaim;
  /** The credential generation that its address stands for; undefined when the manifest has no such generation. */
  readonly generation: number | undefined;
  readonly grants: readonly JudgedGrant[];
}

export interface TenantModel {
  readonly org: Org;
  readonly tenant: Tenant;
  readonly stackName: StackName;
  /** Undefined when the assembly lacks it or it cannot be read. */
  readonly stack: Stack | undefined;
  readonly declared: readonly DeclaredGrant[];
  readonly clients: readonly JudgedClient[];
}

export interface OrgModel {
  readonly org: Org;
  readonly around: Surroundings;
  readonly foundationName: StackName;
  readonly foundation: Stack | undefined;
  readonly tenants: readonly TenantModel[];
}

/** Everything that the rules look at. */
export interface Model {
  readonly manifest: Manifest;
  readonly assembly: Assembly;
  readonly orgs: readonly OrgModel[];
  /** Stacks of the assembly that are nobody's: no foundation and no tenant of the manifest. */
  readonly unclaimed: readonly AssemblyStack[];
  /** The day on which waivers are judged, YYYY-MM-DD. */
  readonly today: string;
  /** The plans to prove beside the files; undefined when none were given. */
  readonly plans: Plans | undefined;
  /** Everything in which plans and files disagree, with the rule that it breaks. */
  readonly planIssues: readonly LocatedPlanIssue[];
  /** A gateway that this run was synthesized with in place of the manifest's. */
  readonly gateway: string | undefined;
}

/** Joins manifest and assembly, and judges every grant. Pure and total. */
export function buildModel(input: {
  readonly manifest: Manifest;
  readonly assembly: Assembly;
  readonly today: string;
  readonly gateway?: string | undefined;
  readonly plans?: Plans | undefined;
}): Model {
  const { manifest, assembly } = input;
  const ownership = new Ownership(manifest);
  const claimed = new Set<string>();
  const orgs = manifest.orgs.map((org): OrgModel => {
    const locations = stateLocations(org);
    const stackOf = (name: StackName): Stack | undefined => {
      claimed.add(name);
      const read = assembly.stacks.get(name);
      return read?.configuration && toStack(read, read.configuration, org, locations);
    };
    const foundationName = foundationStack(org.id);
    const foundation = stackOf(foundationName);
    const stacks = org.tenants.map((tenant) => ({ tenant, stack: stackOf(tenantStack(org.id, tenant.id)) }));
    const around: Surroundings = {
      org,
      ownership,
      foundation,
      tenantStacks: new Map(
        stacks.flatMap(({ tenant, stack }) => (stack ? [[stack.name, { tenant, stack }] as const] : [])),
      ),
    };
    const tenants = stacks.map(({ tenant, stack }) => tenantModel(org, tenant, stack, around));
    return { org, around, foundationName, foundation, tenants };
  });
  const unclaimed = [...assembly.stacks.values()].filter(({ name }) => !claimed.has(name));
  const { today, gateway, plans } = input;
  const planIssues = plans ? orgs.flatMap((org) => issuesOf(org, plans)) : [];
  return { manifest, assembly, orgs, unclaimed, today, gateway, plans, planIssues };
}

/** A plan issue with its stack's owner and file. */
export interface LocatedPlanIssue extends PlanIssue {
  readonly org: Org['id'];
  readonly tenant: Tenant['id'] | undefined;
  readonly file: string;
}

function issuesOf(org: OrgModel, plans: Plans): LocatedPlanIssue[] {
  const stacks = stacksOf(org).flatMap(({ stack, tenant }) => {
    const plan = planOf(plans, stack.name);
    if (plan === undefined) return [];
    return judgePlannedStack(stack, tenant, plan, plans, org).map((issue) => ({
      issue,
      tenant,
      stack: stack.name,
    }));
  });
  const grants = plannedGrantIssues(org, plans);
  return [
    ...stacks.map(({ issue, tenant, stack }) => ({
      ...issue,
      org: org.org.id,
      tenant: tenant?.id,
      file: `${plans.shown}/${stack}.json`,
    })),
    ...grants.map(({ issue, tenant, file }) => ({
      ...issue,
      org: org.org.id,
      tenant: tenant.tenant.id,
      file,
    })),
  ];
}

function tenantModel(org: Org, tenant: Tenant, stack: Stack | undefined, around: Surroundings): TenantModel {
  const generations = new Map(
    tenant.config.client.credentials.generations.map((number) => [clientLogicalId(number), number]),
  );
  return {
    org,
    tenant,
    stackName: tenantStack(org.id, tenant.id),
    stack,
    declared: declaredGrants(tenant),
    clients: (stack?.claims.clients ?? []).map((claim) => ({
      claim,
      generation: generations.get(claim.name),
      grants: stack ? claim.grants.map((grant) => judge(grant, tenant, stack, around)) : [],
    })),
  };
}

const judge = (claim: GrantClaim, tenant: Tenant, stack: Stack, around: Surroundings): JudgedGrant => ({
  claim,
  role: resolveRole(claim.role, stack, around),
  division: resolveDivision(claim.division, tenant, stack, around),
});

/** True when a judged grant is exactly this declared one. */
export const isDeclared = (grant: JudgedGrant, declared: DeclaredGrant): boolean =>
  grant.role.kind === 'template' &&
  grant.role.role === declared.role &&
  grant.division.kind === declared.source &&
  grant.division.division === declared.division;

/** Every stack of an org that could be read, the foundation first. */
export const stacksOf = (org: OrgModel): readonly { stack: Stack; tenant: Tenant | undefined }[] => [
  ...(org.foundation ? [{ stack: org.foundation, tenant: undefined }] : []),
  ...org.tenants.flatMap(({ stack, tenant }) => (stack ? [{ stack, tenant }] : [])),
];
