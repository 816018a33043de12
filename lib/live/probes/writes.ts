import { randomUUID } from 'node:crypto';
import { operationsOpenedBy } from '../../genesys/operations';
import type { Method } from '../../genesys/table';
import { textAt } from '../api';
import { type LiveDivision, permissionsOf, shownDivision } from '../expected';
import { shown } from '../pages';
import { isDenied, isSuccess, type Probe, type Subject } from '../probe';

const queues = '/api/v2/routing/queues';

/** Writes abroad, on canaries only. One that succeeds is undone where that can be. */
export function foreignWrites(subject: Subject): readonly Probe[] {
  const { api, foreign, canaries, grants } = subject;
  const own = grants[0]?.divisionId;
  return foreign.flatMap((division) => {
    const queueId = canaries.queues[division.id];
    const name = `bulkhead-probe-${randomUUID().slice(0, 8)}`;
    const create = denied('write-abroad', `create a queue in ${shownDivision(division)}`, async () => {
      const reply = await api.call('POST', queues, { body: { name, division: { id: division.id } } });
      const made = isSuccess(reply) && reply.kind === 'answer' ? textAt(reply.body, 'id') : undefined;
      if (made !== undefined) await api.call('DELETE', `${queues}/${encodeURIComponent(made)}`);
      return reply;
    });
    if (queueId === undefined) return [create];
    const path = `${queues}/${encodeURIComponent(queueId)}`;
    return [
      create,
      denied('write-abroad', `change the canary of ${shownDivision(division)}`, () =>
        api.call('PUT', path, { body: { description: 'Shows that divisions hold' } }),
      ),
      ...(own === undefined ? [] : [move(subject, division, queueId, own)]),
    ];
  });
}

function move({ api }: Subject, division: LiveDivision, queueId: string, own: string): Probe {
  const to = (divisionId: string) =>
    api.call('POST', `/api/v2/authorization/divisions/${encodeURIComponent(divisionId)}/objects/QUEUE`, {
      body: [queueId],
    });
  return denied(
    'write-abroad',
    `move the canary of ${shownDivision(division)} into an own division`,
    async () => {
      const reply = await to(own);
      if (isSuccess(reply)) await to(division.id);
      return reply;
    },
  );
}

const denied = (id: string, subject: string, attempt: () => ReturnType<Subject['api']['call']>): Probe => ({
  id,
  subject,
  expected: 'refused',
  kind: 'denial',
  ask: async () => {
    const reply = await attempt();
    if (isDenied(reply)) return { outcome: 'match', seen: shown(reply) };
    return isSuccess(reply)
      ? { outcome: 'foreign', seen: `done (${shown(reply)})` }
      : { outcome: 'unreadable', seen: shown(reply) };
  },
});

interface Attempt {
  readonly method: Method;
  /** As the operations table writes it. */
  readonly operation: string;
  readonly path: string;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  /** It would change the org if it succeeded. */
  readonly dangerous: boolean;
}

/**
 * Attempts to widen its own access, or to see who has which. The harmless ones have bodies that change nothing even where they are
 * allowed: then the answer is about the body, and that is a finding. The dangerous ones are only made when asked for.
 */
export function escalations(subject: Subject, dangerous: boolean): readonly Probe[] {
  const { api, org, tenant } = subject;
  const held = tenant.config.client.grants.flatMap(({ role }) => permissionsOf(org, role));
  const opened = new Set(operationsOpenedBy(held).map(({ method, path }) => `${method} ${path}`));
  return attemptsOf(subject)
    .filter((attempt) => dangerous || !attempt.dangerous)
    .filter(({ method, operation }) => !opened.has(`${method} ${operation}`))
    .map(({ method, operation, path, body, query }) => ({
      id: 'escalation',
      subject: `${method} ${operation}`,
      expected: 'refused',
      kind: 'denial' as const,
      ask: async () => {
        const reply = await api.call(method, path, {
          ...(body === undefined ? {} : { body }),
          ...(query === undefined ? {} : { query }),
        });
        if (reply.kind === 'answer' && reply.status === 403)
          return { outcome: 'match' as const, seen: shown(reply) };
        const allowed =
          isSuccess(reply) || (reply.kind === 'answer' && [400, 404, 409].includes(reply.status));
        return allowed
          ? { outcome: 'extra' as const, seen: `the permission is held (${shown(reply)})` }
          : { outcome: 'unreadable' as const, seen: shown(reply) };
      },
    }));
}

function attemptsOf({ clientId, foreign, divisions, grants }: Subject): readonly Attempt[] {
  const authorization = '/api/v2/authorization';
  const clients = '/api/v2/oauth/clients';
  const me = encodeURIComponent(clientId);
  const abroad = foreign[0]?.id ?? divisions.all[0]?.id ?? '*';
  const query = { subjectType: 'PC_OAUTH_CLIENT' };
  const harmless = { dangerous: false };
  return [
    { method: 'GET', operation: clients, path: clients, ...harmless },
    { method: 'GET', operation: `${authorization}/roles`, path: `${authorization}/roles`, ...harmless },
    {
      method: 'GET',
      operation: `${authorization}/subjects/{subjectId}`,
      path: `${authorization}/subjects/${me}`,
      ...harmless,
    },
    { method: 'POST', operation: clients, path: clients, body: { name: '' }, ...harmless },
    {
      method: 'PUT',
      operation: `${clients}/{clientId}`,
      path: `${clients}/${me}`,
      body: { name: '' },
      ...harmless,
    },
    {
      method: 'POST',
      operation: `${authorization}/roles`,
      path: `${authorization}/roles`,
      body: { name: '' },
      ...harmless,
    },
    {
      method: 'POST',
      operation: `${authorization}/divisions`,
      path: `${authorization}/divisions`,
      body: { name: '' },
      ...harmless,
    },
    {
      method: 'POST',
      operation: `${authorization}/subjects/{subjectId}/bulkadd`,
      path: `${authorization}/subjects/${me}/bulkadd`,
      query,
      body: { grants: [] },
      ...harmless,
    },
    {
      method: 'POST',
      operation: `${authorization}/subjects/{subjectId}/bulkadd`,
      path: `${authorization}/subjects/${me}/bulkadd`,
      query,
      body: { grants: grants.slice(0, 1).map(() => ({ roleId: 'x', divisionId: abroad })) },
      dangerous: true,
    },
    {
      method: 'POST',
      operation: `${clients}/{clientId}/secret`,
      path: `${clients}/${me}/secret`,
      dangerous: true,
    },
  ];
}
