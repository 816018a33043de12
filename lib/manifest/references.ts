import { catalogFaults } from './catalog-faults';
import type { OrgDraft, SharedDraft, TenantDraft } from './draft';
import type { Fault } from './fault';
import { idPattern } from './ids';
import { quote } from './quote';
import { type Suggest, suggesting } from './suggestion';
import { uniquenessFaults } from './uniqueness';

/**
 * What is wrong between files: names that stand for nothing, or for what belongs to somebody else, and things given twice.
 * A tenant can name its own divisions and the shared ones that list it; so a foreign division cannot be spelt, and this is where that
 * is kept.
 */
export function* referenceFaults(orgs: readonly OrgDraft[]): Iterable<Fault> {
  const suggest = suggesting();
  for (const org of orgs) {
    yield* sharedFaults(org, suggest);
    yield* limitFaults(org);
    yield* catalogFaults(org);
    const divisions = divisionsOf(org);
    for (const tenant of org.tenants) {
      yield* grantFaults(org, divisions, tenant, suggest);
      yield* credentialFaults(tenant);
      yield* nameFaults(tenant);
    }
  }
  yield* uniquenessFaults(orgs);
}

/** Whose each division is that the files of an org name: looked up for every grant, of which there can be hundreds of thousands. */
interface Divisions {
  readonly shared: ReadonlyMap<string, SharedDraft>;
  /** Shared ones whose list of tenants is wrong, which is told where it stands: whoever is not listed may be meant. */
  readonly unsure: ReadonlySet<string>;
  readonly owners: ReadonlyMap<string, readonly TenantDraft[]>;
}

function divisionsOf({ shared, tenants }: OrgDraft): Divisions {
  const owners = new Map<string, TenantDraft[]>();
  for (const tenant of tenants)
    for (const key of tenant.divisions?.keys() ?? []) {
      const before = owners.get(key);
      if (before) before.push(tenant);
      else owners.set(key, [tenant]);
    }
  const known = new Set(tenants.map(({ id }) => id));
  const isSure = (one: SharedDraft): boolean =>
    one.tenantIds.size > 0 && one.tenants.every(({ value }) => known.has(value));
  return {
    shared: new Map(shared?.map((one) => [one.key, one])),
    unsure: new Set(shared?.flatMap((one) => (isSure(one) ? [] : [one.key]))),
    owners,
  };
}

function* grantFaults(
  org: OrgDraft,
  divisions: Divisions,
  tenant: TenantDraft,
  suggest: Suggest,
): Iterable<Fault> {
  const { file } = tenant;
  const given = new Set<string>();
  for (const { index, value: grant } of tenant.grants) {
    const path = ['client', 'grants', index];
    const { role } = grant;
    if (role !== undefined && idPattern.test(role) && org.roles && !org.roles.has(role))
      yield {
        file,
        path: [...path, 'role'],
        message: `role ${quote(role)} does not exist in ${org.file}`,
        hint: suggest(role, () => [...(org.roles?.keys() ?? [])], 'Roles'),
      };
    for (const { index: item, value: division } of grant.divisions) {
      // What is not spelt as an id is told by the schema; its pattern, not `isId`: a word that objects inherit stands for nothing here.
      if (!idPattern.test(division)) continue;
      const at = { file, path: [...path, 'divisions', item] };
      const problem = divisionProblem(org, divisions, tenant, division, suggest);
      // An id holds no space, so that the last one divides the two.
      const pair = `${role} ${division}`;
      if (problem) yield { ...at, ...problem };
      else if (role !== undefined && given.has(pair))
        yield {
          ...at,
          message: `role ${quote(role)} is granted in ${quote(division)} twice`,
          hint: 'Remove one of them.',
        };
      if (role !== undefined) given.add(pair);
    }
  }
}

/** Why a tenant cannot be granted anything in a division that it calls so. */
function divisionProblem(
  org: OrgDraft,
  { shared: sharedOf, unsure, owners: ownersOf }: Divisions,
  tenant: TenantDraft,
  division: string,
  suggest: Suggest,
): { readonly message: string; readonly hint: string } | undefined {
  if (!tenant.divisions || !org.shared) return undefined;
  if (tenant.divisions.has(division)) return undefined;
  const shared = sharedOf.get(division);
  if (shared && (lists(shared, tenant) || unsure.has(division))) return undefined;
  const quoted = quote(division);
  if (shared)
    return {
      message: `division ${quoted} is shared, but not with ${tenant.id}`,
      hint: `If ${tenant.id} may see it, add it to sharedDivisions.${division}.tenants in ${org.file}.`,
    };
  const owners = ownersOf.get(division) ?? [];
  if (owners.length > 0)
    return {
      message: `division ${quoted} belongs to ${names(owners)}, not to ${tenant.id}`,
      hint: `A tenant can only be granted its own divisions and those that sharedDivisions in ${org.file} lists it for.`,
    };
  const { divisions } = tenant;
  const shares = org.shared;
  const own = (): string[] => {
    const shared = shares.filter((one) => lists(one, tenant)).map(({ key }) => key);
    // One key can stand in both.
    return [...new Set([...divisions.keys(), ...shared])];
  };
  return {
    message: `division ${quoted} is neither one of ${tenant.id} nor shared with it`,
    hint: suggest(division, own, 'It has'),
  };
}

function* sharedFaults(org: OrgDraft, suggest: Suggest): Iterable<Fault> {
  const tenants = new Map(org.tenants.map((tenant) => [tenant.id, tenant]));
  for (const shared of org.shared ?? []) {
    for (const { index, value: tenant } of shared.tenants) {
      const path = ['sharedDivisions', shared.key, 'tenants', index];
      // What is not spelt as an id is told by the schema.
      if (idPattern.test(tenant) && !tenants.has(tenant))
        yield {
          file: org.file,
          path,
          message: `tenant ${quote(tenant)} does not exist in this org`,
          hint: suggest(tenant, () => [...tenants.keys()], 'Tenants'),
        };
    }
    for (const id of shared.tenantIds) {
      const tenant = tenants.get(id);
      const own = tenant?.divisions?.get(shared.key);
      // The same division in two places is told by its id.
      if (tenant && own && (own.id === undefined || own.id.toLowerCase() !== shared.id?.toLowerCase()))
        yield {
          file: tenant.file,
          path: ['divisions', shared.key],
          part: 'key',
          message: `${quote(shared.key)} is also a shared division that lists ${tenant.id}: a grant in it could mean either`,
          hint: `Give one of them another key; the shared one is in ${org.file}.`,
        };
    }
  }
}

function* limitFaults(org: OrgDraft): Iterable<Fault> {
  const count = org.tenants.reduce(
    (sum, { divisions }) => sum + (divisions?.size ?? 0),
    org.shared?.length ?? 0,
  );
  if (org.divisionsPerOrg !== undefined && count > org.divisionsPerOrg)
    yield {
      file: org.file,
      path: ['limits', 'divisionsPerOrg'],
      message: `the org holds ${count} divisions, more than limits.divisionsPerOrg allows (${org.divisionsPerOrg})`,
      hint: 'Genesys Cloud refuses divisions above the limit of the organization. Raise it here once it is raised there.',
    };
}

function* credentialFaults({ file, generations, current }: TenantDraft): Iterable<Fault> {
  const path = ['client', 'credentials', 'current'];
  if (current !== undefined && generations.length > 0 && !generations.some(({ value }) => value === current))
    yield {
      file,
      path,
      message: `the current generation ${current} is none of the generations`,
      hint: `Generations: ${[...new Set(generations.map(({ value }) => value))].join(', ')}.`,
    };
}

function* nameFaults({ file, divisions }: TenantDraft): Iterable<Fault> {
  for (const { key, id, manage, name } of divisions?.values() ?? [])
    if (id !== undefined && name !== undefined && !manage)
      yield {
        file,
        path: ['divisions', key, 'name'],
        part: 'key',
        message: '"name" needs "manage: true"',
        hint: 'A division that is adopted without being managed keeps the name that it has.',
      };
}

const lists = (shared: SharedDraft, { id }: TenantDraft): boolean => shared.tenantIds.has(id);

function names(tenants: readonly TenantDraft[]): string {
  const [first, second, third] = tenants.map(({ id }) => id);
  if (tenants.length > 3) return `${first}, ${second} and ${tenants.length - 2} other tenants`;
  return [first, second, third].filter((one) => one !== undefined).join(' and ');
}
