import { isObject } from '../../json/plain';
import { plural } from '../../report/counts';
import type { Outcome } from '../check';
import { type Divisions, declaredIn, shownDivisionOf } from '../expected';
import { isDenied, isSuccess, type Probe, type Subject } from '../probe';
import { bodyOf, type Reply, shown, valueAt } from '../reply';

const day = 24 * 60 * 60 * 1000;
const pageSize = 100;
/** So many pages of conversations are looked at, the newest first: tenants can have millions, and each leak shows in a few. */
const mostPages = 10;

type Answer = Awaited<ReturnType<Probe['ask']>>;

/** Conversations, their counts and observations: nothing of a foreign division, also when asked for it. */
export function analyticsProbes(subject: Subject): readonly Probe[] {
  const { org, grants, foreign, canaries } = subject;
  const details = declaredIn(org, grants, 'analytics:conversationDetail:view');
  const counted = declaredIn(org, grants, 'analytics:conversationAggregate:view');
  const observed = declaredIn(org, grants, 'analytics:queueObservation:view');
  const foreignIds = foreign.map(({ id }) => id);
  const foreignQueues = foreignIds.flatMap((id) => canaries.queues[id] ?? []);
  return [
    conversations(subject, 'conversations of the last 30 days', details, undefined),
    ...(foreignIds.length === 0
      ? []
      : [conversations(subject, 'conversations by foreign divisionId', details, foreignIds)]),
    counts(subject, counted),
    ...(foreignQueues.length === 0 ? [] : [observations(subject, observed, foreignQueues)]),
  ];
}

const probe = (subject: string, expected: string, ask: Probe['ask']): Probe => ({
  id: 'foreign-in-analytics',
  subject,
  expected,
  kind: 'denial',
  ask,
});

const lastDays = (): string => `${new Date(Date.now() - 30 * day).toISOString()}/${new Date().toISOString()}`;

function conversations(
  { api }: Subject,
  subject: string,
  allowed: ReadonlySet<string>,
  divisionIds: readonly string[] | undefined,
): Probe {
  const expected = allowed.size === 0 ? 'refused' : 'only conversations that touch own divisions';
  return probe(subject, expected, async () => {
    // One interval for all pages: conversations that begin meanwhile would shift them.
    const interval = lastDays();
    let seen = 0;
    let total = 0;
    for (let pageNumber = 1; pageNumber <= mostPages; pageNumber++) {
      const reply = await api.call('POST', '/api/v2/analytics/conversations/details/query', {
        body: {
          interval,
          order: 'desc',
          paging: { pageSize, pageNumber },
          ...(divisionIds === undefined ? {} : { conversationFilters: [anyOf('divisionId', divisionIds)] }),
        },
      });
      if (isDenied(reply))
        return {
          // What asks for foreign divisions only may be refused.
          outcome: allowed.size === 0 || divisionIds !== undefined ? 'match' : 'missing',
          seen: `refused: ${shown(reply)}`,
        };
      if (!isSuccess(reply)) return { outcome: 'unreadable', seen: shown(reply) };
      const page = listAt(bodyOf(reply), 'conversations');
      if (page === undefined) return { outcome: 'unreadable', seen: 'no list of conversations' };
      for (const conversation of page) {
        const divisions = valueAt(conversation, 'divisionIds');
        if (!Array.isArray(divisions))
          return { outcome: 'unreadable', seen: 'a conversation without divisions' };
        if (!divisions.some((id) => typeof id === 'string' && allowed.has(id)))
          return { outcome: 'foreign', seen: 'a conversation of foreign divisions only' };
      }
      seen += page.length;
      const hits = valueAt(bodyOf(reply), 'totalHits');
      if (pageNumber === 1 && typeof hits === 'number') total = hits;
      if (page.length < pageSize) return whole(seen, total, allowed);
    }
    return ended(allowed, `the newest ${seen} conversations`);
  });
}

/** All pages were read: what the total counts beside them is hidden, and still told. */
const whole = (seen: number, total: number, allowed: ReadonlySet<string>): Answer =>
  total > seen
    ? { outcome: 'foreign', seen: `${seen} of ${total} shown: the total counts what is hidden` }
    : ended(allowed, plural(seen, 'conversation'));

/** An answer without anything foreign; where nothing may be asked, any answer is too much. */
const ended = (allowed: ReadonlySet<string>, seen: string): Answer => ({
  outcome: allowed.size === 0 ? 'extra' : 'match',
  seen,
});

function counts({ api, divisions }: Subject, allowed: ReadonlySet<string>): Probe {
  const expected = allowed.size === 0 ? 'refused' : 'only own divisions';
  return probe('counts of conversations by division', expected, async () => {
    const reply = await api.call('POST', '/api/v2/analytics/conversations/aggregates/query', {
      body: { interval: lastDays(), groupBy: ['divisionId'], metrics: ['nConversations'] },
    });
    const results = resultsOf(reply, allowed.size === 0 ? 'match' : 'missing');
    if ('outcome' in results) return results;
    const ids = results.map((result) => valueAt(result, 'group', 'divisionId'));
    if (!ids.every((id) => typeof id === 'string'))
      return { outcome: 'unreadable', seen: 'a count without a division' };
    const abroad = ids.filter((id) => !allowed.has(id));
    return abroad.length > 0
      ? { outcome: 'foreign', seen: `counts of ${namesOf(abroad, divisions)}` }
      : ended(allowed, `counts of ${plural(ids.length, 'division')}`);
  });
}

function observations({ api }: Subject, allowed: ReadonlySet<string>, queueIds: readonly string[]): Probe {
  const expected = allowed.size === 0 ? 'refused' : 'no result';
  return probe('observations of foreign canaries', expected, async () => {
    const reply = await api.call('POST', '/api/v2/analytics/queues/observations/query', {
      body: { filter: anyOf('queueId', queueIds), metrics: ['oWaiting'] },
    });
    const results = resultsOf(reply, 'match');
    if ('outcome' in results) return results;
    return results.length > 0
      ? { outcome: 'foreign', seen: `${results.length} foreign queues observed` }
      : ended(allowed, 'no result');
  });
}

/** The results of a query, or what to say when there are none to look at; `denial` is what a refusal comes to. */
function resultsOf(reply: Reply, denial: Outcome): readonly unknown[] | Answer {
  if (isDenied(reply)) return { outcome: denial, seen: shown(reply) };
  if (!isSuccess(reply)) return { outcome: 'unreadable', seen: shown(reply) };
  return listAt(bodyOf(reply), 'results') ?? { outcome: 'unreadable', seen: 'no list of results' };
}

/** A list of an answer. The API leaves it out where it is empty; what is no object, such as a page of a gateway, leaves out nothing. */
function listAt(body: unknown, key: string): readonly unknown[] | undefined {
  if (!isObject(body)) return undefined;
  const list = valueAt(body, key) ?? [];
  return Array.isArray(list) ? list : undefined;
}

const namesOf = (ids: readonly string[], divisions: Divisions): string =>
  [...new Set(ids)]
    .map((id) => shownDivisionOf(divisions, id) ?? 'an unknown division')
    .sort()
    .join(', ');

const anyOf = (dimension: string, values: readonly string[]) => ({
  type: 'or',
  predicates: values.map((value) => ({ type: 'dimension', dimension, operator: 'matches', value })),
});
