import type { DivisionKey, RoleKey } from '../manifest/ids';
import { divisionLogicalId, roleLogicalId } from '../manifest/names';
import type { Declared } from '../proof/declared';
import { constructOf, explainGrant } from '../proof/explain';
import { noPlan } from '../proof/explain-plan';
import type { Finding, Place } from '../proof/finding';
import type { JudgedClient, JudgedGrant, OrgModel, TenantModel } from '../proof/model';
import { type Plans, planOf } from '../proof/plans';
import { recent } from '../proof/recent';
import type { Stack } from '../proof/stack';
import type { Step } from '../proof/step';
import { declaredBy, saidOf } from './declared-by';
import { shown } from './limits';
import type { Location } from './locate';

/** What the chains of all findings of a report are made from. */
interface Sources {
  readonly org: OrgModel;
  readonly plans: Plans | undefined;
  readonly find: (place: Place) => Location;
  /** The resources of a stack by address, as a pointer shows it: one that is asked for may be any of very many. */
  readonly resources: (stack: Stack) => ReadonlyMap<string, Declared>;
  /** The chains of all grants of a client, which every finding about the client as a whole has. */
  readonly allGrants: (owner: TenantModel) => (client: JudgedClient) => readonly Step[];
}

/**
 * Gives the chain that leads to a finding, in the order in which data flows: what the manifest says, the construct, the file with its pointer, the
 * expressions and where they come from, what the plan does, and what was found. Links that a finding does not have are left out: a stray
 * file has no construct. Pure.
 */
export function explainFinding(
  org: OrgModel,
  plans: Plans | undefined,
  find: (place: Place) => Location,
): (finding: Finding, what: string) => Step[] {
  const sources: Sources = {
    org,
    plans,
    find,
    resources: recent(2, ({ claims }) => byAddress(claims.resources)),
    // A client is read anew after others were looked at, and cannot be found again among its tenant's.
    allGrants: recent(2, (owner) =>
      recent(2, (client) => ofGrants(client.grants, owner, client, org, plans)),
    ),
  };
  return (finding, what) => chainOf(finding, what, sources);
}

function chainOf(finding: Finding, what: string, sources: Sources): Step[] {
  const { org, plans } = sources;
  const owner = org.tenants.find(({ tenant }) => tenant.id === finding.tenant);
  const last = finding.at[finding.at.length - 1];
  const found: Step = { kind: 'value', text: what, place: last };
  const { stack, resource } = written(finding, owner, org) ?? lyingIn(finding, owner, sources);
  // What a plan does to a client beside its grants is told without them: they are as declared.
  const client = isOfPlan(finding)
    ? undefined
    : owner?.clients.find(({ claim }) => claim.address === resource?.address);
  if (owner !== undefined && client !== undefined)
    return [...ofClient(finding, owner, client, sources), found];
  return [
    ...declaredBy(finding, resource, stack === org.foundation ? undefined : owner, org),
    ...(stack && resource ? constructOf(stack, resource) : []),
    ...(resource ? [inFile(resource)] : finding.at.filter(({ kind }) => kind === 'assembly').map(read)),
    ...(stack && resource ? planned(resource, stack, plans) : []),
    found,
  ];
}

/** Whether it is about a plan, and there about no grant nor a client's grants as a whole: such a finding names no client. */
const isOfPlan = ({ at, values }: Finding): boolean =>
  at.some(({ kind }) => kind === 'plan') && !('client' in values && values.client !== undefined);

/** The chain of the grant that the finding is about, or of all grants of its client. */
function ofClient(
  finding: Finding,
  owner: TenantModel,
  client: JudgedClient,
  { org, plans, allGrants }: Sources,
): readonly Step[] {
  const offsets = new Set(finding.at.map((place) => (place.kind === 'assembly' ? place.offset : undefined)));
  const one = client.grants.filter(
    ({ claim: { place } }) => place.kind === 'assembly' && offsets.has(place.offset),
  );
  if (one.length > 0) return ofGrants(one, owner, client, org, plans);
  // What a plan grants otherwise is said of the manifest as a whole: that every grant has a line of its own there follows.
  if (client.grants.length > 0) return [...saidOf(finding), ...allGrants(owner)(client)];
  const { stack } = owner;
  return [
    ...declaredBy(finding, client.claim, owner, org),
    ...(stack ? constructOf(stack, client.claim) : []),
    inFile(client.claim),
    ...(stack ? planned(client.claim, stack, plans) : []),
  ];
}

/** The chains of some grants of a client, one after the other; what they have in common is told once. */
function ofGrants(
  grants: readonly JudgedGrant[],
  owner: TenantModel,
  client: JudgedClient,
  org: OrgModel,
  plans: Plans | undefined,
): Step[] {
  // By text first: that of a role's permissions can be very long, and is the same one for very many grants.
  const seen = new Map<string, Set<string>>();
  return grants
    .flatMap((grant) => explainGrant(org, owner, client, grant, plans))
    .filter(({ kind, text, place }) => {
      const places = seen.get(text) ?? new Set();
      seen.set(text, places);
      const key = JSON.stringify([kind, place]);
      return !places.has(key) && places.add(key);
    });
}

/** A resource, and the stack that has it. */
interface Found {
  readonly stack: Stack | undefined;
  readonly resource: Declared | undefined;
}

function lyingIn({ at }: Finding, owner: TenantModel | undefined, sources: Sources): Found {
  const stack = owner ? owner.stack : sources.org.foundation;
  return { stack, resource: stack && firstResource(at, stack, sources) };
}

/**
 * What becomes of a thing that is wrong in the manifest alone: a role, be it told of a tenant that holds it, is one of the foundation; a division
 * is one of the tenant; what is said of all clients is said of the first. Undefined for everything else, and for what no file has.
 */
function written(
  { at }: Finding,
  owner: TenantModel | undefined,
  { foundation }: OrgModel,
): Found | undefined {
  const [first] = at;
  if (first?.kind !== 'manifest' || at.some(({ kind }) => kind !== 'manifest')) return undefined;
  const [block, key] = first.path;
  const stack = block === 'roles' ? foundation : owner?.stack;
  const { roles = [], divisions = [], clients = [] } = stack?.claims ?? {};
  const resource =
    block === 'roles'
      ? roles.find(({ name }) => name === roleLogicalId(key as RoleKey))
      : block === 'divisions'
        ? divisions.find(({ name }) => name === divisionLogicalId(key as DivisionKey))
        : block === 'client' && (key === 'tokenLifetime' || key === 'scopes')
          ? clients[0]
          : undefined;
  return resource && { stack, resource };
}

/** The resource that one of the places lies in: by its address in a plan, or by the pointer to it in the file. */
function firstResource(
  places: readonly Place[],
  stack: Stack,
  { find, resources }: Sources,
): Declared | undefined {
  for (const place of places) {
    const address =
      place.kind === 'plan'
        ? shown(place.address)
        : place.kind === 'assembly' && place.file === stack.file
          ? addressIn(find(place).pointer ?? '')
          : undefined;
    const found = address === undefined ? undefined : resources(stack).get(address);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The address of the resource that a pointer leads into. Every step may go through a list. */
function addressIn(pointer: string): string | undefined {
  const [block, type, name] = pointer
    .split('/')
    .slice(1)
    .filter((step) => !/^\d+$/.test(step));
  return block === 'resource' ? `${type}.${name}` : undefined;
}

/** Of several with one address the first. */
const byAddress = (resources: readonly Declared[]): ReadonlyMap<string, Declared> =>
  new Map([...resources].reverse().map((resource) => [shown(resource.address), resource]));

function planned({ address }: Declared, stack: Stack, plans: Plans | undefined): Step[] {
  if (plans === undefined) return [];
  const { name } = stack;
  const plan = planOf(plans, name);
  if (plan === undefined) return [noPlan(plans, stack)];
  const change = plan.changeAt.get(address);
  const does = change === undefined ? 'is not planned' : `is planned: ${change.actions.join(', ')}`;
  const place: Place = { kind: 'plan', file: `${plans.shown}/${name}.json`, address };
  return [{ kind: 'plan', text: `${address} ${does}`, place }];
}

const read = (place: Place): Step => ({ kind: 'file', text: 'what the files say', place });
const inFile = ({ address, place }: Declared): Step => ({ kind: 'file', text: `resource ${address}`, place });
