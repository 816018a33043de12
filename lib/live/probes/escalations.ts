import { operationName, operationsOpenedBy } from '../../genesys/operations';
import type { Method } from '../../genesys/table';
import { permissionsOf } from '../expected';
import { isSuccess, type Probe, type Subject } from '../probe';
import { shown } from '../reply';

interface Attempt {
  readonly method: Method;
  /** As the operations table writes it. */
  readonly operation: string;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  /** It would change the org if it succeeded. */
  readonly dangerous?: true;
}

/**
 * Attempts to widen its own access, or to see who has which. The harmless ones have bodies that change nothing even where they are
 * allowed: then the answer is about the body, and that is a finding. The dangerous ones are only made when asked for.
 */
export function escalations(subject: Subject): readonly Probe[] {
  const { api, org, tenant, dangerous } = subject;
  const held = tenant.config.client.grants.flatMap(({ role }) => permissionsOf(org, role));
  const opened = new Set(operationsOpenedBy(held).map(operationName));
  return attemptsOf(subject)
    .filter((attempt) => dangerous || !attempt.dangerous)
    .filter(({ method, operation }) => !opened.has(`${method} ${operation}`))
    .map(({ method, operation, body, query }) => ({
      id: 'escalation',
      subject: `${method} ${operation}`,
      expected: 'refused',
      kind: 'denial' as const,
      ask: async () => {
        const reply = await api.call(method, pathOf(operation, subject), {
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

const roles = '/api/v2/authorization/roles';
const divisionsPath = '/api/v2/authorization/divisions';
const me = '/api/v2/authorization/subjects/{subjectId}';
const clients = '/api/v2/oauth/clients';

function attemptsOf(subject: Subject): readonly Attempt[] {
  const widen = { operation: `${me}/bulkadd`, query: { subjectType: 'PC_OAUTH_CLIENT' } };
  const grant = { roleId: 'x', divisionId: abroad(subject) };
  return [
    { method: 'GET', operation: clients },
    { method: 'GET', operation: roles },
    { method: 'GET', operation: me },
    { method: 'GET', operation: `${divisionsPath}/{divisionId}/grants` },
    { method: 'POST', operation: clients, body: { name: '' } },
    { method: 'PUT', operation: `${clients}/{clientId}`, body: { name: '' } },
    { method: 'POST', operation: roles, body: { name: '' } },
    { method: 'POST', operation: divisionsPath, body: { name: '' } },
    { method: 'POST', ...widen, body: { grants: [] } },
    { method: 'POST', ...widen, body: { grants: subject.grants.length > 0 ? [grant] : [] }, dangerous: true },
    { method: 'POST', operation: `${clients}/{clientId}/secret`, dangerous: true },
  ];
}

/** An operation's path, with the asking client and a division that is not its own filled in. */
const pathOf = (operation: string, subject: Subject): string =>
  operation
    .replace(/\{(subjectId|clientId)\}/, encodeURIComponent(subject.clientId))
    .replace('{divisionId}', encodeURIComponent(abroad(subject)));

const abroad = ({ foreign, divisions }: Subject): string => foreign[0]?.id ?? divisions.all[0]?.id ?? '*';
