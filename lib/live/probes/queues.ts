import { plural } from '../../report/counts';
import { canaryPrefix } from '../canaries';
import type { Outcome } from '../check';
import { declaredIn, type LiveDivision, shownDivision } from '../expected';
import { allPages, shortcoming } from '../pages';
import { isDenied, isSuccess, type Probe, type Subject } from '../probe';
import { bodyOf, shown, textAt } from '../reply';

const queues = '/api/v2/routing/queues';
const view = 'routing:queue:view';
const search = 'routing:queue:search';

/** Canaries: the tenant's own are seen, foreign ones are not, by no way of asking and with no header. */
export function queueProbes(subject: Subject): readonly Probe[] {
  const { org, grants, foreign, canaries } = subject;
  const own = declaredIn(org, grants, view);
  const abroad = foreign.flatMap((division) => {
    const queueId = canaries.queues[division.id];
    return queueId === undefined ? [] : [{ division, queueId }];
  });
  const foreignIds = foreign.map(({ id }) => id);
  const canaryIds = abroad.map(({ queueId }) => queueId);
  const inList = (asked: string, query: List['query']): Probe =>
    list(subject, { id: 'foreign-in-list', asked, allowed: own, path: queues, query });
  const advice = (asked: string, more: Pick<List, 'query' | 'headers'>): Probe =>
    list(subject, { id: 'advice-changes-nothing', asked, allowed: own, path: queues, ...more });
  return [
    ...[...own].flatMap((id) => ownCanary(subject, id)),
    ...foreign
      .filter(({ id }) => canaries.queues[id] === undefined)
      .map((division) => unprepared('foreign-canary', division)),
    inList('all queues', {}),
    ...parts(foreignIds).map((ids, i) =>
      inList(`queues by foreign divisionId${nth(i)}`, { divisionId: ids }),
    ),
    ...parts(canaryIds).map((ids, i) => inList(`queues by foreign id${nth(i)}`, { id: ids })),
    inList('queues by name', { name: `${canaryPrefix}*` }),
    list(subject, {
      id: 'foreign-in-search',
      asked: 'division views',
      allowed: declaredIn(org, grants, search),
      path: `${queues}/divisionviews`,
      query: { name: `${canaryPrefix}*` },
    }),
    ...headers.map((name) =>
      advice(`header ${name}`, { query: {}, headers: { [name]: foreignIds[0] ?? 'x' } }),
    ),
    advice('parameter deployment_id', { query: { deployment_id: foreignIds[0] ?? 'x' } }),
    ...abroad.map(({ division, queueId }) => byId(subject, division, queueId)),
  ];
}

/** As many ids as fit into an address that every server takes. */
const parts = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / 40) }, (_, i) => ids.slice(i * 40, (i + 1) * 40));

const nth = (i: number): string => (i === 0 ? '' : `, part ${i + 1}`);

/** What circulates as a way to narrow or to choose a client's divisions. */
const headers: readonly string[] = ['X-Genesys-Deployment-Id', 'X-Genesys-Division-Id', 'X-Division-Id'];

function ownCanary({ api, divisions, canaries }: Subject, divisionId: string): readonly Probe[] {
  const division = divisions.all.find(({ id }) => id === divisionId);
  if (division === undefined) return [];
  const queueId = canaries.queues[divisionId];
  if (queueId === undefined) return [unprepared('own-canary', division)];
  return [
    {
      id: 'own-canary',
      subject: shownDivision(division),
      expected: 'visible',
      kind: 'presence',
      ask: async () => {
        const reply = await api.call('GET', `${queues}/${encodeURIComponent(queueId)}`);
        if (isDenied(reply)) return { outcome: 'missing', seen: shown(reply) };
        const found = isSuccess(reply) && textAt(bodyOf(reply), 'division', 'id') === divisionId;
        return found ? { outcome: 'match', seen: 'visible' } : { outcome: 'unreadable', seen: shown(reply) };
      },
    },
  ];
}

const unprepared = (id: string, division: LiveDivision): Probe => ({
  id,
  subject: shownDivision(division),
  expected: 'a canary to look for',
  kind: 'presence',
  ask: async () => ({ outcome: 'unreadable', seen: 'it has no canary: run verify --prepare first' }),
});

/** A list that must hold nothing from outside `allowed`, and be refused when the tenant may read nowhere. */
interface List {
  readonly id: string;
  /** What is asked for, in words. */
  readonly asked: string;
  /** The ids of the divisions from which the tenant may see something. */
  readonly allowed: ReadonlySet<string>;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
}

function list({ api, divisions }: Subject, { id, asked, allowed, path, query, headers = {} }: List): Probe {
  return {
    id,
    subject: asked,
    expected: allowed.size === 0 ? 'refused' : `nothing outside ${allowed.size} divisions`,
    kind: 'denial',
    ask: async () => {
      // What asks for foreign things only may be refused: nobody knows whether Genesys Cloud does, or answers with nothing.
      const abroadOnly = 'divisionId' in query || 'id' in query;
      const listing = await allPages(api, path, { query, headers });
      if (listing.kind === 'unreadable') return { outcome: 'unreadable', seen: listing.reason };
      if (listing.kind === 'refused')
        return {
          outcome: allowed.size === 0 || abroadOnly ? 'match' : 'missing',
          seen: shortcoming(listing),
        };
      const places = listing.entities.map((queue) => textAt(queue, 'division', 'id'));
      if (places.includes(undefined)) return { outcome: 'unreadable', seen: 'a queue without a division' };
      const abroad = [...new Set(places)].filter((place) => place !== undefined && !allowed.has(place));
      if (abroad.length > 0) {
        const names = divisions.all.filter((division) => abroad.includes(division.id)).map(shownDivision);
        return { outcome: 'foreign', seen: `queues of ${names.sort().join(', ') || 'unknown divisions'}` };
      }
      // A count of what cannot be seen tells how much a neighbour has.
      if (listing.kind === 'short')
        return { outcome: 'foreign', seen: `${shortcoming(listing)}: the total counts what is hidden` };
      const outcome: Outcome = allowed.size === 0 ? 'extra' : 'match';
      return { outcome, seen: plural(places.length, 'queue') };
    },
  };
}

function byId({ api, canariesSeen }: Subject, division: LiveDivision, queueId: string): Probe {
  return {
    id: 'foreign-canary-by-id',
    subject: shownDivision(division),
    expected: 'refused',
    kind: 'denial',
    ask: async () => {
      const reply = await api.call('GET', `${queues}/${encodeURIComponent(queueId)}`);
      if (reply.kind === 'answer' && reply.status === 404 && !canariesSeen)
        return { outcome: 'unreadable', seen: `${shown(reply)}: the canary may be gone; run with --prepare` };
      if (isDenied(reply)) return { outcome: 'match', seen: shown(reply) };
      return isSuccess(reply)
        ? { outcome: 'foreign', seen: `the canary of ${shownDivision(division)} is visible` }
        : { outcome: 'unreadable', seen: shown(reply) };
    },
  };
}
