import type { DivisionKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { clientName, divisionName, roleName } from '../manifest/names';
import { declaredGrants } from '../proof/ownership';
import { idAt, textAt, valueAt } from './reply';

/** Whose a live division is, by the manifest. */
type DivisionOwner =
  | { readonly kind: 'tenant'; readonly tenant: string; readonly key: string }
  | { readonly kind: 'shared'; readonly key: string; readonly tenants: readonly string[] }
  | { readonly kind: 'home' }
  | { readonly kind: 'unmanaged' }
  /** Whose it is cannot be told: the list that was read leaves it out. */
  | { readonly kind: 'unlisted' };

export interface LiveDivision {
  readonly id: string;
  readonly name: string;
  readonly owner: DivisionOwner;
}

/** A declared division that the org does not show. */
interface AbsentDivision {
  /** The tenant; `undefined` for a shared one. */
  readonly owner: string | undefined;
  readonly key: string;
  /** Its name, or its id when it is adopted. */
  readonly known: string;
}

/** The divisions of the org, told apart by the manifest: created ones by name, adopted and shared ones by id. */
export interface Divisions {
  readonly all: readonly LiveDivision[];
  readonly absent: readonly AbsentDivision[];
}

/** `undefined` when an entity of the list is no division, or one that it tells twice, in two ways. */
export function divisionsFrom(org: Org, entities: readonly unknown[]): Divisions | undefined {
  const declared = org.tenants.flatMap((tenant) =>
    Object.entries(tenant.config.divisions).map(([key, division]) => ({
      tenant: tenant.id,
      key,
      ...('id' in division
        ? { by: 'id' as const, known: division.id.toLowerCase() }
        : { by: 'name' as const, known: nameOf(org, tenant, key) }),
    })),
  );
  const shared = Object.entries(org.config.sharedDivisions).map(([key, { id, tenants }]) => ({
    key,
    id: id.toLowerCase(),
    tenants: tenants.map(String),
  }));
  const all: LiveDivision[] = [];
  const saidOf = new Map<string, string>();
  for (const entity of entities) {
    const [id, name] = [idAt(entity, 'id'), textAt(entity, 'name')];
    if (id === undefined || name === undefined) return undefined;
    const own = declared.find(({ by, known }) => known === (by === 'id' ? id.toLowerCase() : name));
    const common = shared.find((one) => one.id === id.toLowerCase());
    const home = valueAt(entity, 'homeDivision') === true;
    // Of one that is told in two ways, whose it is would depend on which is looked at.
    const said = `${home} ${name}`;
    if ((saidOf.get(id) ?? said) !== said) return undefined;
    if (saidOf.has(id)) continue;
    saidOf.set(id, said);
    all.push({
      id,
      name,
      owner: home
        ? { kind: 'home' }
        : own !== undefined
          ? { kind: 'tenant', tenant: own.tenant, key: own.key }
          : common !== undefined
            ? { kind: 'shared', key: common.key, tenants: common.tenants }
            : { kind: 'unmanaged' },
    });
  }
  const isThere = (tenant: string | undefined, key: string): boolean =>
    all.some(
      ({ owner }) =>
        (owner.kind === 'tenant' || owner.kind === 'shared') &&
        owner.key === key &&
        (owner.kind === 'tenant' ? owner.tenant : undefined) === tenant,
    );
  const absent = [
    ...declared.map(({ tenant, key, known }) => ({ owner: tenant, key, known })),
    ...shared.map(({ key, id }) => ({ owner: undefined, key, known: id })),
  ].filter(({ owner, key }) => !isThere(owner, key));
  return { all, absent };
}

/** A division as messages call it. */
export function shownDivision({ id, owner }: LiveDivision): string {
  switch (owner.kind) {
    case 'tenant':
      return `${owner.tenant}/${owner.key}`;
    case 'shared':
      return `shared ${owner.key}`;
    case 'home':
      return 'home';
    case 'unmanaged':
      return `unmanaged ${id}`;
    case 'unlisted':
      return `${id}, which its list leaves out`;
  }
}

/** The same of a division that is known by its id alone; undefined for one that the org does not show. */
export function shownDivisionOf({ all }: Divisions, divisionId: string): string | undefined {
  const division = all.find(({ id }) => id === divisionId);
  return division && shownDivision(division);
}

/** Whether a tenant may be granted anything in the division. */
export const isOpenTo = ({ owner }: LiveDivision, tenant: string): boolean =>
  (owner.kind === 'tenant' && owner.tenant === tenant) ||
  (owner.kind === 'shared' && owner.tenants.includes(tenant));

/**
 * The divisions where a tenant may be granted nothing. An org need not list to a tenant what it may not see: those that the deployer made a canary
 * in are asked about all the same.
 */
export function foreignDivisions(
  { all }: Divisions,
  tenant: string,
  withCanary: readonly string[],
): readonly LiveDivision[] {
  const listed = new Set(all.map(({ id }) => id));
  const unlisted = withCanary.filter((id) => !listed.has(id));
  return [
    ...all.filter((division) => !isOpenTo(division, tenant)),
    ...unlisted.map((id): LiveDivision => ({ id, name: '', owner: { kind: 'unlisted' } })),
  ];
}

/** One role in one division, by the names that the org shows. */
export interface ExpectedGrant {
  readonly role: string;
  readonly roleName: string;
  readonly divisionId: string;
}

/** The grants that the tenant's clients must have; those in absent divisions are left out, for they are told already. */
export function expectedGrants(org: Org, tenant: Tenant, divisions: Divisions): readonly ExpectedGrant[] {
  return [...declaredGrants(tenant).values()].flatMap(({ role, division }) => {
    const found = divisions.all.find(
      ({ owner }) =>
        (owner.kind === 'tenant' && owner.tenant === tenant.id && owner.key === division) ||
        (owner.kind === 'shared' &&
          owner.key === division &&
          tenant.config.divisions[division] === undefined),
    );
    return found === undefined ? [] : [{ role, roleName: roleName(org.id, role), divisionId: found.id }];
  });
}

/** The permissions of a role template. */
export const permissionsOf = (org: Org, role: string): readonly string[] =>
  Object.hasOwn(org.config.roles, role) ? (org.config.roles[role]?.permissions ?? []) : [];

/** The ids of the divisions in which the tenant is declared to hold the permission. */
export const declaredIn = (
  org: Org,
  grants: readonly ExpectedGrant[],
  permission: string,
): ReadonlySet<string> =>
  new Set(
    grants
      .filter(({ role }) => permissionsOf(org, role).includes(permission))
      .map(({ divisionId }) => divisionId),
  );

/** The names of the tenant's clients, one a generation. */
export const clientNames = (org: Org, tenant: Tenant): readonly string[] =>
  tenant.config.client.credentials.generations.map((generation) => clientName(org.id, tenant.id, generation));

function nameOf(org: Org, tenant: Tenant, key: string): string {
  return divisionName(org.config.divisionNames, org.id, tenant.id, key as DivisionKey);
}
