import type { OrgId } from '../manifest/ids';
import type { Manifest, Org, Tenant } from '../manifest/model';
import { foundationStack, tenantStack } from '../manifest/names';
import { handedOver, type Places, placesIn } from './handed-over';
import { tenantsById } from './tenants-by-id';

/** A stack that a change touches, in the shape of a CI matrix entry. */
interface AffectedStack {
  readonly stack: string;
  readonly org: string;
  /** Absent for a foundation. */
  readonly tenant: string | undefined;
  /** Foundations go first: before they have state, tenants cannot be planned. */
  readonly stage: 'foundation' | 'tenant';
  /** `destroy` for a stack that the manifest no longer has. */
  readonly action: 'deploy' | 'destroy';
  /** Of a stack to destroy: what has to be taken out of its state before, since others go on with it. Absent when there is nothing. */
  readonly keep?: readonly string[];
}

/**
 * The stacks that differ between two manifests, foundations first, then by name; those to destroy come last, a foundation after its tenants. A role
 * template touches the foundation and every tenant that holds it, before or after: its clients' reach changes, though their files may not. The first
 * and the last grant of a role touch the foundation, which hands on its id.
 */
export function affectedStacks(base: Manifest, head: Manifest): readonly AffectedStack[] {
  const ids = [...new Set([...base.orgs, ...head.orgs].map(({ id }) => id))].sort();
  const places = placesIn(head);
  const all = ids.flatMap((id) =>
    affectedOf(
      id,
      base.orgs.find((org) => org.id === id),
      head.orgs.find((org) => org.id === id),
      places,
    ),
  );
  return all.sort((a, b) => rank(a) - rank(b) || (a.stack < b.stack ? -1 : 1));
}

const rank = ({ stage, action }: AffectedStack): number =>
  action === 'deploy' ? (stage === 'foundation' ? 0 : 1) : stage === 'tenant' ? 2 : 3;

function affectedOf(
  org: OrgId,
  base: Org | undefined,
  head: Org | undefined,
  places: Places,
): AffectedStack[] {
  const ids = [...new Set([...(base?.tenants ?? []), ...(head?.tenants ?? [])].map(({ id }) => id))];
  const everything = !same(rest(base), rest(head));
  const allTenants = everything || !same(ofTenants(base), ofTenants(head));
  const roles = changedRoles(base, head);
  // The foundation hands on the ids of the roles that somebody holds, and of no others.
  const handsOn = !same(heldRoles(base), heldRoles(head));
  const foundation: AffectedStack[] =
    everything || handsOn || roles.length > 0
      ? [
          {
            stack: foundationStack(org),
            org,
            tenant: undefined,
            stage: 'foundation',
            action: head ? 'deploy' : 'destroy',
          },
        ]
      : [];
  const [was, is] = [tenantsById(base), tenantsById(head)];
  const [sharedBefore, sharedAfter] = [sharedOf(base), sharedOf(head)];
  const changed = new Set(roles);
  const tenants = ids.flatMap((id): AffectedStack[] => {
    const before = was.get(id);
    const after = is.get(id);
    const touched =
      allTenants ||
      !same(before?.config, after?.config) ||
      holdsOne(before, changed) ||
      holdsOne(after, changed) ||
      !same(sharedBefore.get(id), sharedAfter.get(id));
    if (!touched) return [];
    return [
      {
        stack: tenantStack(org, id),
        org,
        tenant: id,
        stage: 'tenant',
        action: after ? 'deploy' : 'destroy',
        ...keptOf(places, org, before, after),
      },
    ];
  });
  return [...foundation, ...tenants];
}

function keptOf(
  places: Places,
  org: string,
  before: Tenant | undefined,
  after: Tenant | undefined,
): { readonly keep?: readonly string[] } {
  if (before === undefined || after !== undefined) return {};
  const keep = handedOver(places, org, before, after).map(({ address }) => address);
  return keep.length > 0 ? { keep } : {};
}

/** What every stack of an org is made with. */
const rest = (org: Org | undefined): unknown =>
  org && {
    region: org.config.region,
    gateway: org.config.gateway,
    state: org.config.state,
  };

/** What every tenant's stack is made with, and no foundation: a foundation has neither clients nor divisions. */
const ofTenants = (org: Org | undefined): unknown =>
  org && { emitScopes: org.config.emitScopes, divisionNames: org.config.divisionNames };

function changedRoles(base: Org | undefined, head: Org | undefined): string[] {
  const [was, is] = [base?.config.roles ?? {}, head?.config.roles ?? {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (role) =>
      !same(Object.hasOwn(was, role) ? was[role] : undefined, Object.hasOwn(is, role) ? is[role] : undefined),
  );
}

const heldRoles = (org: Org | undefined): readonly string[] =>
  [...new Set(org?.tenants.flatMap(({ config }) => config.client.grants.map(({ role }) => role)))].sort();

const holdsOne = (tenant: Tenant | undefined, roles: ReadonlySet<string>): boolean =>
  tenant?.config.client.grants.some(({ role }) => roles.has(role)) ?? false;

/** The shared divisions of each tenant: their ids stand in its stack. */
function sharedOf(
  org: Org | undefined,
): ReadonlyMap<string, readonly (readonly [key: string, id: string])[]> {
  const shared = new Map<string, (readonly [key: string, id: string])[]>();
  const all = Object.entries(org?.config.sharedDivisions ?? {});
  for (const [key, { id, tenants }] of all.sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const tenant of tenants) {
      const before = shared.get(tenant);
      if (before) before.push([key, id]);
      else shared.set(tenant, [[key, id]]);
    }
  return shared;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
