import { valueAt } from '../api';
import { declaredIn } from '../expected';
import { shown } from '../pages';
import { isDenied, isSuccess, type Probe, type Subject } from '../probe';

const day = 24 * 60 * 60 * 1000;

/** Conversations and observations: nothing of a foreign division, also when asked for it. */
export function analyticsProbes(subject: Subject): readonly Probe[] {
  const { org, grants, foreign, canaries } = subject;
  const details = declaredIn(org, grants, 'analytics:conversationDetail:view');
  const observed = declaredIn(org, grants, 'analytics:queueObservation:view');
  const foreignIds = foreign.map(({ id }) => id);
  const foreignQueues = foreignIds.flatMap((id) => canaries.queues[id] ?? []);
  return [
    conversations(subject, 'conversations of the last 30 days', details, undefined),
    ...(foreignIds.length === 0
      ? []
      : [conversations(subject, 'conversations by foreign divisionId', details, foreignIds)]),
    ...(foreignQueues.length === 0 ? [] : [observations(subject, observed, foreignQueues)]),
  ];
}

function conversations(
  { api }: Subject,
  subject: string,
  allowed: ReadonlySet<string>,
  divisionIds: readonly string[] | undefined,
): Probe {
  return {
    id: 'foreign-in-analytics',
    subject,
    expected: allowed.size === 0 ? 'refused' : 'only conversations that touch own divisions',
    kind: 'denial',
    ask: async () => {
      let seen = 0;
      for (let pageNumber = 1; pageNumber <= 1000; pageNumber++) {
        const reply = await api.call('POST', '/api/v2/analytics/conversations/details/query', {
          body: {
            interval: `${new Date(Date.now() - 30 * day).toISOString()}/${new Date().toISOString()}`,
            paging: { pageSize: 100, pageNumber },
            ...(divisionIds === undefined ? {} : { conversationFilters: [anyOf('divisionId', divisionIds)] }),
          },
        });
        if (isDenied(reply))
          return { outcome: allowed.size === 0 ? 'match' : 'missing', seen: `refused: ${shown(reply)}` };
        if (!isSuccess(reply) || reply.kind !== 'answer')
          return { outcome: 'unreadable', seen: shown(reply) };
        // The API leaves the list out where it is empty.
        const page = valueAt(reply.body, 'conversations') ?? [];
        if (!Array.isArray(page)) return { outcome: 'unreadable', seen: 'no list of conversations' };
        for (const conversation of page) {
          const divisions = valueAt(conversation, 'divisionIds');
          if (!Array.isArray(divisions))
            return { outcome: 'unreadable', seen: 'a conversation without divisions' };
          if (!divisions.some((id) => allowed.has(String(id))))
            return { outcome: 'foreign', seen: 'a conversation of foreign divisions only' };
        }
        seen += page.length;
        if (page.length < 100) break;
      }
      return {
        outcome: allowed.size === 0 ? 'extra' : 'match',
        seen: `${seen} conversation${seen === 1 ? '' : 's'}`,
      };
    },
  };
}

function observations({ api }: Subject, allowed: ReadonlySet<string>, queueIds: readonly string[]): Probe {
  return {
    id: 'foreign-in-analytics',
    subject: 'observations of foreign canaries',
    expected: allowed.size === 0 ? 'refused' : 'no result',
    kind: 'denial',
    ask: async () => {
      const reply = await api.call('POST', '/api/v2/analytics/queues/observations/query', {
        body: { filter: anyOf('queueId', queueIds), metrics: ['oWaiting'] },
      });
      if (isDenied(reply)) return { outcome: 'match', seen: shown(reply) };
      if (!isSuccess(reply) || reply.kind !== 'answer') return { outcome: 'unreadable', seen: shown(reply) };
      const results = valueAt(reply.body, 'results') ?? [];
      if (!Array.isArray(results)) return { outcome: 'unreadable', seen: 'no list of results' };
      if (results.length > 0)
        return { outcome: 'foreign', seen: `${results.length} foreign queues observed` };
      return { outcome: allowed.size === 0 ? 'extra' : 'match', seen: 'no result' };
    },
  };
}

const anyOf = (dimension: string, values: readonly string[]) => ({
  type: 'or',
  predicates: values.map((value) => ({ type: 'dimension', dimension, operator: 'matches', value })),
});
