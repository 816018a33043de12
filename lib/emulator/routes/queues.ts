import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, missingInDivision, notFound } from '../api-error';
import { Body } from '../body';
import type { Queue } from '../model';
import { page, sorted, withIds } from '../paging';
import { type Context, demandDivision, demandObject, noContent, ok, type Route } from '../route';
import type { Store } from '../store';
import { divisionOf } from './divisions';

const api = '/api/v2/routing/queues';

/** Routing queues: the objects that show whether divisions hold. */
export const queueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: api,
    unread: ['peerId', 'cannedResponseLibraryId', 'hasPeer', 'expand'],
    handle: (context) => ok(listed(context, 100)),
  },
  {
    method: 'GET',
    path: `${api}/divisionviews`,
    unread: ['sortBy'],
    handle: (context) => {
      const number = Number(context.query.first('pageNumber') ?? 1);
      if (number > 5) throw badRequest('Division views have at most 5 pages.');
      return ok(listed(context, 100));
    },
  },
  { method: 'GET', path: `${api}/divisionviews/all`, handle: (context) => ok(listed(context, 500)) },
  {
    method: 'POST',
    path: api,
    handle: (context) => {
      const { store, now } = context;
      const body = Body.of(context.body);
      const divisionId = divisionIn(body) ?? store.home.id;
      demandDivision(context, divisionId);
      const name = freeName(context, body.required('name'), undefined);
      const queue = store.queues.put({
        id: randomUUID(),
        name,
        description: body.text('description') ?? '',
        divisionId,
        dateCreated: new Date(now()).toISOString(),
      });
      return ok(queueBody(store, queue));
    },
  },
  {
    method: 'GET',
    path: `${api}/{queueId}`,
    unread: ['expand'],
    handle: (context) => ok(queueBody(context.store, existing(context))),
  },
  {
    method: 'PUT',
    path: `${api}/{queueId}`,
    handle: (context) => {
      const queue = existing(context);
      const body = Body.of(context.body);
      const divisionId = divisionIn(body) ?? queue.divisionId;
      demandDivision(context, divisionId);
      const name = freeName(context, body.text('name') ?? queue.name, queue.id);
      const changed = {
        ...queue,
        name,
        description: body.text('description') ?? queue.description,
        divisionId,
      };
      return ok(queueBody(context.store, context.store.queues.put(changed)));
    },
  },
  {
    method: 'DELETE',
    path: `${api}/{queueId}`,
    handle: (context) => {
      context.store.queues.remove(existing(context).id);
      return noContent;
    },
  },
];

const queueBody = (store: Store, { id, name, description, divisionId, dateCreated }: Queue) => ({
  id,
  name,
  description,
  division: divisionOf(store, divisionId),
  dateCreated,
  memberCount: 0,
  selfUri: `${api}/${id}`,
});

/** Only what the caller may see, whatever is asked for: filters narrow, they never widen. */
function listed(context: Context, maximum: number) {
  const { store, query, path, reach, answers, needs } = context;
  const name = query.first('name');
  const divisions = query.list('divisionId');
  if (
    answers['foreign-division-list'] === '403' &&
    needs !== undefined &&
    divisions?.[0] !== undefined &&
    !divisions.some((id) => reach.covers(id))
  )
    throw missingInDivision(needs.kind, needs.permissions, divisions[0]);
  const asked = withIds(store.queues.all(), query)
    .filter((queue) => name === undefined || name === '' || named(queue.name, name))
    .filter(
      ({ divisionId }) => divisions === undefined || divisions.length === 0 || divisions.includes(divisionId),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const seen = sorted(asked, query).filter(({ divisionId }) => reach.covers(divisionId));
  const total = answers['list-totals'] === 'leaking' ? asked.length : seen.length;
  return page(
    seen.map((queue) => queueBody(store, queue)),
    query,
    path,
    { maximum, total },
  );
}

/** Exact, unless a star at the beginning or the end leaves that side open. */
function named(name: string, pattern: string): boolean {
  const [open, shut] = [pattern.startsWith('*'), pattern.endsWith('*')];
  const text = pattern.slice(open ? 1 : 0, shut && pattern.length > 1 ? -1 : undefined).toLowerCase();
  const lower = name.toLowerCase();
  if (open && shut) return lower.includes(text);
  if (open) return lower.endsWith(text);
  return shut ? lower.startsWith(text) : lower === text;
}

function existing(context: Context): Queue {
  const queue = context.store.queues.get(context.params['queueId'] ?? '');
  if (queue === undefined) throw notFound('queue');
  demandObject(context, queue.divisionId);
  return queue;
}

const divisionIn = (body: Body): string | undefined => body.object('division')?.text('id');

/** Names differ within a division, so that the answer tells nothing about another one. */
function freeName({ store, body }: Context, name: string, own: string | undefined): string {
  const divisionId =
    divisionIn(Body.of(body)) ?? (own === undefined ? store.home.id : store.queues.get(own)?.divisionId);
  const taken = store.queues
    .all()
    .some((queue) => queue.id !== own && queue.divisionId === divisionId && queue.name === name);
  if (taken)
    throw new ApiError(409, 'resource.already.exists', 'A queue of this name exists in the division.');
  return name;
}
