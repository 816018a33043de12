import { randomUUID } from 'node:crypto';
import { parsePermission } from '../genesys/permissions';
import { unsaidTokenSeconds } from '../genesys/token-seconds';
import { defaultRoles, homeName } from './default-org';
import type { RolePolicy } from './model';
import { hashOf } from './secrets';
import { demandConsistent } from './seed-check';
import { SeedError } from './seed-error';
import type { Seed } from './seed-file';
import type { Store } from './store';

export { parseSeed, type Seed } from './seed-file';

/** Fills a new org: home division, default roles, then what the seed says. @throws SeedError for a name that nothing has, or that two have */
export function plant(store: Store, seed: Seed, now: number): void {
  demandConsistent(seed);
  const date = new Date(now).toISOString();
  const { organization = {} } = seed;
  store.organization.put({
    id: 'org',
    organizationId: organization.id ?? randomUUID(),
    name: organization.name ?? 'Emulated organization',
    founded: date,
    divisionsLimit: organization.divisionsLimit ?? 50,
    grantDivisionAware: organization.grantDivisionAware ?? false,
    backfillEnabled: organization.backfillEnabled ?? false,
  });
  store.divisions.put({
    id: organization.homeDivisionId ?? randomUUID(),
    name: homeName,
    description: 'Home division of the organization',
    home: true,
    dateCreated: date,
  });
  for (const [permission, divisionAware] of Object.entries(seed.awareness ?? {}))
    store.awareness.put({ id: permission, divisionAware });
  plantDefaultRoles(store);
  for (const { id: given, name, description = '' } of seed.divisions ?? [])
    store.divisions.put({ id: given ?? randomUUID(), name, description, home: false, dateCreated: date });
  for (const { id: given, name, description = '', permissions } of seed.roles ?? [])
    store.roles.put({ id: given ?? randomUUID(), name, description, isDefault: false, ...held(permissions) });
  plantObjects(store, seed, date);
}

function plantObjects(store: Store, seed: Seed, date: string): void {
  const division = finder('division', store.divisions.all());
  for (const { id: given, name, division: where } of seed.queues ?? []) {
    const divisionId = division(where);
    if (store.queues.all().some((queue) => queue.name === name && queue.divisionId === divisionId))
      throw new SeedError(`Two queues of one division have the name ${JSON.stringify(name)}.`);
    store.queues.put({
      id: given ?? randomUUID(),
      name,
      description: '',
      divisionId,
      dateCreated: date,
    });
  }
  const queue = finder('queue', store.queues.all());
  for (const { id: given, name, email, division: where } of seed.users ?? [])
    store.users.put({
      id: given ?? randomUUID(),
      name,
      email,
      divisionId: where === undefined ? store.home.id : division(where),
    });
  const user = finder('user', store.users.all());
  for (const { id: given, name, members } of seed.groups ?? [])
    store.groups.put({ id: given ?? randomUUID(), name, memberIds: members.map(user) });
  for (const one of seed.conversations ?? [])
    store.conversations.put({
      id: one.id ?? randomUUID(),
      start: one.start,
      end: one.end,
      divisionIds: one.divisions.map(division),
      queueId: one.queue === undefined ? undefined : queue(one.queue),
      mediaType: one.mediaType ?? 'voice',
      direction: one.direction ?? 'inbound',
    });
  plantClients(store, seed, date);
}

function plantClients(store: Store, seed: Seed, date: string): void {
  const division = finder('division', store.divisions.all());
  const role = finder('role', store.roles.all());
  for (const one of seed.clients ?? []) {
    const clientId = one.id ?? randomUUID();
    store.clients.put({
      id: clientId,
      name: one.name,
      description: '',
      state: one.state ?? 'active',
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      accessTokenValiditySeconds: one.tokenSeconds ?? unsaidTokenSeconds,
      scope: [],
      registeredRedirectUri: [],
      secretHash: hashOf(one.secret),
      dateCreated: date,
      dateModified: date,
    });
    store.subjects.put({
      id: clientId,
      type: 'PC_OAUTH_CLIENT',
      grants: one.grants.map((grant) => ({
        roleId: role(grant.role),
        divisionId: grant.division === '*' ? '*' : division(grant.division),
        madeAt: date,
      })),
    });
  }
}

function plantDefaultRoles(store: Store): void {
  const all: RolePolicy = { domain: '*', entityName: '*', actionSet: ['*'], allowConditions: false };
  for (const { name, description, everything } of defaultRoles)
    store.roles.put({
      id: randomUUID(),
      name,
      description,
      isDefault: true,
      permissions: everything ? ['admin'] : [],
      permissionPolicies: everything ? [all] : [],
    });
}

function held(permissions: readonly string[]) {
  const parts = permissions.map((permission) => {
    const parsed = parsePermission(permission);
    if (parsed === undefined) throw new SeedError(`${JSON.stringify(permission)} is no permission.`);
    return parsed;
  });
  return {
    permissions: parts.flatMap((part) => (part.kind === 'general' ? [part.name] : [])),
    permissionPolicies: parts.flatMap((part) =>
      part.kind === 'policy'
        ? [{ domain: part.domain, entityName: part.entity, actionSet: [part.action], allowConditions: false }]
        : [],
    ),
  };
}

/** By id, else by name. */
function finder(kind: string, objects: readonly { readonly id: string; readonly name: string }[]) {
  return (text: string): string => {
    const byId = objects.find((object) => object.id === text);
    const [found, second] = byId === undefined ? objects.filter(({ name }) => name === text) : [byId];
    if (found === undefined)
      throw new SeedError(`No ${kind} has the id or the name ${JSON.stringify(text)}.`);
    if (second !== undefined)
      throw new SeedError(`More than one ${kind} has the name ${JSON.stringify(text)}: use its id.`);
    return found.id;
  };
}
