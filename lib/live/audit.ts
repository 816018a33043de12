import type { RoleKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { roleName } from '../manifest/names';
import type { Check, Outcome, Residual, Section } from './check';
import {
  clientNames,
  type Divisions,
  divisionsFrom,
  type ExpectedGrant,
  expectedGrants,
  isOpenTo,
  shownDivision,
} from './expected';
import { allPages, type Reader, shortcoming } from './pages';
import { idAt, shown, textAt, valueAt } from './reply';

/** A grant as the org holds it. */
interface LiveGrant {
  readonly roleId: string;
  readonly divisionId: string;
}

interface LiveClient {
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
interface Live {
  readonly divisions: Divisions;
  readonly roles: readonly LiveRole[];
  readonly clients: readonly LiveClient[];
}

/**
 * Compares the live org with the manifest: divisions, roles, clients, and grants both through the clients and through the subjects. Only
 * reads. What cannot be read is a check that fails.
 * @param self The client that asks: what it holds is told as residual exposure.
 */
export async function auditOrg(org: Org, api: Reader, self: string): Promise<readonly Section[]> {
  const live = await readLive(org, api);
  if (!('clients' in live)) return [{ owner: org.id, checks: live.checks, residual: [] }];
  const tenants: Section[] = [];
  for (const tenant of org.tenants) tenants.push(await auditTenant(org, tenant, live, api));
  const holders = await otherHolders(live, api, self);
  return [
    {
      owner: org.id,
      checks: [
        await organization(org, api),
        ...roleChecks(org, live),
        ...strangers(org, live, self),
        ...holders.checks,
        await settings(api),
      ],
      residual: [
        ...holders.residual,
        {
          what: 'divisions that the manifest does not know',
          count: live.divisions.all.filter(({ owner }) => owner.kind === 'unmanaged').length,
        },
        { what: 'clients that the manifest does not know', count: unmanaged(org, live).length },
      ],
    },
    ...tenants,
  ];
}

const check = (id: string, subject: string, outcome: Outcome, expected: string, seen: string): Check => ({
  id,
  subject,
  outcome,
  expected,
  seen,
});

async function readLive(org: Org, api: Reader): Promise<Live | { readonly checks: readonly Check[] }> {
  const lists = [
    ['divisions', '/api/v2/authorization/divisions'],
    ['roles', '/api/v2/authorization/roles'],
    ['clients', '/api/v2/oauth/clients'],
  ] as const;
  const found = new Map<string, readonly unknown[]>();
  const checks: Check[] = [];
  for (const [name, path] of lists) {
    const listing = await allPages(api, path);
    if (listing.kind === 'all') found.set(name, listing.entities);
    else checks.push(check(name, org.id, 'unreadable', `the list of all ${name}`, shortcoming(listing)));
  }
  if (checks.length > 0) return { checks };
  const divisions = divisionsFrom(org, found.get('divisions') ?? []);
  const roles = (found.get('roles') ?? []).map(roleFrom);
  const clients = (found.get('clients') ?? []).map(clientFrom);
  if (divisions === undefined || roles.includes(undefined) || clients.includes(undefined))
    return {
      checks: [
        check('lists', org.id, 'unreadable', 'divisions, roles and clients', 'an entry without its fields'),
      ],
    };
  return {
    divisions,
    roles: once(roles.flatMap((role) => role ?? [])),
    clients: once(clients.flatMap((client) => client ?? [])),
  };
}

/** A list whose pages are not declared may come whole more than once. */
const once = <T extends { readonly id: string }>(list: readonly T[]): readonly T[] => [
  ...new Map(list.map((one) => [one.id, one])).values(),
];

async function organization(org: Org, api: Reader): Promise<Check> {
  const catalog = org.catalog?.content;
  const reply = await api.call('GET', '/api/v2/organizations/me');
  const id = reply.kind === 'answer' && reply.status === 200 ? textAt(reply.body, 'id') : undefined;
  if (id === undefined) return check('organization', org.id, 'unreadable', 'its id', shown(reply));
  if (catalog === undefined || catalog.demonstration === true)
    return check('organization', org.id, 'match', 'any: the catalogue is of no real org', id);
  const same = catalog.organization.id.toLowerCase() === id.toLowerCase();
  return check('organization', org.id, same ? 'match' : 'foreign', catalog.organization.id, id);
}

function roleChecks(org: Org, { roles }: Live): readonly Check[] {
  return Object.entries(org.config.roles).map(([key, template]) => {
    const name = roleName(org.id, key as RoleKey);
    const [role, ...more] = roles.filter((one) => one.name === name);
    const wanted = new Set(template.permissions);
    const expected = `${wanted.size} permission${wanted.size === 1 ? '' : 's'}`;
    if (role === undefined) return check('role', name, 'missing', expected, 'no such role');
    if (more.length > 0)
      return check('role', name, 'extra', 'one role', `${more.length + 1} roles of this name`);
    const extra = role.permissions.filter((permission) => !wanted.has(permission)).sort();
    if (extra.length > 0) return check('role', name, 'extra', expected, `also ${extra.join(', ')}`);
    const absent = [...wanted].filter((permission) => !role.permissions.includes(permission)).sort();
    return absent.length > 0
      ? check('role', name, 'missing', expected, `not ${absent.join(', ')}`)
      : check('role', name, 'match', expected, expected);
  });
}

async function auditTenant(org: Org, tenant: Tenant, live: Live, api: Reader): Promise<Section> {
  const names = clientNames(org, tenant);
  const { generations, current: generation } = tenant.config.client.credentials;
  const current = names[generations.indexOf(generation)];
  const expected = expectedGrants(org, tenant, live.divisions);
  const checks: Check[] = [...divisionChecks(tenant, live, names)];
  for (const name of names) {
    const [client, ...more] = live.clients.filter((one) => one.name === name);
    if (client === undefined) {
      checks.push(check('client', name, 'missing', 'one client', 'none'));
      continue;
    }
    checks.push(
      more.length > 0
        ? check('client', name, 'extra', 'one client', `${more.length + 1} clients of this name`)
        : clientCheck(tenant, client),
    );
    for (const one of [client, ...more]) {
      checks.push(...grantChecks('grant-of-client', one.name, one.grants, expected, live, tenant));
      checks.push(...(await subjectChecks(one, expected, live, tenant, api)));
      checks.push(await deliveryCheck(one, name === current, api));
    }
  }
  return { owner: `${org.id}/${tenant.id}`, checks, residual: [] };
}

/** A division of the tenant that is gone, with the one that the tenant's clients are granted in its place, if any. */
function divisionChecks(
  tenant: Tenant,
  { divisions, clients }: Live,
  names: readonly string[],
): readonly Check[] {
  const granted = new Set(
    clients
      .filter(({ name }) => names.includes(name))
      .flatMap(({ grants }) => grants.map(({ divisionId }) => divisionId)),
  );
  const strange = divisions.all.filter(({ id, owner }) => owner.kind === 'unmanaged' && granted.has(id));
  const renamed =
    strange.length > 0
      ? `none; its clients are granted ${strange.map(({ id, name }) => `${JSON.stringify(name)} (${id})`).join(', ')}: renamed?`
      : 'none';
  const present = divisions.all.flatMap(({ id, owner }) =>
    owner.kind === 'tenant' && owner.tenant === tenant.id
      ? [check('division', `${tenant.id}/${owner.key}`, 'match', 'one division', id)]
      : [],
  );
  const absent = divisions.absent
    .filter((one) => one.tenant === tenant.id)
    .map(({ key, known }) =>
      check('division', `${tenant.id}/${key}`, 'missing', `a division ${known}`, renamed),
    );
  return [...present, ...absent];
}

const grantTypes: Readonly<Record<string, string>> = {
  'client-credentials': 'CLIENT-CREDENTIALS',
  code: 'CODE',
  token: 'TOKEN',
  password: 'PASSWORD',
  'saml2-bearer': 'SAML2-BEARER',
};

function clientCheck({ config }: Tenant, { name, state, grantType, seconds }: LiveClient): Check {
  const { client } = config;
  const wanted = `${client.state}, ${grantTypes[client.grantType] ?? client.grantType}, ${client.tokenLifetime} s`;
  const seen = `${state}, ${grantType}, ${seconds ?? '?'} s`;
  return check('client', name, wanted === seen ? 'match' : 'extra', wanted, seen);
}

function grantChecks(
  id: string,
  name: string,
  held: readonly LiveGrant[],
  expected: readonly ExpectedGrant[],
  { divisions, roles }: Live,
  tenant: Tenant,
): readonly Check[] {
  const roleOf = (roleId: string): string => roles.find((role) => role.id === roleId)?.name ?? roleId;
  const place = (divisionId: string): string => {
    const division = divisions.all.find((one) => one.id === divisionId);
    return division === undefined ? divisionId : shownDivision(division);
  };
  const isExpected = ({ roleId, divisionId }: LiveGrant): boolean =>
    expected.some((grant) => grant.roleName === roleOf(roleId) && grant.divisionId === divisionId);
  const declared = expected.map((grant) => {
    const found = held.some(
      ({ roleId, divisionId }) => roleOf(roleId) === grant.roleName && divisionId === grant.divisionId,
    );
    const subject = `${name}: ${grant.roleName} in ${place(grant.divisionId)}`;
    return check(id, subject, found ? 'match' : 'missing', 'held', found ? 'held' : 'not held');
  });
  const rest = held
    .filter((grant) => !isExpected(grant))
    .map(({ roleId, divisionId }) => {
      const division = divisions.all.find((one) => one.id === divisionId);
      const own = division !== undefined && isOpenTo(division, tenant.id);
      const subject = `${name}: ${roleOf(roleId)} in ${place(divisionId)}`;
      return check(id, subject, own ? 'extra' : 'foreign', 'not held', 'held');
    });
  return [...declared, ...rest];
}

/** The same grants through the grants API: the two could differ. */
async function subjectChecks(
  client: LiveClient,
  expected: readonly ExpectedGrant[],
  live: Live,
  tenant: Tenant,
  api: Reader,
): Promise<readonly Check[]> {
  const reply = await api.call('GET', `/api/v2/authorization/subjects/${encodeURIComponent(client.id)}`);
  const grants = reply.kind === 'answer' && reply.status === 200 ? valueAt(reply.body, 'grants') : undefined;
  if (!Array.isArray(grants))
    return [check('grant-of-subject', client.name, 'unreadable', 'its grants', shown(reply))];
  const held = grants.map((grant) => ({
    roleId: textAt(grant, 'role', 'id') ?? '?',
    divisionId: textAt(grant, 'division', 'id') ?? '?',
  }));
  return grantChecks('grant-of-subject', client.name, held, expected, live, tenant);
}

/**
 * A secret that was never used was probably never delivered: the org counts the calls of a client. Asked of the generation that the
 * workers use; the other one may be new, or done with.
 */
async function deliveryCheck({ id, name, state }: LiveClient, current: boolean, api: Reader): Promise<Check> {
  const matters = current && state === 'active';
  const expected = matters
    ? 'used at least once'
    : current
      ? 'anything: it is not active'
      : 'anything: it is not the current one';
  const reply = await api.call('GET', `/api/v2/oauth/clients/${encodeURIComponent(id)}/usage/summary`);
  const results =
    reply.kind === 'answer' && reply.status === 200 ? valueAt(reply.body, 'results') : undefined;
  if (!Array.isArray(results)) return check('secret-delivered', name, 'unreadable', expected, shown(reply));
  const used = results.length > 0;
  return check(
    'secret-delivered',
    name,
    used || !matters ? 'match' : 'missing',
    expected,
    used ? 'used' : 'never used: its secret was probably never delivered',
  );
}

const unmanaged = (org: Org, { clients }: Live): readonly LiveClient[] => {
  const known = new Set(org.tenants.flatMap((tenant) => clientNames(org, tenant)));
  return clients.filter(({ name }) => !known.has(name));
};

/** Clients that no manifest declares, with a grant that reaches a tenant's or a shared division. */
function strangers(org: Org, live: Live, self: string): readonly Check[] {
  return unmanaged(org, live)
    .filter(({ id }) => id !== self)
    .map((client) => {
      const reached = client.grants.flatMap(({ divisionId }) => {
        if (divisionId === '*') return ['every division'];
        const division = live.divisions.all.find(({ id }) => id === divisionId);
        return division !== undefined && ['tenant', 'shared'].includes(division.owner.kind)
          ? [shownDivision(division)]
          : [];
      });
      const seen = reached.length === 0 ? 'none' : [...new Set(reached)].sort().join(', ');
      return check(
        'unmanaged-client',
        `${JSON.stringify(client.name)} (${client.id})`,
        reached.length === 0 ? 'match' : 'foreign',
        'no grant in a tenant’s division',
        seen,
      );
    });
}

/** Who else is granted something in the tenants' divisions, seen from the divisions: clients are findings, people are counted. */
async function otherHolders(
  live: Live,
  api: Reader,
  self: string,
): Promise<{ readonly checks: readonly Check[]; readonly residual: readonly Residual[] }> {
  const clients = new Set(live.clients.map(({ id }) => id));
  const checks: Check[] = [];
  let people = 0;
  let own = 0;
  for (const division of live.divisions.all.filter(({ owner }) => owner.kind === 'tenant')) {
    const path = `/api/v2/authorization/divisions/${encodeURIComponent(division.id)}/grants`;
    const listing = await allPages(api, path);
    if (listing.kind !== 'all') {
      const seen = shortcoming(listing);
      checks.push(check('grants-of-division', shownDivision(division), 'unreadable', 'its grants', seen));
      continue;
    }
    const subjects = listing.entities.map((grant) => textAt(grant, 'subjectId') ?? '?');
    const byClients = subjects.filter((id) => clients.has(id) && id !== self);
    const through = live.clients.flatMap(({ id, grants }) =>
      id === self ? [] : grants.filter(({ divisionId }) => divisionId === division.id || divisionId === '*'),
    );
    people += subjects.filter((id) => !clients.has(id)).length;
    own += subjects.filter((id) => id === self).length;
    const agree = byClients.length === through.length;
    checks.push(
      check(
        'grants-of-division',
        shownDivision(division),
        agree ? 'match' : byClients.length > through.length ? 'extra' : 'missing',
        `the ${through.length} grants that the clients show`,
        `${byClients.length} grants of clients`,
      ),
    );
  }
  return {
    checks,
    residual: [
      { what: 'grants of users and groups in tenants’ divisions', count: people },
      { what: 'grants of the asking client in tenants’ divisions', count: own },
    ],
  };
}

async function settings(api: Reader): Promise<Check> {
  const reply = await api.call('GET', '/api/v2/authorization/roles/settings');
  const backfill =
    reply.kind === 'answer' && reply.status === 200 ? valueAt(reply.body, 'backfillEnabled') : undefined;
  const expected = 'off: roles hold what the manifest says';
  return typeof backfill !== 'boolean'
    ? check('role-backfill', 'setting', 'unreadable', expected, shown(reply))
    : check('role-backfill', 'setting', backfill ? 'extra' : 'match', expected, backfill ? 'on' : 'off');
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
    return Array.isArray(actions) ? actions.map((action) => `${stem}:${String(action)}`) : [`${stem}:?`];
  });
  return { id, name, permissions: [...general.map(String), ...fromPolicies] };
}

function clientFrom(entity: unknown): LiveClient | undefined {
  const [id, name] = [idAt(entity, 'id'), textAt(entity, 'name')];
  const pairs = valueAt(entity, 'roleDivisions') ?? [];
  if (id === undefined || name === undefined || !Array.isArray(pairs)) return undefined;
  const seconds = valueAt(entity, 'accessTokenValiditySeconds');
  return {
    id,
    name,
    state: textAt(entity, 'state') ?? '?',
    grantType: textAt(entity, 'authorizedGrantType') ?? '?',
    seconds: typeof seconds === 'number' ? seconds : undefined,
    grants: pairs.map((pair) => ({
      roleId: textAt(pair, 'roleId') ?? '?',
      divisionId: textAt(pair, 'divisionId') ?? '?',
    })),
  };
}
