import { permissionsMeantBy } from '../../genesys/permissions';
import { permissions } from '../../genesys/table';
import { ApiError, badRequest, notFound } from '../api-error';
import { Body } from '../body';
import { type Grant, type SubjectType, subjectTypes } from '../model';
import { page } from '../paging';
import { type Context, noContent, ok, Query, type Route } from '../route';
import type { Store } from '../store';
import { divisionOf } from './divisions';
import { nameOfSubject } from './roles';

const api = '/api/v2/authorization';

type Pair = Pick<Grant, 'roleId' | 'divisionId'>;

/**
 * Grants by subject. Unlike the clients API, the grants API is not known to ask that the caller holds what it hands out: whoever has
 * `authorization:grant:add` can widen itself, here too.
 */
export const subjectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${api}/subjects/me`,
    handle: (context) => {
      const { store, caller, authority } = context;
      demandSelfDiscovery(context);
      const grants = authority.isOmnipotent(caller.clientId)
        ? store.roles.all().map(({ id }) => ({ roleId: id, divisionId: '*', madeAt: store.org.founded }))
        : authority.effective(caller.clientId);
      return ok(subjectBody(store, caller.clientId, grants));
    },
  },
  {
    method: 'GET',
    path: `${api}/subjects/{subjectId}`,
    handle: ({ store, params }) => {
      const id = params['subjectId'] ?? '';
      typeOf(store, id);
      return ok(subjectBody(store, id, store.grantsOf(id)));
    },
  },
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/bulkadd`,
    handle: (context) => write(context, (held) => [...held, ...bulk(context)]),
  },
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/bulkremove`,
    handle: (context) => {
      const gone = bulk(context);
      return write(context, (held) => held.filter((pair) => !isAmong(gone, pair)));
    },
  },
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/bulkreplace`,
    handle: (context) => write(context, () => bulk(context)),
  },
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}`,
    handle: (context) => write(context, (held) => [...held, pathPair(context)]),
  },
  {
    method: 'DELETE',
    path: `${api}/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}`,
    handle: (context) => {
      const gone = pathPair(context);
      return write(context, (held) => held.filter((pair) => !isAmong([gone], pair)));
    },
  },
  {
    method: 'POST',
    path: `${api}/roles/{roleId}`,
    handle: (context) => {
      const body = Body.of(context.body);
      const roleId = context.params['roleId'] ?? '';
      const pairs = (body.texts('divisionIds') ?? []).map((divisionId) => ({ roleId, divisionId }));
      for (const subjectId of body.texts('subjectIds') ?? [])
        write({ ...context, params: { ...context.params, subjectId } }, (held) => [...held, ...pairs]);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: `${api}/divisionspermitted/me`,
    handle: (context) => {
      demandSelfDiscovery(context);
      return ok(permitted(context, context.caller.clientId).divisions);
    },
  },
  {
    method: 'GET',
    path: `${api}/divisionspermitted/paged/me`,
    handle: (context) => {
      demandSelfDiscovery(context);
      return permittedPage(context, context.caller.clientId);
    },
  },
  {
    method: 'GET',
    path: `${api}/divisionspermitted/paged/{subjectId}`,
    handle: (context) => {
      const id = context.params['subjectId'] ?? '';
      typeOf(context.store, id);
      return permittedPage(context, id);
    },
  },
  {
    method: 'GET',
    path: '/api/v2/users/{subjectId}/roles',
    handle: ({ store, params }) => ok(userRoles(store, userOf(store, params['subjectId']))),
  },
  {
    method: 'PUT',
    path: '/api/v2/users/{subjectId}/roles',
    handle: (context) => {
      const { store, params, body } = context;
      const id = userOf(store, params['subjectId']);
      if (!Array.isArray(body)) throw badRequest('The body must be a list of role ids.');
      const pairs = body.map((roleId) => ({ roleId: String(roleId), divisionId: store.home.id }));
      write({ ...context, query: new Query('subjectType=PC_USER') }, () => pairs);
      return ok(userRoles(store, id));
    },
  },
];

function demandSelfDiscovery({ answers, caller }: Context): void {
  if (answers['self-discovery'] === 'no')
    throw new ApiError(400, 'not.a.user', `The token is of client ${caller.clientId}, not of a user.`);
}

const subjectBody = (store: Store, id: string, grants: readonly Grant[]) => ({
  id,
  name: nameOfSubject(store, id),
  grants: grants.map(({ roleId, divisionId, madeAt }) => {
    const role = store.roles.get(roleId);
    return {
      subjectId: id,
      division: divisionOf(store, divisionId),
      role: {
        id: roleId,
        name: role?.name,
        policies: role?.permissionPolicies.map(({ domain, entityName, actionSet }) => ({
          domain,
          entityName,
          actions: actionSet,
        })),
      },
      grantMadeAt: madeAt,
    };
  }),
  version: 1,
  selfUri: `${api}/subjects/${id}`,
});

/** Writes a subject's whole set of grants. */
function write(context: Context, change: (held: readonly Grant[]) => readonly Pair[]): typeof noContent {
  const { store, authority, params, query, now } = context;
  const id = params['subjectId'] ?? '';
  const type = typeOf(store, id);
  const said = query.first('subjectType') ?? 'PC_USER';
  if (!subjectTypes.some((known) => known === said))
    throw badRequest(`subjectType must be one of ${subjectTypes.join(', ')}.`);
  if (said !== type) throw notFound(`subject of type ${said}`);
  const held = store.grantsOf(id);
  const wanted = change(held);
  for (const pair of wanted) if (!isAmong(held, pair)) demandWritable(context, pair);
  const madeAt = new Date(now()).toISOString();
  const grants = wanted
    .filter((pair, i) => !isAmong(wanted.slice(0, i), pair))
    .map(
      ({ roleId, divisionId }) =>
        held.find((old) => old.roleId === roleId && old.divisionId === divisionId) ?? {
          roleId,
          divisionId,
          madeAt,
        },
    );
  store.subjects.put({ id, type, grants });
  authority.noteSubject(id);
  return noContent;
}

function demandWritable({ store, authority, caller }: Context, { roleId, divisionId }: Pair): void {
  if (store.roles.get(roleId) === undefined) throw notFound('role');
  if (divisionId !== '*' && store.divisions.get(divisionId) === undefined)
    throw badRequest(`There is no division ${JSON.stringify(divisionId)}.`, 'invalid.division.id');
  if (!store.org.grantDivisionAware || authority.isFree(caller.clientId)) return;
  const own = authority.effective(caller.clientId).map((pair) => pair.divisionId);
  if (!own.includes('*') && !own.includes(divisionId))
    throw new ApiError(
      403,
      'missing.division.permission.implied',
      `The client has no access to division ${divisionId}, so it cannot grant there.`,
      { divisionId },
    );
}

function bulk({ body }: Context): readonly Pair[] {
  const grants = Body.of(body).objects('grants');
  if (grants === undefined) throw badRequest('grants is required.');
  return grants.map((pair) => ({ roleId: pair.required('roleId'), divisionId: pair.required('divisionId') }));
}

const pathPair = ({ params }: Context): Pair => ({
  roleId: params['roleId'] ?? '',
  divisionId: params['divisionId'] ?? '',
});

const isAmong = (pairs: readonly Pair[], { roleId, divisionId }: Pair): boolean =>
  pairs.some((other) => other.roleId === roleId && other.divisionId === divisionId);

function typeOf(store: Store, id: string): SubjectType {
  if (store.clients.get(id) !== undefined) return 'PC_OAUTH_CLIENT';
  if (store.users.get(id) !== undefined) return 'PC_USER';
  if (store.groups.get(id) !== undefined) return 'PC_GROUP';
  throw notFound('subject');
}

function permitted({ store, authority, query }: Context, subjectId: string) {
  const permission = query.first('permission');
  if (permission === undefined || permission === '') throw badRequest('permission is required.');
  const name = query.first('name')?.toLowerCase().replaceAll('*', '') ?? '';
  const [known] = permissionsMeantBy(permission);
  const reach = authority.reachOf(
    subjectId,
    (known === undefined ? undefined : permissions[known]) ?? permission,
  );
  const divisions = store.divisions
    .all()
    .filter(({ id }) => reach?.covers(id) === true)
    .filter((division) => division.name.toLowerCase().includes(name))
    .map(({ id }) => divisionOf(store, id));
  return { divisions, everywhere: reach?.everywhere ?? false };
}

function permittedPage(context: Context, subjectId: string) {
  const { divisions, everywhere } = permitted(context, subjectId);
  return ok({ ...page(divisions, context.query, context.path), allDivsPermitted: everywhere });
}

function userOf(store: Store, id: string | undefined): string {
  if (id === undefined || store.users.get(id) === undefined) throw notFound('user');
  return id;
}

const userRoles = (store: Store, id: string) => ({
  roles: [...new Set(store.grantsOf(id).map(({ roleId }) => roleId))].map((roleId) => ({
    id: roleId,
    name: store.roles.get(roleId)?.name,
  })),
  unusedRoles: [],
  permissions: [],
  permissionPolicies: [],
});
