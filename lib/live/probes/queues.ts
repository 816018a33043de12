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
  return [
    ...[...own].flatMap((id) => ownCanary(subject, id)),
    ...foreign
      .filter(({ id }) => canaries.queues[id] === undefined)
      .map((division) => unprepared('foreign-canary', division)),
    list(subject, 'foreign-in-list', 'all queues', own, queues, {}),
    ...parts(foreignIds).map((ids, i) =>
      list(subject, 'foreign-in-list', `queues by foreign divisionId${nth(i)}`, own, queues, {
        divisionId: ids,
      }),
    ),
    ...parts(canaryIds).map((ids, i) =>
      list(subject, 'foreign-in-list', `queues by foreign id${nth(i)}`, own, queues, { id: ids }),
    ),
    list(subject, 'foreign-in-list', 'queues by name', own, queues, { name: `${canaryPrefix}*` }),
    list(
      subject,
      'foreign-in-search',
      'division views',
      declaredIn(org, grants, search),
      `${queues}/divisionviews`,
      {
        name: `${canaryPrefix}*`,
      },
    ),
    ...headers.map(({ name, value }) =>
      list(
        subject,
        'advice-changes-nothing',
        `header ${name}`,
        own,
        queues,
        {},
        {
          [name]: value ?? foreignIds[0] ?? 'x',
        },
      ),
    ),
    list(subject, 'advice-changes-nothing', 'parameter deployment_id', own, queues, {
      deployment_id: foreignIds[0] ?? 'x',
    }),
    ...abroad.map(({ division, queueId }) => byId(subject, division, queueId)),
  ];
}

/** As many ids as fit into an address that every server takes. */
const parts = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / 40) }, (_, i) => ids.slice(i * 40, (i + 1) * 40));

const nth = (i: number): string => (i === 0 ? '' : `, part ${i + 1}`);

/** What circulates as a way to narrow or to choose a client's divisions. */
const headers: readonly { readonly name: string; readonly value?: string }[] = [
  { name: 'X-Genesys-Deployment-Id' },
  { name: 'X-Genesys-Division-Id' },
  { name: 'X-Division-Id' },
];

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
function list(
  { api, divisions }: Subject,
  id: string,
  subject: string,
  allowed: ReadonlySet<string>,
  path: string,
  query: Readonly<Record<string, string | readonly string[]>>,
  headers: Readonly<Record<string, string>> = {},
): Probe {
  return {
    id,
    subject,
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
