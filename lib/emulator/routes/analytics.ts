import { badRequest, notEmulated, notFound } from '../api-error';
import { Body } from '../body';
import type { Conversation } from '../model';
import { type Context, demandObject, ok, type Route } from '../route';

const api = '/api/v2/analytics';

/** Queries over conversations. A conversation is seen by who reaches one of its divisions. */
export const analyticsRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${api}/conversations/details/query`,
    handle: (context) => {
      const body = Body.of(context.body);
      const found = selected(context, body, ['conversationFilters', 'segmentFilters']);
      if (body.text('order') === 'desc') found.reverse();
      const paging = body.object('paging');
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
      const body = Body.of(context.body);
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
      const body = Body.of(context.body);
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

const conversationBody = ({ id, start, end, divisionIds, queueId, mediaType, direction }: Conversation) => ({
  conversationId: id,
  conversationStart: start,
  conversationEnd: end,
  divisionIds,
  originatingDirection: direction,
  participants: [
    {
      purpose: 'acd',
      sessions: [
        {
          mediaType,
          direction,
          segments: [{ segmentStart: start, segmentEnd: end, ...(queueId === undefined ? {} : { queueId }) }],
        },
      ],
    },
  ],
});

const isVisible = ({ reach }: Context, { divisionIds }: Conversation): boolean =>
  reach.everywhere || divisionIds.some((id) => reach.covers(id));

const visible = (context: Context): Conversation[] =>
  context.store.conversations.all().filter((conversation) => isVisible(context, conversation));

/** What the caller sees, in the interval, through every filter; by start, then id. */
function selected(context: Context, body: Body, filters: readonly string[]): Conversation[] {
  const [from = Number.NaN, to = Number.NaN] = body.required('interval').split('/').map(Date.parse);
  if (!(from < to)) throw badRequest('interval must be two times in ISO 8601 with a slash between.');
  const all = filters.flatMap((name) => {
    const value = body.value(name);
    if (value === undefined) return [];
    return Array.isArray(value) ? value.map((one) => Body.of(one)) : [Body.of(value)];
  });
  const tests = all.map((filter) => testOf(filter, conversationDimensions));
  return visible(context)
    .filter(({ start }) => Date.parse(start) >= from && Date.parse(start) < to)
    .filter((conversation) => tests.every((test) => test(dimensionsOf(conversation))))
    .sort((a, b) => (a.start + a.id < b.start + b.id ? -1 : 1));
}

type Dimensions = Readonly<Record<string, readonly string[]>>;

const conversationDimensions = [
  'conversationId',
  'divisionId',
  'queueId',
  'mediaType',
  'direction',
  'originatingDirection',
] as const;

type ConversationDimension = (typeof conversationDimensions)[number];

const dimensionsOf = ({
  id,
  divisionIds,
  queueId,
  mediaType,
  direction,
}: Conversation): Readonly<Record<ConversationDimension, readonly string[]>> => ({
  conversationId: [id],
  divisionId: divisionIds,
  queueId: queueId === undefined ? [] : [queueId],
  mediaType: [mediaType],
  direction: [direction],
  originatingDirection: [direction],
});

type Test = (dimensions: Dimensions) => boolean;

/** Filters in filters, at most; more is nobody's query. */
const deepest = 20;

/**
 * A filter: predicates and clauses, joined by its type. What is not emulated is refused, never taken as true, whether or not there is
 * anything to filter.
 */
function testOf(filter: Body, known: readonly string[], depth = 0): Test {
  if (depth > deepest) throw badRequest(`Filters can be nested ${deepest} deep.`);
  const tests = [
    ...(filter.objects('predicates') ?? []).map((predicate) => predicateOf(predicate, known)),
    ...(filter.objects('clauses') ?? []).map((clause) => testOf(clause, known, depth + 1)),
  ];
  const type = filter.text('type') ?? 'and';
  if (type !== 'and' && type !== 'or') throw badRequest('The type of a filter is and, or or.');
  return type === 'and'
    ? (dimensions) => tests.every((test) => test(dimensions))
    : (dimensions) => tests.some((test) => test(dimensions));
}

function predicateOf(predicate: Body, known: readonly string[]): Test {
  const dimension = predicate.required('dimension');
  const operator = predicate.text('operator') ?? 'matches';
  if (!known.includes(dimension)) throw notEmulated(`filtering by ${dimension}`);
  switch (operator) {
    case 'matches': {
      const value = predicate.text('value') ?? '';
      return (dimensions) => dimensions[dimension]?.includes(value) === true;
    }
    case 'exists':
      return (dimensions) => dimensions[dimension]?.[0] !== undefined;
    case 'notExists':
      return (dimensions) => dimensions[dimension]?.[0] === undefined;
    default:
      throw notEmulated(`the operator ${operator}`);
  }
}

/** The groups that a conversation counts in: for divisions, only those that the caller reaches. */
function groupsOf(
  { reach }: Context,
  conversation: Conversation,
  groupBy: readonly ConversationDimension[],
): readonly Record<string, string>[] {
  const dimensions = dimensionsOf(conversation);
  return groupBy.reduce<readonly Record<string, string>[]>(
    (groups, dimension) => {
      const values = dimensions[dimension];
      const told = dimension === 'divisionId' ? values.filter((id) => reach.covers(id)) : values;
      return groups.flatMap((group) => told.map((value) => ({ ...group, [dimension]: value })));
    },
    [{}],
  );
}
