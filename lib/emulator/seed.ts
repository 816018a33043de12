import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { parsePermission } from '../genesys/permissions';
import type { RolePolicy } from './model';
import { hashOf } from './secrets';
import type { Store } from './store';

/** What a seed file (YAML or JSON) can hold. Objects name each other by id or, where names are unique, by name. */
const text = z.string().check(z.minLength(1));
const id = z.string().check(z.minLength(1), z.maxLength(64));
const list = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.optional(z.array(z.strictObject(shape)));
const organization = z.strictObject({
  id: z.optional(id),
  name: z.optional(text),
  homeDivisionId: z.optional(id),
  divisionsLimit: z.optional(z.int().check(z.positive())),
  grantDivisionAware: z.optional(z.boolean()),
  backfillEnabled: z.optional(z.boolean()),
});
const seedSchema = z.strictObject({
  organization: z.optional(organization),
  awareness: z.optional(z.record(z.string(), z.boolean())),
  divisions: list({ id: z.optional(id), name: text, description: z.optional(z.string()) }),
  roles: list({
    id: z.optional(id),
    name: text,
    description: z.optional(z.string()),
    permissions: z.array(z.string()),
  }),
  clients: list({
    id: z.optional(id),
    name: text,
    secret: z.string().check(z.minLength(8)),
    state: z.optional(z.enum(['active', 'inactive', 'disabled'])),
    tokenSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(172_800))),
    grants: z.array(z.strictObject({ role: z.string(), division: z.string() })),
  }),
  queues: list({ id: z.optional(id), name: text, division: z.string() }),
  users: list({
    id: z.optional(id),
    name: z.string(),
    email: z.string(),
    division: z.optional(z.string()),
  }),
  groups: list({ id: z.optional(id), name: z.string(), members: z.array(z.string()) }),
  conversations: list({
    id: z.optional(id),
    start: z.iso.datetime(),
    end: z.iso.datetime(),
    divisions: z.array(z.string()).check(z.minLength(1)),
    queue: z.optional(z.string()),
    mediaType: z.optional(z.enum(['voice', 'chat', 'email', 'message', 'callback'])),
    direction: z.optional(z.enum(['inbound', 'outbound'])),
  }),
});

export type Seed = z.infer<typeof seedSchema>;

/** The seed cannot be used; the message says where and why. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

/** @throws SeedError for what is no seed */
export function parseSeed(text: string): Seed {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new SeedError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it is not YAML');
  }
  // The small zod has no prose of its own.
  const result = seedSchema.safeParse(value ?? {}, { error: en().localeError });
  if (result.success) return result.data;
  throw new SeedError(
    result.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('\n'),
  );
}

/** Fills a new org: home division, default roles, then what the seed says. @throws SeedError for a name that nothing has */
export function plant(store: Store, seed: Seed, now: number): void {
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
    name: 'Home',
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
  const role = finder('role', store.roles.all());
  for (const { id: given, name, division: where } of seed.queues ?? [])
    store.queues.put({
      id: given ?? randomUUID(),
      name,
      description: '',
      divisionId: division(where),
      dateCreated: date,
    });
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
  for (const one of seed.clients ?? []) {
    const clientId = one.id ?? randomUUID();
    store.clients.put({
      id: clientId,
      name: one.name,
      description: '',
      state: one.state ?? 'active',
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      accessTokenValiditySeconds: one.tokenSeconds ?? 86_400,
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

/** Roles that every org has. Their names are Genesys Cloud's; what they hold here is everything, or nothing. */
function plantDefaultRoles(store: Store): void {
  const all: RolePolicy = { domain: '*', entityName: '*', actionSet: ['*'], allowConditions: false };
  for (const [name, description, everything] of [
    ['Master Admin', 'Holds every permission', true],
    ['employee', 'Base role of every user', false],
    ['Communicate - User', 'Base role of telephony users', false],
  ] as const)
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
    const found = objects.find((object) => object.id === text) ?? objects.find(({ name }) => name === text);
    if (found === undefined)
      throw new SeedError(`No ${kind} has the id or the name ${JSON.stringify(text)}.`);
    return found.id;
  };
}
