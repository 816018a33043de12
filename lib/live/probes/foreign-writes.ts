import { randomUUID } from 'node:crypto';
import { canaryDescription, probePrefix } from '../canaries';
import { type LiveDivision, shownDivision } from '../expected';
import { isDenied, isSuccess, type Probe, type Subject } from '../probe';
import { bodyOf, idAt, type Reply, shown } from '../reply';

const queues = '/api/v2/routing/queues';

/**
 * Writes abroad, on canaries only. One that succeeds is undone where that can be; removing a canary cannot, so it is only tried when
 * asked for.
 */
export function foreignWrites(subject: Subject): readonly Probe[] {
  return subject.foreign.flatMap((division) => {
    const queueId = subject.canaries.queues[division.id];
    return [
      create(subject, division),
      ...(queueId === undefined ? [] : onCanary(subject, division, queueId)),
    ];
  });
}

function create({ api }: Subject, division: LiveDivision): Probe {
  const name = `${probePrefix}${randomUUID().slice(0, 8)}`;
  return denied(`create a queue in ${shownDivision(division)}`, async () => {
    const reply = await api.call('POST', queues, { body: { name, division: { id: division.id } } });
    if (!isSuccess(reply)) return { reply };
    const made = idAt(bodyOf(reply), 'id');
    const undone = made !== undefined && isSuccess(await api.call('DELETE', `${queues}/${made}`));
    return { reply, ...(undone ? {} : { left: `the queue ${name} is left behind` }) };
  });
}

function onCanary(
  { api, grants, canariesSeen, dangerous }: Subject,
  division: LiveDivision,
  queueId: string,
): readonly Probe[] {
  const path = `${queues}/${encodeURIComponent(queueId)}`;
  const [own] = grants;
  const canary = `the canary of ${shownDivision(division)}`;
  const moveTo = (divisionId: string) =>
    api.call('POST', `/api/v2/authorization/divisions/${encodeURIComponent(divisionId)}/objects/QUEUE`, {
      body: [queueId],
    });
  const moved = async (divisionId: string): Promise<Attempted> => {
    const reply = await moveTo(divisionId);
    return !isSuccess(reply) || isSuccess(await moveTo(division.id))
      ? { reply }
      : { reply, left: 'it was not moved back' };
  };
  return [
    denied(
      `change ${canary}`,
      async () => ({ reply: await api.call('PUT', path, { body: { description: canaryDescription } }) }),
      canariesSeen,
    ),
    ...(own === undefined
      ? []
      : [denied(`move ${canary} into an own division`, () => moved(own.divisionId), canariesSeen)]),
    ...(dangerous
      ? [denied(`remove ${canary}`, async () => ({ reply: await api.call('DELETE', path) }), canariesSeen)]
      : []),
  ];
}

interface Attempted {
  readonly reply: Reply;
  /** What could not be undone. */
  readonly left?: string;
}

/** @param there Whether the object is known to be there: if not, that it is not found shows nothing. */
const denied = (subject: string, attempt: () => Promise<Attempted>, there = true): Probe => ({
  id: 'write-abroad',
  subject,
  expected: 'refused',
  kind: 'denial',
  ask: async () => {
    const { reply, left } = await attempt();
    if (reply.kind === 'answer' && reply.status === 404 && !there)
      return { outcome: 'unreadable', seen: `${shown(reply)}: the canary may be gone; run with --prepare` };
    if (isDenied(reply)) return { outcome: 'match', seen: shown(reply) };
    if (!isSuccess(reply)) return { outcome: 'unreadable', seen: shown(reply) };
    const more = left === undefined ? '' : `, and ${left}: verify --clean removes it`;
    return { outcome: 'foreign', seen: `done (${shown(reply)})${more}` };
  },
});
