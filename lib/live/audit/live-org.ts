import { isDeepStrictEqual } from 'node:util';
import type { Org } from '../../manifest/model';
import { type Check, check } from '../check';
import { type Divisions, divisionsFrom } from '../expected';
import { allPages, type Reader, shortcoming } from '../pages';
import { idAt, textAt, valueAt } from '../reply';

/** A grant as the org holds it. `divisionId` may be `*`. */
export interface LiveGrant {
  readonly roleId: string;
  readonly divisionId: string;
}

export interface LiveClient {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly grantType: string;
  readonly seconds: number | undefined;
  readonly grants: readonly LiveGrant[];
}

interface LiveRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** Everything of the org that the manifest speaks of. */
export interface LiveOrg {
  readonly divisions: Divisions;
  readonly roles: readonly LiveRole[];
  readonly clients: readonly LiveClient[];
}

/** All divisions, roles and clients, or the checks that say which of them could not be read. One entry without its fields spoils a list. */
export async function readLiveOrg(
  org: Org,
  api: Reader,
): Promise<LiveOrg | { readonly checks: readonly Check[] }> {
  const checks: Check[] = [];
  const read = async (name: string, path: string): Promise<readonly unknown[]> => {
    const listing = await allPages(api, path);
    if (listing.kind === 'all') return listing.entities;
    checks.push(check(name, org.id, 'unreadable', `the list of all ${name}`, shortcoming(listing)));
    return [];
  };
  const divisions = divisionsFrom(org, await read('divisions', '/api/v2/authorization/divisions'));
  const roles = whole(await read('roles', '/api/v2/authorization/roles'), roleFrom);
  const clients = whole(await read('clients', '/api/v2/oauth/clients'), clientFrom);
  for (const [name, list] of Object.entries({ divisions, roles, clients }))
    if (list === undefined)
      checks.push(
        check(
          name,
          org.id,
          'unreadable',
          `the list of all ${name}`,
          'an entry without its fields, or one in two ways',
        ),
      );
  return divisions === undefined || roles === undefined || clients === undefined || checks.length > 0
    ? { checks }
    : { divisions, roles, clients };
}

/**
 * Every entity, once: a list whose pages are not declared may come whole more than once. One that was told in two ways changed meanwhile, and
 * neither is known to be what it is.
 */
function whole<T extends { readonly id: string }>(
  entities: readonly unknown[],
  from: (entity: unknown) => T | undefined,
): readonly T[] | undefined {
  const byId = new Map<string, T>();
  for (const entity of entities) {
    const one = from(entity);
    const before = one && byId.get(one.id);
    if (one === undefined || (before !== undefined && !isDeepStrictEqual(before, one))) return undefined;
    byId.set(one.id, one);
  }
  return [...byId.values()];
}

function roleFrom(entity: unknown): LiveRole | undefined {
  const [id, name] = [idAt(entity, 'id'), textAt(entity, 'name')];
  const [general, policies] = [
    valueAt(entity, 'permissions') ?? [],
    valueAt(entity, 'permissionPolicies') ?? [],
  ];
  if (id === undefined || name === undefined || !Array.isArray(general) || !Array.isArray(policies))
    return undefined;
  const fromPolicies = policies.flatMap((policy) => {
    const actions = valueAt(policy, 'actionSet');
    const stem = `${textAt(policy, 'domain') ?? '?'}:${textAt(policy, 'entityName') ?? '?'}`;
    return Array.isArray(actions) ? actions.map((action) => `${stem}:${wordOf(action)}`) : [`${stem}:?`];
  });
  return { id, name, permissions: [...general.map(wordOf), ...fromPolicies] };
}

/** What is no text is no permission that anybody declares; made into one, it could look like one, or could not be made. */
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '?');

/** A client whose grants are not told, or not wholly, is none: it could hold anything. */
function clientFrom(entity: unknown): LiveClient | undefined {
  const [id, name] = [idAt(entity, 'id'), textAt(entity, 'name')];
  const grants = pairsFrom(valueAt(entity, 'roleDivisions'));
  if (id === undefined || name === undefined || grants === undefined) return undefined;
  const seconds = valueAt(entity, 'accessTokenValiditySeconds');
  return {
    id,
    name,
    state: textAt(entity, 'state') ?? '?',
    grantType: textAt(entity, 'authorizedGrantType') ?? '?',
    seconds: typeof seconds === 'number' ? seconds : undefined,
    grants,
  };
}

function pairsFrom(value: unknown): readonly LiveGrant[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const pairs = value.map((pair) => ({
    roleId: textAt(pair, 'roleId'),
    divisionId: textAt(pair, 'divisionId'),
  }));
  return pairs.every((pair): pair is LiveGrant => pair.roleId !== undefined && pair.divisionId !== undefined)
    ? pairs
    : undefined;
}
