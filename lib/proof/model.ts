import type { StackName } from '../manifest/ids';
import type { Manifest, Org, Tenant } from '../manifest/model';
import { clientLogicalId, foundationStack, tenantStack } from '../manifest/names';
import { type Assembly, type AssemblyStack, type Defect, readStack } from '../terraform/assembly';
import type { ClientClaim, GrantClaim } from './claim';
import { type DeclaredGrant, declaredGrants, grantKey, Ownership } from './ownership';
import type { Plans } from './plans';
import { recent } from './recent';
import { resolveDivision } from './resolve-division';
import { resolveRole } from './resolve-role';
import { type Stack, type StateLocations, stateLocations, toStack } from './stack';
import type { Surroundings } from './surroundings';
import type { DivisionVerdict, RoleVerdict } from './verdict';

/** A grant with the verdict on both of its halves. */
export interface JudgedGrant {
  readonly claim: GrantClaim;
  readonly role: RoleVerdict;
  readonly division: DivisionVerdict;
  /** The declared grant that it is exactly; undefined when its tenant declares none such. */
  readonly declared: DeclaredGrant | undefined;
}

/** A client with the verdict on each of its grants. */
export interface JudgedClient {
  readonly claim: ClientClaim;
  /** The credential generation that its address stands for; undefined when the manifest has no such generation. */
  readonly generation: number | undefined;
  readonly grants: readonly JudgedGrant[];
}

/** What the assembly has under a stack's name. */
export interface FoundStack {
  /** Undefined when the assembly lacks it or its file cannot be read. */
  readonly stack: Stack | undefined;
  /** What is wrong inside of the file. */
  readonly defects: readonly Defect[];
}

/** A tenant with its stack. The stack is read when it is asked for, and only that of a few tenants is kept: read one after the other. */
export interface TenantModel extends FoundStack {
  readonly org: Org;
  readonly tenant: Tenant;
  readonly stackName: StackName;
  /** What it declares, by {@link grantKey}, in the order of its file. */
  readonly declared: ReadonlyMap<string, DeclaredGrant>;
  readonly clients: readonly JudgedClient[];
}

/** An org with its foundation and its tenants, as manifest and assembly have them. */
export interface OrgModel {
  readonly org: Org;
  readonly around: Surroundings;
  readonly foundationName: StackName;
  readonly foundation: Stack | undefined;
  /** What is wrong inside of the foundation's file. */
  readonly foundationDefects: readonly Defect[];
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
  /** True when somebody named that day: then it can be another than that of the run. */
  readonly dayGiven: boolean;
  /** The plans to prove beside the files; undefined when none were given. */
  readonly plans: Plans | undefined;
  /** A gateway that this run was synthesized with in place of the manifest's. */
  readonly gateway: string | undefined;
}

/** Joins manifest and assembly. Pure and total. */
export function buildModel(input: {
  readonly manifest: Manifest;
  readonly assembly: Assembly;
  readonly today: string;
  readonly dayGiven?: boolean | undefined;
  readonly gateway?: string | undefined;
  readonly plans?: Plans | undefined;
}): Model {
  const { manifest, assembly, today, dayGiven = false, gateway, plans } = input;
  const ownership = new Ownership(manifest);
  const orgs = manifest.orgs.map((org) => orgModel(org, assembly, ownership));
  const claimed = new Set<string>(
    orgs.flatMap(({ foundationName, tenants }) => [
      foundationName,
      ...tenants.map(({ stackName }) => stackName),
    ]),
  );
  const unclaimed = [...assembly.stacks.values()].filter(({ name }) => !claimed.has(name));
  return { manifest, assembly, orgs, unclaimed, today, dayGiven, gateway, plans };
}

/**
 * How often other tenants' stacks are read for what one stack refers to. No stack that Bulkhead makes refers to any of them; one whose very
 * many grants lead into several in turn would have them read anew for each. What is beyond is not followed, and so not proved.
 */
export const mostOthers = 100;

function orgModel(org: Org, assembly: Assembly, ownership: Ownership): OrgModel {
  const locations = stateLocations(org);
  const foundationName = foundationStack(org.id);
  const { stack: foundation, defects } = find(foundationName, org, assembly, locations);
  const byStack = new Map<string, TenantModel>();
  const around: Surroundings = {
    org,
    ownership,
    foundation,
    tenantStack: (name) => {
      const model = byStack.get(name);
      const stack = model && others(model).stack;
      return stack && { tenant: model.tenant, stack };
    },
  };
  const read = ({ stackName }: TenantModel): FoundStack => find(stackName, org, assembly, locations);
  // Only the one that is looked at: what stays a while outlives the collections that would cost nothing. Stacks that its grants lead into
  // have their own place, empty unless they do.
  let left = mostOthers;
  const found = recent(1, (model: TenantModel) => {
    left = mostOthers;
    return read(model);
  });
  const others = recent(4, (model: TenantModel) =>
    left-- > 0 ? read(model) : { stack: undefined, defects: [] },
  );
  const clients = recent(1, (owner: TenantModel) => judgedClients(owner, around));
  const declared = recent(1, declaredGrants);
  const tenants = org.tenants.map(
    (tenant): TenantModel => ({
      org,
      tenant,
      stackName: tenantStack(org.id, tenant.id),
      get stack() {
        return found(this).stack;
      },
      get defects() {
        return found(this).defects;
      },
      get declared() {
        return declared(tenant);
      },
      get clients() {
        return clients(this);
      },
    }),
  );
  for (const tenant of tenants) byStack.set(tenant.stackName, tenant);
  return { org, around, foundationName, foundation, foundationDefects: defects, tenants };
}

/**
 * A stack with more grants is not looked at: each can be written in three bytes, and takes kilobytes to be judged and told of. A plan has no room
 * for as many.
 */
export const mostGrants = 50_000;

function find(name: StackName, org: Org, assembly: Assembly, locations: StateLocations): FoundStack {
  const assembled = assembly.stacks.get(name);
  if (assembled === undefined) return { stack: undefined, defects: [] };
  const { configuration, defects } = readStack(assembled);
  const stack = configuration && toStack(assembled, configuration, org, locations);
  if (stack === undefined || grantCount(stack) <= mostGrants) return { stack, defects };
  const { file } = stack;
  const message = `holds more than ${mostGrants.toLocaleString('en')} grants: too many to look at`;
  return {
    stack: undefined,
    defects: [...defects, { kind: 'unreadable', file, stack: name, message, offset: undefined }],
  };
}

const grantCount = ({ claims }: Stack): number =>
  claims.clients.reduce((count, { grants }) => count + grants.length, 0);

/**
 * The declared grants of a tenant that none of these is. By their keys: what a tenant declares is made anew once another tenant was looked at, and is no
 * longer the same object.
 */
export function ungranted(
  grants: readonly JudgedGrant[],
  declared: ReadonlyMap<string, DeclaredGrant>,
): readonly DeclaredGrant[] {
  const given = new Set(grants.map(({ declared: as }) => as && grantKey(as.role, as.division)));
  return [...declared].flatMap(([key, grant]) => (given.has(key) ? [] : [grant]));
}

function judgedClients(owner: TenantModel, around: Surroundings): readonly JudgedClient[] {
  const { tenant, stack, declared } = owner;
  if (stack === undefined) return [];
  const generations = new Map(
    tenant.config.client.credentials.generations.map((number) => [clientLogicalId(number), number]),
  );
  return stack.claims.clients.map((claim) => ({
    claim,
    generation: generations.get(claim.name),
    grants: claim.grants.map((grant): JudgedGrant => {
      const role = resolveRole(grant.role, stack, around);
      const division = resolveDivision(grant.division, tenant, stack, around);
      return { claim: grant, role, division, declared: declaredAs(role, division, declared) };
    }),
  }));
}

function declaredAs(
  role: RoleVerdict,
  division: DivisionVerdict,
  declared: TenantModel['declared'],
): DeclaredGrant | undefined {
  if (role.kind !== 'template' || (division.kind !== 'own' && division.kind !== 'shared')) return undefined;
  const found = declared.get(grantKey(role.role, division.division));
  return found?.source === division.kind ? found : undefined;
}
