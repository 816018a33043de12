import { field, isObject } from '../json/plain';
import { regionPattern } from './schema/leaf';

/*
 * What the files say about each other, read without insisting that each file is right: so that a mistake in one place does not hide
 * those in other places. `undefined` means "cannot be told", and nothing is concluded from it.
 */

export interface OrgDraft {
  readonly id: string;
  readonly file: string;
  readonly roles: ReadonlyMap<string, readonly Item<string>[]> | undefined;
  readonly shared: readonly SharedDraft[] | undefined;
  readonly divisionsPerOrg: number | undefined;
  readonly divisionNames: 'opaque' | 'readable';
  readonly region: string | undefined;
  readonly catalog: CatalogDraft | undefined;
  readonly tenants: readonly TenantDraft[];
}

interface CatalogDraft {
  readonly file: string;
  readonly region: string | undefined;
  readonly permissions: readonly (readonly [permission: string, aware: unknown])[];
}

export interface SharedDraft {
  readonly key: string;
  readonly id: string | undefined;
  readonly tenants: readonly Item<string>[];
  /** The same as a set: a large org asks this for every tenant and every grant. */
  readonly tenantIds: ReadonlySet<string>;
}

export interface TenantDraft {
  readonly id: string;
  readonly file: string;
  readonly divisions: ReadonlyMap<string, DivisionDraft> | undefined;
  readonly grants: readonly Item<{
    readonly role: string | undefined;
    readonly divisions: readonly Item<string>[];
  }>[];
  readonly scopes: readonly Item<string>[];
  readonly generations: readonly Item<number>[];
  readonly current: number | undefined;
}

interface DivisionDraft {
  readonly key: string;
  readonly id: string | undefined;
  /** Also where it says something else than yes or no, which is told as that. */
  readonly manage: boolean;
  readonly name: string | undefined;
}

/** An item of a list with its index there. */
export interface Item<Value> {
  readonly index: number;
  readonly value: Value;
}

/**
 * Reads `org.yaml`. Where it is not valid, a key that is not there may only be misspelt, so nothing is concluded from its absence.
 */
export function draftOrg(
  value: unknown,
  valid: boolean,
): Pick<OrgDraft, 'roles' | 'shared' | 'divisionsPerOrg' | 'divisionNames' | 'region'> {
  const region = text(field(value, 'region'));
  const roles = entries(field(value, 'roles'));
  const shared = entries(field(value, 'sharedDivisions') ?? (valid ? {} : undefined));
  return {
    roles: roles && new Map(roles.map(([key, role]) => [key, texts(field(role, 'permissions'))])),
    shared: shared?.map(([key, one]) => {
      const tenants = texts(field(one, 'tenants'));
      const tenantIds = new Set(tenants.map(({ value: tenant }) => tenant));
      return { key, id: text(field(one, 'id')), tenants, tenantIds };
    }),
    divisionsPerOrg: count(field(field(value, 'limits'), 'divisionsPerOrg')),
    divisionNames: field(value, 'divisionNames') === 'readable' ? 'readable' : 'opaque',
    region: region !== undefined && regionPattern.test(region) ? region : undefined,
  };
}

/** Reads the file of a tenant, valid or not. */
export function draftTenant(id: string, file: string, value: unknown): TenantDraft {
  const client = field(value, 'client');
  const divisions = entries(field(value, 'divisions'));
  const credentials = field(client, 'credentials');
  return {
    id,
    file,
    divisions:
      divisions &&
      new Map(
        divisions.map(([key, one]) => [
          key,
          {
            key,
            id: text(field(one, 'id')),
            manage: (field(one, 'manage') ?? false) !== false,
            name: text(field(one, 'name')),
          },
        ]),
      ),
    grants: items(field(client, 'grants')).map(({ index, value: grant }) => ({
      index,
      value: { role: text(field(grant, 'role')), divisions: texts(field(grant, 'divisions')) },
    })),
    scopes: texts(field(client, 'scopes')),
    generations: items(field(credentials, 'generations')).flatMap(({ index, value: one }) => {
      const generation = count(one);
      return generation === undefined ? [] : [{ index, value: generation }];
    }),
    current: count(field(credentials, 'current')),
  };
}

/** Reads `catalog.json`, valid or not. */
export const draftCatalog = (value: unknown): Omit<CatalogDraft, 'file'> => ({
  region: text(field(value, 'region')),
  permissions: entries(field(value, 'permissions')) ?? [],
});

const entries = (value: unknown): readonly [string, unknown][] | undefined =>
  isObject(value) ? Object.entries(value) : undefined;

const items = (value: unknown): readonly Item<unknown>[] =>
  Array.isArray(value) ? value.map((one: unknown, index) => ({ index, value: one })) : [];

function texts(value: unknown): readonly Item<string>[] {
  const found: Item<string>[] = [];
  for (const [index, one] of (Array.isArray(value) ? value : []).entries())
    if (typeof one === 'string') found.push({ index, value: one });
  return found;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
