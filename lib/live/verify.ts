import { residualExposure } from '../genesys/open-operations';
import type { Org, Tenant } from '../manifest/model';
import { Api, type ApiOptions } from './api';
import type { Canaries } from './canaries';
import { type Check, check, type Residual, type Section } from './check';
import type { Credentials } from './credentials';
import { divisionsFrom, expectedGrants, foreignDivisions, type LiveDivision } from './expected';
import { allPages, shortcoming } from './pages';
import { askAll, isDenied, isSuccess, type Subject } from './probe';
import { analyticsProbes } from './probes/analytics';
import { escalations } from './probes/escalations';
import { foreignWrites } from './probes/foreign-writes';
import { grantProbes } from './probes/grants';
import { queueProbes } from './probes/queues';
import { bodyOf, okBody, shown, textAt, valueAt } from './reply';
import type { Place } from './sdk';

/** Where and how a tenant is asked. */
interface VerifyOptions extends ApiOptions {
  readonly place: Place;
  readonly canaries: Canaries;
  /** Whether the deployer saw the canaries in this run. */
  readonly canariesSeen: boolean;
  /** Also the attempts that would change the org if they succeeded. */
  readonly dangerous: boolean;
  /** Milliseconds that an expected denial is waited for. */
  readonly patience: number;
}

/**
 * Logs in as the tenant and asks the org everything that must hold. Unreadable answers are checks that fail.
 * It changes nothing that is not refused, canaries and probes of its own aside.
 */
export async function verifyTenant(
  org: Org,
  tenant: Tenant,
  credentials: Credentials,
  options: VerifyOptions,
): Promise<Section> {
  const owner = `${org.id}/${tenant.id}`;
  if (tenant.config.client.state === 'inactive') return paused(owner, credentials, options);
  const login = await Api.login(options.place, credentials, options);
  if (login.kind === 'refused') return failed(owner, 'login', 'a token', login.reason);
  const { api } = login;
  const listing = await allPages(api, '/api/v2/authorization/divisions');
  const divisions = listing.kind === 'all' ? divisionsFrom(org, listing.entities) : undefined;
  if (divisions === undefined)
    return failed(
      owner,
      'divisions',
      'the list of all divisions',
      listing.kind === 'all' ? 'an entry that is no division, or one in two ways' : shortcoming(listing),
    );
  const subject: Subject = {
    org,
    tenant,
    api,
    clientId: credentials.clientId,
    divisions,
    grants: expectedGrants(org, tenant, divisions),
    foreign: foreignDivisions(divisions, tenant.id, Object.keys(options.canaries.queues)),
    canaries: options.canaries,
    canariesSeen: options.canariesSeen,
    dangerous: options.dangerous,
  };
  const checks = await askAll(
    [
      ...grantProbes(subject),
      ...queueProbes(subject),
      ...analyticsProbes(subject),
      ...foreignWrites(subject),
      ...escalations(subject),
    ],
    options.patience,
  );
  const absent = divisions.absent
    .filter(({ owner, key }) => owner === tenant.id || (owner === undefined && isGranted(tenant, key)))
    .map(({ owner, key, known }) =>
      check(
        'division',
        owner === undefined ? `shared ${key}` : `${owner}/${key}`,
        'missing',
        `a division ${known}`,
        'none',
      ),
    );
  // Every org has home, at least. Where nothing foreign is known, nothing was asked for that must be refused.
  const unasked =
    subject.foreign.length > 0
      ? []
      : [
          check(
            'divisions',
            owner,
            'unreadable',
            'divisions of others, to ask about',
            'none: run with --prepare',
          ),
        ];
  const { checks: uncounted, residual } = await residualOf(subject);
  return { owner, checks: [...absent, ...unasked, ...checks, ...uncounted], residual };
}

/** Whether the tenant is granted anything in the division of this key. */
const isGranted = ({ config }: Tenant, key: string): boolean =>
  config.client.grants.some(({ divisions }) => divisions.some((division) => division === key));

/** An inactive client must get no token. */
async function paused(owner: string, credentials: Credentials, options: VerifyOptions): Promise<Section> {
  const login = await Api.login(options.place, credentials, options);
  const seen = login.kind === 'in' ? 'a token was issued' : login.reason;
  const outcome =
    login.kind === 'in' ? 'extra' : login.error === 'unauthorized_client' ? 'match' : 'unreadable';
  return {
    owner,
    checks: [
      { id: 'inactive', subject: 'token', outcome, expected: 'refused: the client is inactive', seen },
    ],
    residual: [],
  };
}

/** A section of one check that could not be made: unreadable is never a pass. */
export const failed = (owner: string, id: string, expected: string, seen: string): Section => ({
  owner,
  checks: [{ id, subject: owner, outcome: 'unreadable', expected, seen }],
  residual: [],
});

/** What every token of the org sees whatever its grants. What could not be counted is a check that fails. */
async function residualOf({
  api,
  divisions,
  foreign: all,
}: Subject): Promise<Pick<Section, 'checks' | 'residual'>> {
  const foreign = all.filter(({ owner }) => owner.kind !== 'unlisted');
  const checks: Check[] = [];
  const counted = async (path: string, what: string): Promise<readonly Residual[]> => {
    const count = await countOf(api, path);
    if (typeof count === 'number') return [{ what, count }];
    if (count !== undefined) checks.push(check('residual-exposure', what, 'unreadable', 'a number', count));
    return [];
  };
  const people = [
    ...(await counted('/api/v2/users', 'users of the whole org')),
    ...(await counted('/api/v2/groups', 'groups of the whole org')),
  ];
  const sizes = await tellsSizes(api, foreign[0]);
  if (typeof sizes === 'string')
    checks.push(check('residual-exposure', sizesOf, 'unreadable', 'told or refused', sizes));
  return {
    checks,
    residual: [
      { what: 'names of divisions that are not the tenant’s own', count: foreign.length },
      ...(sizes === true ? [{ what: sizesOf, count: foreign.length }] : []),
      ...people,
      { what: 'operations that need no permission', count: residualExposure().open },
      { what: 'divisions of the org', count: divisions.all.length },
    ],
  };
}

const sizesOf = 'divisions of others whose number of objects any token reads (asked of one of them)';

/** Whether `objectCount=true` tells how many queues and users a division of others has; in words what was no answer. */
async function tellsSizes(api: Api, division: LiveDivision | undefined): Promise<boolean | string> {
  if (division === undefined) return false;
  const path = `/api/v2/authorization/divisions/${encodeURIComponent(division.id)}`;
  const reply = await api.call('GET', path, { query: { objectCount: 'true' } });
  if (isDenied(reply)) return false;
  const body = bodyOf(reply);
  if (!isSuccess(reply) || textAt(body, 'id') !== division.id) return shown(reply);
  const counts = valueAt(body, 'objectCounts');
  return typeof counts === 'object' && counts !== null && Object.keys(counts).length > 0;
}

/** How many a list has, by its own count: nobody needs to read the people of an org for that. `undefined` when it is refused. */
async function countOf(api: Api, path: string): Promise<number | string | undefined> {
  const reply = await api.call('GET', path, { query: { pageSize: 1, pageNumber: 1 } });
  if (reply.kind === 'answer' && reply.status === 403) return undefined;
  const total = valueAt(okBody(reply), 'total');
  return typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : shown(reply);
}
