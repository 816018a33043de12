import { plural } from '../../report/counts';
import { divisionAware } from '../../rules/permissions';
import { clientNames, declaredIn, permissionsOf, shownDivisionOf } from '../expected';
import { allPages, type Reader, shortcoming } from '../pages';
import { isSuccess, type Probe, type Subject } from '../probe';
import { okBody, shown, textAt, valueAt } from '../reply';
import { heldGrants } from './held';

/** Who the token says it is, and what it says it holds. */
export const grantProbes = (subject: Subject): readonly Probe[] => [
  identity(subject),
  madeUpToken(subject),
  ...heldGrants(subject),
  ...permittedDivisions(subject),
];

function identity({ api, org, tenant, clientId }: Subject): Probe {
  const names = clientNames(org, tenant);
  const catalog = org.catalog?.content;
  const expectedOrg = catalog?.demonstration === true ? undefined : catalog?.organization.id;
  return {
    id: 'identity',
    subject: 'token',
    expected: `client ${clientId}${expectedOrg === undefined ? '' : ` of organization ${expectedOrg}`}`,
    kind: 'presence',
    ask: async () => {
      const reply = await api.call('GET', '/api/v2/tokens/me');
      const body = okBody(reply);
      const [id, organization] = [textAt(body, 'OAuthClient', 'id'), textAt(body, 'organization', 'id')];
      if (id === undefined || organization === undefined)
        return { outcome: 'unreadable', seen: shown(reply) };
      // A file with another tenant's credentials is theirs to a token that only knows its id.
      const name = textAt(body, 'OAuthClient', 'name');
      const named = name === undefined || names.includes(name);
      const seen = `client ${id}${named ? '' : ` named ${JSON.stringify(name)}`} of organization ${organization}`;
      const same = id === clientId && named && (expectedOrg === undefined || organization === expectedOrg);
      return { outcome: same ? 'match' : 'foreign', seen };
    },
  };
}

/**
 * An org, or a gateway before it, that lets anybody in would answer every other question as if the tenant had asked. It is no matter of
 * divisions, so it is not waited for.
 */
function madeUpToken({ api }: Subject): Probe {
  return {
    id: 'identity',
    subject: 'a token that nobody issued',
    expected: 'refused',
    kind: 'presence',
    ask: async () => {
      const headers = { Authorization: 'Bearer bulkhead-made-up-token' };
      const reply = await api.call('HEAD', '/api/v2/tokens/me', { headers });
      if (reply.kind === 'answer' && reply.status === 401) return { outcome: 'match', seen: shown(reply) };
      return { outcome: isSuccess(reply) ? 'foreign' : 'unreadable', seen: shown(reply) };
    },
  };
}

/** For every permission of the org's roles: the divisions that the org says the token may use it in. */
function permittedDivisions({ api, org, grants, divisions }: Subject): readonly Probe[] {
  const permissions = Object.keys(org.config.roles).flatMap((role) => permissionsOf(org, role));
  return [...new Set(permissions)].sort().map((permission): Probe => {
    const own = declaredIn(org, grants, permission);
    const aware = divisionAware({ org }, permission);
    const everywhere = aware === false && own.size > 0;
    return {
      id: 'permitted-divisions',
      subject: permission,
      expected: everywhere ? 'every division: it is not division-aware' : plural(own.size, 'division'),
      // Absent divisions are not waited for, foreign ones are: see askAll.
      kind: 'denial',
      ask: async () => {
        let all = false;
        const reader: Reader = {
          call: async (...asked) => {
            const reply = await api.call(...asked);
            all ||= reply.kind === 'answer' && valueAt(reply.body, 'allDivsPermitted') === true;
            return reply;
          },
        };
        const listing = await allPages(reader, '/api/v2/authorization/divisionspermitted/paged/me', {
          query: { permission },
        });
        if (listing.kind !== 'all') return { outcome: 'unreadable', seen: shortcoming(listing) };
        if (aware === undefined && own.size > 0)
          return { outcome: 'unreadable', seen: 'the catalogue does not know whether it counts divisions' };
        const ids = listing.entities.map((division) => textAt(division, 'id') ?? '?');
        const name = (id: string): string => shownDivisionOf(divisions, id) ?? id;
        const seen = plural(ids.length, 'division');
        if (everywhere) return { outcome: 'match', seen };
        // Whatever it lists: home is among all divisions, and no tenant's.
        if (all) return { outcome: 'foreign', seen: 'every division, says the org' };
        const abroad = ids.filter((id) => !own.has(id));
        if (abroad.length > 0)
          return { outcome: 'foreign', seen: `also ${abroad.map(name).sort().join(', ')}` };
        const absent = [...own].filter((id) => !ids.includes(id));
        if (absent.length > 0)
          return { outcome: 'missing', seen: `not ${absent.map(name).sort().join(', ')}` };
        return { outcome: 'match', seen };
      },
    };
  });
}
