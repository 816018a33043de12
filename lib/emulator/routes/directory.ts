import { ApiError, notFound } from '../api-error';
import { page } from '../paging';
import { ok, type Route } from '../route';
import type { Store } from '../store';
import { divisionOf } from './divisions';

const api = '/api/v2';

/** Users, groups, locations and stations: open to every token of the org, in Genesys Cloud too. */
export const directoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${api}/users`,
    handle: ({ store, query, path }) =>
      ok(
        page(
          store.users.all().map((user) => userBody(store, user.id)),
          query,
          path,
        ),
      ),
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
    handle: ({ store, params }) => {
      const id = params['userId'] ?? '';
      if (store.users.get(id) === undefined) throw notFound('user');
      return ok(userBody(store, id));
    },
  },
  {
    method: 'GET',
    path: `${api}/groups`,
    handle: ({ store, query, path }) =>
      ok(
        page(
          store.groups.all().map((group) => groupBody(store, group.id)),
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
    handle: ({ store, params, query, path }) => {
      const group = store.groups.get(params['groupId'] ?? '');
      if (group === undefined) throw notFound('group');
      return ok(
        page(
          group.memberIds.map((id) => userBody(store, id)),
          query,
          path,
        ),
      );
    },
  },
  { method: 'GET', path: `${api}/locations`, handle: ({ query, path }) => ok(page([], query, path)) },
  { method: 'GET', path: `${api}/stations`, handle: ({ query, path }) => ok(page([], query, path)) },
];

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
