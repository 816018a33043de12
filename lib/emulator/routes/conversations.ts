import { Body } from '../body';
import type { Conversation } from '../model';
import { type Context, intervalIn } from '../route';
import { testOf } from './analytics-filter';

/* Conversations as analytics answers with them: which of them a caller sees, and what is told of each. */

/** A conversation as the details of it are told. */
export const conversationBody = ({
  id,
  start,
  end,
  divisionIds,
  queueId,
  mediaType,
  direction,
}: Conversation) => ({
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

/** Whether the caller reaches one of its divisions. */
export const isVisible = ({ reach }: Context, { divisionIds }: Conversation): boolean =>
  reach.everywhere || divisionIds.some((id) => reach.covers(id));

/** All that the caller sees. */
export const visible = (context: Context): Conversation[] =>
  context.store.conversations.all().filter((conversation) => isVisible(context, conversation));

/** What the caller sees, in the interval, through every filter; by start, then id. */
export function selected(context: Context, body: Body, filters: readonly string[]): Conversation[] {
  const [from, to] = intervalIn(body);
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

/** What conversations can be filtered and grouped by here. */
export const conversationDimensions = [
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

/** The groups that a conversation counts in: of its divisions and of their queues, only those that the caller reaches. */
export function groupsOf(
  { reach, store }: Context,
  conversation: Conversation,
  groupBy: readonly ConversationDimension[],
): readonly Record<string, string>[] {
  const dimensions = dimensionsOf(conversation);
  // A conversation can begin in one tenant's queue and end in another's. Nobody knows where a deleted queue was.
  const reaches = (queueId: string): boolean => {
    const queue = store.queues.get(queueId);
    return queue === undefined ? reach.everywhere : reach.covers(queue.divisionId);
  };
  return groupBy.reduce<readonly Record<string, string>[]>(
    (groups, dimension) => {
      const values = dimensions[dimension];
      const told =
        dimension === 'divisionId'
          ? values.filter((id) => reach.covers(id))
          : dimension === 'queueId'
            ? values.filter(reaches)
            : values;
      return groups.flatMap((group) => told.map((value) => ({ ...group, [dimension]: value })));
    },
    [{}],
  );
}
