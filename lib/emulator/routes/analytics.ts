import { badRequest, notEmulated, notFound } from '../api-error';
import { Body } from '../body';
import { demandObject, ok, type Route } from '../route';
import { testOf } from './analytics-filter';
import {
  conversationBody,
  conversationDimensions,
  groupsOf,
  isVisible,
  selected,
  visible,
} from './conversations';

const api = '/api/v2/analytics';

/** Queries over conversations. A conversation is seen by who reaches one of its divisions. */
export const analyticsRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${api}/conversations/details/query`,
    handle: (context) => {
      const filters = ['conversationFilters', 'segmentFilters'];
      const body = Body.of(context.body).only(
        ['interval', 'order', 'orderBy', 'paging', ...filters],
        'a query',
      );
      const found = selected(context, body, filters);
      const [order, by] = [body.text('order') ?? 'asc', body.text('orderBy') ?? 'conversationStart'];
      if (order !== 'asc' && order !== 'desc') throw badRequest('order must be asc or desc.');
      if (by !== 'conversationStart') throw notEmulated(`ordering by ${by}`);
      if (order === 'desc') found.reverse();
      const paging = body.object('paging')?.only(['pageSize', 'pageNumber'], 'paging');
      const [size, number] = [paging?.number('pageSize') ?? 25, paging?.number('pageNumber') ?? 1];
      if (!Number.isInteger(size) || size < 1 || size > 100 || !Number.isInteger(number) || number < 1)
        throw badRequest('paging needs a pageSize from 1 to 100 and a pageNumber from 1.');
      return ok({
        conversations: found.slice((number - 1) * size, number * size).map(conversationBody),
        totalHits: found.length,
      });
    },
  },
  {
    method: 'GET',
    path: `${api}/conversations/details`,
    handle: (context) => {
      const ids = context.query.list('id') ?? [];
      return ok({
        conversations: visible(context)
          .filter(({ id }) => ids.includes(id))
          .map(conversationBody),
      });
    },
  },
  {
    method: 'GET',
    path: `${api}/conversations/{conversationId}/details`,
    handle: (context) => {
      const conversation = context.store.conversations.get(context.params['conversationId'] ?? '');
      if (conversation === undefined) throw notFound('conversation');
      if (!isVisible(context, conversation))
        demandObject(context, conversation.divisionIds[0] ?? context.store.home.id);
      return ok(conversationBody(conversation));
    },
  },
  {
    method: 'POST',
    path: `${api}/conversations/aggregates/query`,
    handle: (context) => {
      const body = Body.of(context.body).only(['interval', 'groupBy', 'metrics', 'filter'], 'a query');
      const interval = body.required('interval');
      const groupBy = (body.texts('groupBy') ?? []).map((name) => {
        const dimension = conversationDimensions.find((known) => known === name);
        if (dimension === undefined) throw notEmulated(`grouping by ${name}`);
        return dimension;
      });
      const metrics = body.texts('metrics') ?? [];
      for (const metric of metrics)
        if (metric !== 'nConversations') throw notEmulated(`the metric ${metric}`);
      const groups = new Map<string, { group: Record<string, string>; count: number }>();
      for (const conversation of selected(context, body, ['filter']))
        for (const group of groupsOf(context, conversation, groupBy)) {
          const key = JSON.stringify(group);
          const known = groups.get(key) ?? { group, count: 0 };
          groups.set(key, { ...known, count: known.count + 1 });
        }
      return ok({
        results: [...groups.values()].map(({ group, count }) => ({
          group,
          data: [{ interval, metrics: metrics.map((metric) => ({ metric, stats: { count } })) }],
        })),
      });
    },
  },
  {
    method: 'POST',
    path: `${api}/queues/observations/query`,
    handle: (context) => {
      const { store, reach } = context;
      const body = Body.of(context.body).only(['filter', 'metrics'], 'a query');
      const metrics = body.texts('metrics') ?? [];
      for (const metric of metrics) if (metric !== 'oWaiting') throw notEmulated(`the metric ${metric}`);
      const filter = body.object('filter');
      if (filter === undefined) throw badRequest('filter is required.');
      const test = testOf(filter, ['queueId', 'divisionId']);
      const found = store.queues
        .all()
        .filter(({ divisionId }) => reach.covers(divisionId))
        .filter(({ id, divisionId }) => test({ queueId: [id], divisionId: [divisionId] }));
      return ok({
        results: found.map(({ id }) => ({
          group: { queueId: id },
          data: metrics.map((metric) => ({ metric, stats: { count: 0 } })),
        })),
      });
    },
  },
];
