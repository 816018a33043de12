import { operationsOpenedBy } from '../../genesys/operations';
import type { Method } from '../../genesys/table';
import { permissionsOf } from '../expected';
import { isSuccess, type Probe, type Subject } from '../probe';
import { shown } from '../reply';

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
    {
      method: 'GET',
      operation: `${authorization}/divisions/{divisionId}/grants`,
      path: `${authorization}/divisions/${encodeURIComponent(abroad)}/grants`,
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
