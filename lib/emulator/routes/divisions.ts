import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, notEmulated, notFound } from '../api-error';
import { Body } from '../body';
import type { Division } from '../model';
import { page, withIds } from '../paging';
import { type Context, noContent, ok, type Route, withdraw } from '../route';
import type { Store } from '../store';

const api = '/api/v2/authorization/divisions';

/** The divisions of the org. Any token reads all of them; that is so in Genesys Cloud too. */
export const divisionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: api,
    unread: ['sortBy', 'expand', 'nextPage', 'previousPage', 'objectCount'],
    handle: ({ store, query, path }) => {
      const name = query.first('name')?.toLowerCase();
      const found = withIds(store.divisions.all(), query)
        .filter((division) => name === undefined || matches(division.name.toLowerCase(), name))
        .sort((a, b) => compare(a.name, b.name));
      return ok(page(found.map(toBody), query, path));
    },
  },
  { method: 'GET', path: `${api}/home`, handle: ({ store }) => ok(toBody(store.home)) },
  { method: 'GET', path: `${api}/limit`, handle: ({ store }) => ok(store.org.divisionsLimit) },
  {
    method: 'POST',
    path: api,
    handle: (context) => {
      const { store, now } = context;
      const body = Body.of(context.body);
      const division: Division = {
        id: randomUUID(),
        name: freeName(context, body.text('name') ?? '', undefined),
        description: body.text('description') ?? '',
        home: false,
        dateCreated: new Date(now()).toISOString(),
      };
      if (store.divisions.all().length >= store.org.divisionsLimit)
        throw badRequest(
          `The org has ${store.org.divisionsLimit} divisions already.`,
          'max.divisions.exceeded',
        );
      return ok(toBody(store.divisions.put(division)));
    },
  },
  {
    method: 'GET',
    path: `${api}/{divisionId}`,
    handle: ({ store, params, query }) => {
      const division = existing(store, params['divisionId']);
      const counted = query.first('objectCount') === 'true';
      return ok({
        ...toBody(division),
        ...(counted ? { objectCounts: objectCounts(store, division.id) } : {}),
      });
    },
  },
  {
    method: 'PUT',
    path: `${api}/{divisionId}`,
    handle: (context) => {
      const { store, params } = context;
      const division = existing(store, params['divisionId']);
      const body = Body.of(context.body);
      return ok(
        toBody(
          store.divisions.put({
            ...division,
            name: freeName(context, body.text('name') ?? division.name, division.id),
            description: body.text('description') ?? division.description,
          }),
        ),
      );
    },
  },
  {
    method: 'DELETE',
    path: `${api}/{divisionId}`,
    handle: ({ store, authority, params }) => {
      const { id, name, home } = existing(store, params['divisionId']);
      if (home) throw badRequest('The home division cannot be deleted.', 'home.division');
      if (Object.values(objectCounts(store, id)).some((count) => count > 0))
        throw badRequest(`Scope '${name}' may not be deleted because it has objects in it`);
      withdraw(store, authority, ({ divisionId }) => divisionId === id);
      store.divisions.remove(id);
      store.retiredNames.put({ id: name.toLowerCase() });
      return noContent;
    },
  },
  {
    method: 'GET',
    path: `${api}/{divisionId}/grants`,
    handle: ({ store, params, query, path }) => {
      const { id } = existing(store, params['divisionId']);
      const grants = store.subjects.all().flatMap((subject) =>
        subject.grants
          .filter(({ divisionId }) => divisionId === id || divisionId === '*')
          .map((grant) => ({
            subjectId: subject.id,
            division: divisionOf(store, grant.divisionId),
            role: { id: grant.roleId, name: store.roles.get(grant.roleId)?.name },
            grantMadeAt: grant.madeAt,
          })),
      );
      return ok(page(grants, query, path));
    },
  },
  {
    method: 'POST',
    path: `${api}/{divisionId}/objects/{objectType}`,
    handle: (context) => {
      const { store, params, caller, authority } = context;
      const { id } = existing(store, params['divisionId']);
      if (params['objectType'] !== 'QUEUE')
        throw notEmulated(`moving objects of type ${params['objectType']}`);
      if (!Array.isArray(context.body)) throw badRequest('The body must be a list of ids.');
      const edit = authority.reachOf(caller.clientId, 'routing:queue:edit');
      const queues = context.body.map((one) => store.queues.get(String(one)));
      const moved = queues.flatMap((queue) => (queue === undefined ? [] : [queue]));
      if (
        moved.length < queues.length ||
        edit === undefined ||
        !edit.covers(id) ||
        !moved.every(({ divisionId }) => edit.covers(divisionId))
      )
        throw new ApiError(
          403,
          'bulk.move.no.permission.division',
          'The client lacks routing:queue:edit in a division that the move touches.',
        );
      for (const queue of moved) store.queues.put({ ...queue, divisionId: id });
      return noContent;
    },
  },
];

/** A division as other objects mention it; `*` stands for all. */
export const divisionOf = (store: Store, id: string) => ({
  id,
  name: id === '*' ? '*' : store.divisions.get(id)?.name,
  ...(id === '*' ? {} : { selfUri: `${api}/${id}` }),
});

const toBody = ({ id, name, description, home }: Division) => ({
  id,
  name,
  description,
  homeDivision: home,
  selfUri: `${api}/${id}`,
});

function existing(store: Store, id: string | undefined): Division {
  const division = store.divisions.get(id ?? '');
  if (division === undefined) throw notFound('division');
  return division;
}

function freeName({ store, answers }: Context, name: string, own: string | undefined): string {
  if (name.trim() === '') throw badRequest('A division needs a name.', 'division.name.invalid');
  const same = (other: string): boolean =>
    answers['division-names'] === 'case-counts' ? other === name : other.toLowerCase() === name.toLowerCase();
  const retired =
    answers['division-name-reuse'] === 'no' && store.retiredNames.get(name.toLowerCase()) !== undefined;
  if (retired || store.divisions.all().some((division) => division.id !== own && same(division.name)))
    throw new ApiError(409, 'resource.already.exists', 'A division of this name exists.');
  return name;
}

/** What keeps a division from being deleted. Conversations are history and no objects: nothing can move or delete them. */
function objectCounts(store: Store, id: string): Readonly<Record<string, number>> {
  const inside = (object: { readonly divisionId: string }): boolean => object.divisionId === id;
  return {
    QUEUE: store.queues.all().filter(inside).length,
    USER: store.users.all().filter(inside).length,
  };
}

/** A search term: found anywhere; with stars, at the place they leave. */
const matches = (name: string, term: string): boolean => name.includes(term.replaceAll('*', ''));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
