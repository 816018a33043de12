import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from '../../lib/live/api';
import { type Canaries, cleanCanaries, prepareCanaries } from '../../lib/live/canaries';
import type { Check, Section } from '../../lib/live/check';
import { canariesOf, failuresOf, told, verified } from './asked';
import { Deployed, realOrg } from './deployed';
import { type Answered, type Asked, type Leak, LeakingProxy } from './proxy';

let org: Deployed;
let proxy: LeakingProxy;
let canaries: Canaries;
/** The canary of a foreign division, and the divisions that leaks speak of. */
let foreignQueue: string;
let support: string;
let own: string;

beforeAll(async () => {
  org = await Deployed.start();
  proxy = await LeakingProxy.before(org);
  canaries = await canariesOf(org);
  support = await org.idOf('/api/v2/authorization/divisions', 'existing globex support');
  own = await org.idOf('/api/v2/authorization/divisions', 'Acme Legacy');
  foreignQueue = canaries.queues[support] ?? '';
});
afterAll(async () => {
  proxy.close();
  await org.close();
});

const queues = '/api/v2/routing/queues';
const analytics = '/api/v2/analytics';
const authorization = '/api/v2/authorization';

/** The deployer's answer for the requests that are meant, and no others. */
const open =
  (meant: (asked: Asked) => boolean): Leak =>
  (asked, { deployer }) =>
    meant(asked) ? deployer() : undefined;

/** The right answer, changed. */
const changed =
  (meant: (asked: Asked) => boolean, change: (right: Answered, full: Answered) => Answered['body']): Leak =>
  (asked, { tenant, deployer }) =>
    meant(asked)
      ? (async () => {
          const right = await tenant();
          return { ...right, body: change(right, await deployer()) };
        })()
      : undefined;

/** A request that is said to be done: nothing is passed on, so nothing is. */
const accepted =
  (meant: (asked: Asked) => boolean): Leak =>
  (asked) =>
    meant(asked) ? Promise.resolve({ status: 200, body: { id: 'made' } }) : undefined;

const isList = ({ method, path }: Asked): boolean => method === 'GET' && path === queues;
const isPlain = (asked: Asked): boolean =>
  isList(asked) && [...asked.query.keys()].every((name) => ['pageSize', 'pageNumber'].includes(name));
const hasNoAdvice = ({ headers }: Asked): boolean =>
  !Object.keys(headers).some((name) => /^x-.*(division|deployment)/.test(name));
const posts = (path: string) => (asked: Asked) => asked.method === 'POST' && asked.path === path;
const asks = (dimension: string, asked: Asked): boolean => asked.body.includes(`"${dimension}"`);

/** The policies of every held role, told otherwise. */
const toldOfRoles = (policies: (right: readonly unknown[]) => unknown) => (): Leak =>
  changed(
    ({ path }) => path === `${authorization}/subjects/me`,
    ({ body }) => ({
      ...body,
      grants: body.grants.map((grant: Answered['body']) => ({
        ...grant,
        role: { ...grant.role, policies: policies(grant.role.policies) },
      })),
    }),
  );

/** Each leak alone, and the checks that must fail: these and no others. */
const leaks: readonly (readonly [string, () => Leak, readonly string[]])[] = [
  [
    'a list without filters',
    () => open((asked) => isPlain(asked) && hasNoAdvice(asked)),
    ['foreign foreign-in-list: all queues'],
  ],
  [
    'a list by foreign division',
    () => open((asked) => isList(asked) && asked.query.has('divisionId')),
    ['foreign foreign-in-list: queues by foreign divisionId'],
  ],
  [
    'a list by foreign id',
    () => open((asked) => isList(asked) && asked.query.has('id')),
    ['foreign foreign-in-list: queues by foreign id'],
  ],
  [
    'a list by name',
    () => open((asked) => isList(asked) && asked.query.has('name')),
    ['foreign foreign-in-list: queues by name'],
  ],
  [
    'the total of a list, and no queue',
    () =>
      changed(
        (asked) => isPlain(asked) && hasNoAdvice(asked),
        ({ body }, full) => ({ ...body, total: full.body.total }),
      ),
    ['foreign foreign-in-list: all queues'],
  ],
  [
    'the search',
    () => open(({ path }) => path === `${queues}/divisionviews`),
    ['foreign foreign-in-search: division views'],
  ],
  [
    'one queue by its id',
    () => open(({ method, path }) => method === 'GET' && path === `${queues}/${foreignQueue}`),
    ['foreign foreign-canary-by-id: globex/support'],
  ],
  [
    'a header that widens',
    () => open((asked) => isList(asked) && asked.headers['x-genesys-deployment-id'] !== undefined),
    ['foreign advice-changes-nothing: header X-Genesys-Deployment-Id'],
  ],
  [
    'a parameter that widens',
    () => open((asked) => isList(asked) && asked.query.has('deployment_id')),
    ['foreign advice-changes-nothing: parameter deployment_id'],
  ],
  [
    'conversations of everybody',
    () =>
      open((asked) => posts(`${analytics}/conversations/details/query`)(asked) && !asks('divisionId', asked)),
    ['foreign foreign-in-analytics: conversations of the last 30 days'],
  ],
  [
    'conversations of a division that is asked for',
    () =>
      open((asked) => posts(`${analytics}/conversations/details/query`)(asked) && asks('divisionId', asked)),
    ['foreign foreign-in-analytics: conversations by foreign divisionId'],
  ],
  [
    'how many conversations there are, and none of them',
    () =>
      changed(
        (asked) => posts(`${analytics}/conversations/details/query`)(asked) && asks('divisionId', asked),
        ({ body }, full) => ({ ...body, totalHits: full.body.totalHits }),
      ),
    ['foreign foreign-in-analytics: conversations by foreign divisionId'],
  ],
  [
    'counts of conversations by division',
    () => open(posts(`${analytics}/conversations/aggregates/query`)),
    ['foreign foreign-in-analytics: counts of conversations by division'],
  ],
  [
    'how many wait in a foreign queue',
    () => open(posts(`${analytics}/queues/observations/query`)),
    ['foreign foreign-in-analytics: observations of foreign canaries'],
  ],
  [
    'the making of a queue in one division',
    () => accepted((asked) => posts(queues)(asked) && asked.body.includes(support)),
    ['foreign write-abroad: create a queue in globex/support'],
  ],
  [
    'the changing of a queue',
    () => accepted(({ method, path }) => method === 'PUT' && path === `${queues}/${foreignQueue}`),
    ['foreign write-abroad: change the canary of globex/support'],
  ],
  [
    'the moving of a queue',
    () => accepted((asked) => asked.path.endsWith('/objects/QUEUE') && asked.body.includes(foreignQueue)),
    ['foreign write-abroad: move the canary of globex/support into an own division'],
  ],
  [
    'the removing of a queue',
    () => accepted(({ method, path }) => method === 'DELETE' && path === `${queues}/${foreignQueue}`),
    ['foreign write-abroad: remove the canary of globex/support'],
  ],
  [
    'the list of clients',
    () => open(({ method, path }) => method === 'GET' && path === '/api/v2/oauth/clients'),
    ['extra escalation: GET /api/v2/oauth/clients'],
  ],
  [
    'an escalation that is only refused for its body',
    () => open((asked) => posts(`${authorization}/roles`)(asked)),
    ['extra escalation: POST /api/v2/authorization/roles'],
  ],
  [
    'a grant for itself',
    () => accepted((asked) => asked.path.endsWith('/bulkadd') && asked.body.includes('"roleId"')),
    ['extra escalation: POST /api/v2/authorization/subjects/{subjectId}/bulkadd'],
  ],
  [
    'a new secret for itself',
    () => accepted(({ method, path }) => method === 'POST' && path.endsWith('/secret')),
    ['extra escalation: POST /api/v2/oauth/clients/{clientId}/secret'],
  ],
  [
    'a token that does not exist',
    () =>
      accepted(
        ({ path, headers }) =>
          path === '/api/v2/tokens/me' && /made-up/.test(String(headers['authorization'])),
      ),
    ['foreign identity: a token that nobody issued'],
  ],
  [
    'a division more that is permitted',
    () =>
      changed(
        ({ path, query }) =>
          path.endsWith('/divisionspermitted/paged/me') && query.get('permission') === 'routing:queue:view',
        ({ body }) => ({ ...body, entities: [...body.entities, { id: support }], total: body.total + 1 }),
      ),
    ['foreign permitted-divisions: routing:queue:view'],
  ],
  [
    'every division that is permitted, of which it lists the right ones',
    () =>
      changed(
        ({ path, query }) =>
          path.endsWith('/divisionspermitted/paged/me') && query.get('permission') === 'routing:queue:view',
        ({ body }) => ({ ...body, allDivsPermitted: true }),
      ),
    ['foreign permitted-divisions: routing:queue:view'],
  ],
  [
    'a grant more',
    () =>
      changed(
        ({ path }) => path === `${authorization}/subjects/me`,
        ({ body }) => ({
          ...body,
          grants: [...body.grants, { role: { name: 'demo-queue-reader' }, division: { id: support } }],
        }),
      ),
    ['foreign no-other-grant: demo/acme'],
  ],
  ...[['view'], 'view', undefined].map((actions): (typeof leaks)[number] => [
    `a role that was widened, by ${JSON.stringify(actions)}`,
    toldOfRoles((policies) => [...policies, { domain: 'recording', entityName: 'recording', actions }]),
    ['extra no-other-grant: demo/acme'],
  ]),
  ...[{}, 'recording:recording:view'].map((policies): (typeof leaks)[number] => [
    `a role that may be wider, told as ${JSON.stringify(policies)}`,
    toldOfRoles(() => policies),
    ['extra no-other-grant: demo/acme'],
  ]),
  [
    'somebody else’s name',
    () =>
      changed(
        ({ method, path, headers }) =>
          method === 'GET' &&
          path === '/api/v2/tokens/me' &&
          !/made-up/.test(String(headers['authorization'])),
        ({ body }) => ({ ...body, OAuthClient: { ...body.OAuthClient, id: 'somebody' } }),
      ),
    ['foreign identity: token'],
  ],
  [
    'another tenant’s name',
    () =>
      changed(
        ({ method, path, headers }) =>
          method === 'GET' &&
          path === '/api/v2/tokens/me' &&
          !/made-up/.test(String(headers['authorization'])),
        ({ body }) => ({ ...body, OAuthClient: { ...body.OAuthClient, name: 'demo-globex-1' } }),
      ),
    ['foreign identity: token'],
  ],
  ...[undefined, -1, 0.5, '7'].map((total): (typeof leaks)[number] => [
    `nothing, but nobody can tell how many people there are: ${total}`,
    () =>
      changed(
        ({ path }) => path === '/api/v2/users',
        () => ({ entities: [], total }),
      ),
    ['unreadable residual-exposure: users of the whole org'],
  ]),
  [
    'nothing, but an answer about a division of others is none',
    () =>
      changed(
        ({ query }) => query.get('objectCount') === 'true',
        () => ({}),
      ),
    [
      'unreadable residual-exposure: divisions of others whose number of objects any token reads (asked of one of them)',
    ],
  ],
  ...['<html>', null, [], undefined].map((body): (typeof leaks)[number] => [
    `nothing, but ${JSON.stringify(body)} stands where conversations are described`,
    () => (asked) =>
      asked.path.startsWith(`${analytics}/`) ? Promise.resolve({ status: 200, body }) : undefined,
    [
      'unreadable foreign-in-analytics: conversations of the last 30 days',
      'unreadable foreign-in-analytics: conversations by foreign divisionId',
      'unreadable foreign-in-analytics: counts of conversations by division',
      'unreadable foreign-in-analytics: observations of foreign canaries',
    ],
  ]),
  [
    'nothing, but the own canary is gone',
    () => (asked) =>
      asked.method === 'GET' && asked.path === `${queues}/${canaries.queues[own]}`
        ? Promise.resolve({ status: 403, body: {} })
        : undefined,
    ['missing own-canary: acme/legacy'],
  ],
];

describe('one leak alone is noticed, and named:', () => {
  it('none', async () => {
    proxy.leak = () => undefined;
    expect(told(await verified(org, 'acme', canaries, { url: proxy.url, dangerous: true }))).toEqual([]);
  });

  it.each(leaks)('%s', async (_what, leak, expected) => {
    proxy.leak = leak();
    const section = await verified(org, 'acme', canaries, { url: proxy.url, dangerous: true });
    expect(told(section)).toEqual(expected);
  });
});

describe('an org that lists to a tenant only what it may see', () => {
  const isListing = ({ method, path }: Asked): boolean =>
    method === 'GET' && path === `${authorization}/divisions`;
  const open: Leak = async () => ({ status: 200, body: { id: foreignQueue, division: { id: support } } });
  /** Answers with its own divisions, and lets one foreign queue be seen where that is asked for. */
  const short =
    (leaks: boolean): Leak =>
    (asked, ask) => {
      if (leaks && asked.method === 'GET' && asked.path === `${queues}/${foreignQueue}`)
        return open(asked, ask);
      if (!isListing(asked)) return undefined;
      return ask.tenant().then((right) => {
        const entities = right.body.entities.filter(({ id }: { id: string }) => mine.has(id));
        return { ...right, body: { ...right.body, entities, total: entities.length } };
      });
    };
  let mine: ReadonlySet<string>;
  beforeAll(async () => {
    const { grants } = await org.api(
      'GET',
      `${authorization}/subjects/${org.credentials.get('acme')?.clientId}`,
    );
    mine = new Set((grants as { division: { id: string } }[]).map(({ division }) => division.id));
  });

  it('is asked about the divisions of the canaries all the same', async () => {
    proxy.leak = short(false);
    const section = await verified(org, 'acme', canaries, { url: proxy.url });
    expect(told(section)).toEqual([]);
    expect(section.checks.filter(({ id }) => id === 'foreign-canary-by-id')).toHaveLength(6);
    // What it does not list tells no names.
    expect(section.residual).toContainEqual({
      what: 'names of divisions that are not the tenant’s own',
      count: 0,
    });
    proxy.leak = short(true);
    expect(told(await verified(org, 'acme', canaries, { url: proxy.url }))).toEqual([
      `foreign foreign-canary-by-id: ${support}, which its list leaves out`,
    ]);
  });

  it('confirms nothing where there are no other canaries', async () => {
    proxy.leak = short(false);
    const kept = Object.entries(canaries.queues).filter(([id]) => mine.has(id));
    const few = { ...canaries, queues: Object.fromEntries(kept) };
    expect(told(await verified(org, 'acme', few, { url: proxy.url }))).toEqual([
      'unreadable divisions: demo/acme',
    ]);
  });
});

it('takes a write that does not find its canary for no refusal, unless it was there just before', async () => {
  proxy.leak = ({ method, path }) =>
    method === 'PUT' && path === `${queues}/${foreignQueue}`
      ? Promise.resolve({ status: 404, body: {} })
      : undefined;
  const line = 'unreadable write-abroad: change the canary of globex/support';
  const ask = (canariesSeen: boolean) => verified(org, 'acme', canaries, { url: proxy.url, canariesSeen });
  expect(told(await ask(false))).toEqual([line]);
  expect(told(await ask(true))).toEqual([]);
});

it('takes a canary that was made in another division for none', async () => {
  const login = await Api.login({ gateway: proxy.url }, org.emulator, {});
  if (login.kind === 'refused') throw new Error(login.reason);
  const division = { id: 'made-later', name: 'Made later', owner: { kind: 'unmanaged' } } as const;
  proxy.leak = (asked) =>
    posts(queues)(asked)
      ? Promise.resolve({ status: 200, body: { id: 'made', division: { id: 'home' } } })
      : undefined;
  expect(await prepareCanaries(login.api, 'demo', [division])).toMatchObject({
    canaries: { queues: {} },
    problems: ['division made-later: the canary was made elsewhere; verify --clean removes it'],
  });
});

it('says what a write left behind, and cleans it up', async () => {
  // It lets the tenant make a queue abroad and move one, and lets it undo neither.
  let moves = 0;
  proxy.leak = (asked, { deployer }) => {
    if (posts(queues)(asked) && asked.body.includes(support)) return deployer();
    const moving = asked.path.endsWith('/objects/QUEUE') && asked.body.includes(foreignQueue);
    moves += moving ? 1 : 0;
    return moving && moves === 1 ? deployer() : undefined;
  };
  const section = await verified(org, 'acme', canaries, { url: proxy.url });
  expect(
    failuresOf(section)
      .filter(({ id }) => id === 'write-abroad')
      .map(({ subject, seen }) => `${subject}: ${seen.replace(/[0-9a-f]{8}/, 'HEX')}`),
  ).toEqual([
    'create a queue in globex/support: done (200), and the queue bulkhead-probe-HEX is left behind: verify --clean removes it',
    'move the canary of globex/support into an own division: done (204), and it was not moved back: verify --clean removes it',
  ]);
  await org.api('POST', queues, { name: 'bulkhead-canary-of-somebody', division: { id: own } });
  const login = await Api.login({ gateway: org.emulator.url }, org.emulator, {});
  if (login.kind === 'refused') throw new Error(login.reason);
  expect(await cleanCanaries(login.api, 'demo')).toMatchObject({ changed: 11, problems: [] });
  const { entities } = await org.api('GET', queues);
  expect((entities as { name: string }[]).map(({ name }) => name)).toEqual(['bulkhead-canary-of-somebody']);
});

it('another org than the one of the catalogue is noticed', async () => {
  const { emulator, credentials } = org;
  const seen = await org.api('GET', '/api/v2/organizations/me');
  const again = await canariesOf(org);
  const as = (id: string) => ({ emulator, credentials, org: realOrg(org.org, id) });
  expect(told(await verified(as(String(seen['id'])), 'acme', again))).toEqual([]);
  expect(told(await verified(as('somebody-else'), 'acme', again))).toEqual(['foreign identity: token']);
});

describe('an org that enforces nothing', () => {
  it('passes no negative check of any tenant', async () => {
    const lax = await Deployed.start({ enforcement: false });
    const sections: Section[] = [];
    // Canaries are made anew for each tenant: the one before could remove them.
    for (const { id } of lax.org.tenants)
      sections.push(await verified(lax, id, await canariesOf(lax), { dangerous: true }));
    const negative = sections.flatMap(({ checks }) => checks.filter(isNegative));
    const failed = sections.flatMap(failuresOf);
    expect(negative.filter(({ outcome }) => outcome === 'match')).toEqual([]);
    expect(failed.filter((check) => !isNegative(check))).toEqual([]);
    expect({ negative: negative.length, failed: failed.length }).toMatchInlineSnapshot(`
      {
        "failed": 309,
        "negative": 309,
      }
    `);
    await lax.close();
  });
});

/** What must be refused, invisible or permitted nowhere else; the others say who the token is, what it holds, and what it must see. */
const isNegative = ({ id, expected }: Check): boolean =>
  !['identity', 'grant', 'no-other-grant', 'own-canary'].includes(id) &&
  !expected.startsWith('every division: it is not division-aware');
