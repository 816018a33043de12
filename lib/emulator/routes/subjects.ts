import { permissionsMeantBy } from '../../genesys/permissions';
import { permissions } from '../../genesys/table';
import { ApiError, badRequest, notFound } from '../api-error';
import type { Grant, SubjectType } from '../model';
import { page } from '../paging';
import { type Context, ok, type Route } from '../route';
import type { Store } from '../store';
import { divisionOf } from './divisions';

const api = '/api/v2/authorization';

/** What a subject holds, and where that lets it do something. */
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
      typeOfSubject(store, id);
      return ok(subjectBody(store, id, store.grantsOf(id)));
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
      typeOfSubject(context.store, id);
      return permittedPage(context, id);
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

export const nameOfSubject = (store: Store, id: string): string | undefined =>
  store.clients.get(id)?.name ?? store.users.get(id)?.name ?? store.groups.get(id)?.name;

/** @throws ApiError 404 for what is no subject */
export function typeOfSubject(store: Store, id: string): SubjectType {
  if (store.clients.get(id) !== undefined) return 'PC_OAUTH_CLIENT';
  if (store.users.get(id) !== undefined) return 'PC_USER';
  if (store.groups.get(id) !== undefined) return 'PC_GROUP';
  throw notFound('subject');
}
