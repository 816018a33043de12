import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../lib/emulator';
import { Origin } from './origin';

const secret = 'a secret of tests';
const interval = '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z';
const details = '/api/v2/analytics/conversations/details/query';
const aggregates = '/api/v2/analytics/conversations/aggregates/query';
const queues = '/api/v2/routing/queues';

let emulator: Emulator;
let origin: Origin;
let deployer: string;
let reader: string;
beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      divisions: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
      roles: [
        {
          id: 'reader',
          name: 'reader',
          permissions: [
            'routing:queue:view',
            'analytics:conversationDetail:view',
            'analytics:conversationAggregate:view',
          ],
        },
      ],
      queues: ['a', 'b'].flatMap((division) =>
        [1, 2].map((n) => ({ id: `q${n}-${division}`, name: `q ${n}`, division })),
      ),
      users: [
        { id: 'u1', name: 'Ann', email: 'ann@example.com' },
        { id: 'u2', name: 'Bob', email: 'bob@example.com' },
      ],
      groups: [{ id: 'g1', name: 'Group', members: ['u2', 'u1'] }],
      conversations: [
        // Begun in a queue of a, ended in one of b.
        {
          id: 'both',
          start: '2026-11-20T10:00:00Z',
          end: '2026-11-20T10:10:00Z',
          divisions: ['a', 'b'],
          queue: 'q1-b',
        },
        {
          id: 'own',
          start: '2026-11-21T10:00:00Z',
          end: '2026-11-21T10:10:00Z',
          divisions: ['a'],
          queue: 'q1-a',
        },
      ],
      clients: [{ id: 'reader-a', name: 'reader', secret, grants: [{ role: 'reader', division: 'a' }] }],
    },
  });
  origin = new Origin(emulator);
  deployer = await origin.deployer();
  reader = await origin.tokenFor('reader-a', secret);
});
afterAll(() => emulator.close());

const ids = ({ body }: { body: { entities: { id: string }[] } }): readonly string[] =>
  body.entities.map(({ id }) => id);

describe('what a query asks for is done, or refused', () => {
  const predicates = [{ dimension: 'divisionId', value: 'a' }];
  it.each<[string, object, number]>([
    ['surveyFilters', { surveyFilters: [{ predicates }] }, 501],
    ['an unknown field', { conversationFilter: [{ predicates }] }, 501],
    ['an unknown field of a filter', { conversationFilters: [{ predicate: predicates }] }, 501],
    [
      'a predicate over a property',
      { segmentFilters: [{ predicates: [{ ...predicates[0], type: 'property' }] }] },
      501,
    ],
    ['a predicate without a value', { segmentFilters: [{ predicates: [{ dimension: 'queueId' }] }] }, 400],
    ['another order', { orderBy: 'conversationEnd' }, 501],
    ['no order', { order: 'down' }, 400],
    ['an unknown field of the paging', { paging: { pageSize: 25, page: 2 } }, 501],
    ['what SDKs send for nothing', { surveyFilters: null, aggregations: [], orderBy: null }, 200],
  ])('details: %s', async (_what, fields, status) => {
    expect((await origin.call(deployer, 'POST', details, { interval, ...fields })).status).toBe(status);
  });

  it.each([{ granularity: 'PT1H' }, { views: [{}] }, { flattenMultivaluedDimensions: true }, { limit: 1 }])(
    'aggregates: %j',
    async (fields) => {
      const body = { interval, groupBy: ['divisionId'], metrics: ['nConversations'], ...fields };
      expect((await origin.call(deployer, 'POST', aggregates, body)).status).toBe(501);
    },
  );
});

it('counts by queue name only queues that the caller reaches', async () => {
  const groups = async (token: string): Promise<readonly object[]> => {
    const body = { interval, groupBy: ['queueId'], metrics: ['nConversations'] };
    const answer = await origin.call(token, 'POST', aggregates, body);
    return answer.body.results.map(({ group }: { group: object }) => group);
  };
  expect(await groups(reader)).toEqual([{ queueId: 'q1-a' }]);
  expect(await groups(deployer)).toEqual([{ queueId: 'q1-b' }, { queueId: 'q1-a' }]);
});

describe('the parameters of a list', () => {
  it.each<[string, readonly string[]]>([
    ['/users?id=u1', ['u1']],
    ['/users?id=u1&state=inactive', []],
    ['/users?state=any&sortOrder=desc', ['u2', 'u1']],
    ['/groups?id=zzz', []],
    ['/groups?id=g1', ['g1']],
    ['/groups/g1/members', ['u2', 'u1']],
    ['/groups/g1/members?sortOrder=asc', ['u1', 'u2']],
    ['/routing/queues?divisionId=a&sortOrder=desc', ['q2-a', 'q1-a']],
  ])('%s is honoured', async (path, expected) => {
    expect(ids(await origin.call(deployer, 'GET', `/api/v2${path}`))).toEqual(expected);
  });

  it.each<[string, number]>([
    ['/users?jabberId=x', 501],
    ['/users?expand=presence', 501],
    ['/users?state=asleep', 400],
    ['/groups?sortOrder=up', 400],
    ['/routing/queues?hasPeer=true', 501],
    ['/routing/queues?hasPeer=false', 200],
    ['/authorization/roles?permission=routing:queue:view', 501],
    ['/authorization/roles?sortBy=name', 200],
    ['/authorization/divisions?nextPage=x', 501],
    ['/authorization/divisions?objectCount=false', 200],
  ])('%s is answered %i', async (path, status) => {
    expect((await origin.call(deployer, 'GET', `/api/v2${path}`)).status).toBe(status);
  });

  it('stay in the addresses of the other pages', async () => {
    const { body } = await origin.call(deployer, 'GET', `${queues}?pageSize=1&name=q*&divisionId=a`);
    const [first, next] = [body.entities[0], await origin.call(deployer, 'GET', body.nextUri)];
    expect([first.id, ...ids(next)]).toEqual(['q1-a', 'q2-a']);
    expect(next.body.nextUri).toBeUndefined();
    expect(body.nextUri).toMatchInlineSnapshot(
      `"/api/v2/routing/queues?pageSize=1&pageNumber=2&name=q*&divisionId=a"`,
    );
    for (const uri of [body.selfUri, body.firstUri, next.body.previousUri])
      expect(ids(await origin.call(deployer, 'GET', uri))).toEqual(['q1-a']);
    expect(ids(await origin.call(deployer, 'GET', body.lastUri))).toEqual(['q2-a']);
  });
});

it.each(['/routing/queues/', '/authorization/roles/', '/oauth/clients/', '/users/', '/groups//members'])(
  'does not take %s for an object without an id',
  async (path) => {
    expect(await origin.call(deployer, 'GET', `/api/v2${path}`)).toMatchObject({
      status: 501,
      code: 'not.emulated',
    });
  },
);

describe('usage', () => {
  const path = '/api/v2/oauth/clients/reader-a/usage';
  const past = '2020-01-01T00:00:00Z';
  it.each<[object, number]>([
    [{ interval: `${past}/2100-01-01T00:00:00Z` }, 200],
    [{ interval: `${past}/2021-01-01T00:00:00Z` }, 501],
    [{ interval: '2090-01-01T00:00:00Z/2100-01-01T00:00:00Z' }, 501],
    [{ interval: `${past}/2100-01-01T00:00:00Z`, granularity: 'Day' }, 501],
    [{}, 400],
  ])('of %j is answered %i', async (body, status) => {
    expect((await origin.call(deployer, 'POST', `${path}/query`, body)).status).toBe(status);
  });

  it('of some days is not made up', async () => {
    expect((await origin.call(deployer, 'GET', `${path}/summary?days=7`)).status).toBe(501);
    expect((await origin.call(deployer, 'GET', `${path}/summary`)).status).toBe(200);
  });
});

it('takes a grant from a client without being told that it is one', async () => {
  const subject = '/api/v2/authorization/subjects/reader-a';
  const grant = { roleId: 'reader', divisionId: 'b' };
  const add = `${subject}/bulkadd?subjectType=PC_OAUTH_CLIENT`;
  for (const take of [
    () => origin.call(deployer, 'POST', `${subject}/bulkremove`, { grants: [grant] }),
    () => origin.call(deployer, 'DELETE', `${subject}/divisions/b/roles/reader`),
  ]) {
    expect((await origin.call(deployer, 'POST', add, { grants: [grant] })).status).toBe(204);
    expect((await take()).status).toBe(204);
    expect((await origin.call(deployer, 'GET', subject)).body.grants).toHaveLength(1);
  }
});

it('deletes a division whose conversations are history, and keeps them', async () => {
  for (const id of ['q1-b', 'q2-b']) await origin.call(deployer, 'DELETE', `${queues}/${id}`);
  expect((await origin.call(deployer, 'DELETE', '/api/v2/authorization/divisions/b')).status).toBe(204);
  const found = await origin.call(deployer, 'POST', details, { interval });
  expect(found.body.conversations[0]).toMatchObject({ conversationId: 'both', divisionIds: ['a', 'b'] });
});
