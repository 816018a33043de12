import { ApiError, badRequest, notFound } from '../api-error';
import { page, sorted, withIds } from '../paging';
import { ok, type Query, type Route } from '../route';
import type { Store } from '../store';
import { divisionOf } from './divisions';

const api = '/api/v2';

const userDetails = ['expand', 'integrationPresenceSource', 'userCustomAttributeSchemaIds'];

/** Users, groups, locations and stations: open to every token of the org, in Genesys Cloud too. */
export const directoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${api}/users`,
    unread: ['jabberId', ...userDetails],
    handle: ({ store, query, path }) => {
      const found = isActiveAsked(query) ? sorted(withIds(store.users.all(), query), query) : [];
      return ok(
        page(
          found.map(({ id }) => userBody(store, id)),
          query,
          path,
        ),
      );
    },
  },
  {
    method: 'GET',
    path: `${api}/users/me`,
    handle: ({ caller }) => {
      throw new ApiError(400, 'not.a.user', `The token is of client ${caller.clientId}, not of a user.`);
    },
  },
  {
    method: 'GET',
    path: `${api}/users/{userId}`,
    unread: userDetails,
    handle: ({ store, params, query }) => {
      const id = params['userId'] ?? '';
      if (store.users.get(id) === undefined || !isActiveAsked(query)) throw notFound('user');
      return ok(userBody(store, id));
    },
  },
  {
    method: 'GET',
    path: `${api}/groups`,
    unread: ['jabberId'],
    handle: ({ store, query, path }) =>
      ok(
        page(
          sorted(withIds(store.groups.all(), query), query).map(({ id }) => groupBody(store, id)),
          query,
          path,
        ),
      ),
  },
  {
    method: 'GET',
    path: `${api}/groups/{groupId}`,
    handle: ({ store, params }) => {
      const id = params['groupId'] ?? '';
      if (store.groups.get(id) === undefined) throw notFound('group');
      return ok(groupBody(store, id));
    },
  },
  {
    method: 'GET',
    path: `${api}/groups/{groupId}/members`,
    unread: ['expand'],
    handle: ({ store, params, query, path }) => {
      const group = store.groups.get(params['groupId'] ?? '');
      if (group === undefined) throw notFound('group');
      const members = group.memberIds.flatMap((id) => store.users.get(id) ?? []);
      return ok(
        page(
          sorted(members, query).map(({ id }) => userBody(store, id)),
          query,
          path,
        ),
      );
    },
  },
  { method: 'GET', path: `${api}/locations`, handle: ({ query, path }) => ok(page([], query, path)) },
  { method: 'GET', path: `${api}/stations`, handle: ({ query, path }) => ok(page([], query, path)) },
];

/** Every user of an emulated org is active, so that other states have none. */
function isActiveAsked(query: Query): boolean {
  const state = query.first('state') || 'active';
  if (!['active', 'inactive', 'deleted', 'any'].includes(state))
    throw badRequest('state must be active, inactive, deleted or any.');
  return state === 'active' || state === 'any';
}

function userBody(store: Store, id: string) {
  const user = store.users.get(id);
  return {
    id,
    name: user?.name,
    email: user?.email,
    username: user?.email,
    state: 'active',
    ...(user === undefined ? {} : { division: divisionOf(store, user.divisionId) }),
    selfUri: `${api}/users/${id}`,
  };
}

function groupBody(store: Store, id: string) {
  const group = store.groups.get(id);
  return {
    id,
    name: group?.name,
    type: 'official',
    state: 'active',
    memberCount: group?.memberIds.length ?? 0,
    selfUri: `${api}/groups/${id}`,
  };
}
