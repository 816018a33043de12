import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import { Origin } from './origin';
import { divisions, permissions, queues, secret, started, type World, world } from './world';

describe('a reader of a', () => {
  let made: World;
  let ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => ReturnType<Origin['call']>;
  beforeAll(async () => {
    made = await world({
      reader: [
        { role: 'reader', division: 'a' },
        { role: 'counter', division: 'a' },
      ],
    });
    ask = (method, path, body, headers) =>
      made.origin.call(made.tokens.get('reader'), method, path, body, headers);
  });

  it.each([
    '',
    '?divisionId=division-b',
    '?divisionId=division-a,division-b',
    '?divisionId=division-a%2Cdivision-b',
    '?divisionId=division-a&divisionId=division-b',
    '?id=queue-b',
    '?name=*queue*',
    '?name=queue of b',
    '?divisionId=*',
    '?divisionId=',
    '?deployment_id=division-b',
    '?pageSize=100&pageNumber=1',
  ])('sees its own queues and their total only: %s', async (query) => {
    const { status, body } = await ask('GET', queues + query);
    expect(status).toBe(200);
    const ids = body.entities.map(({ id }: { id: string }) => id);
    expect(['queue-a', '']).toContain(ids.join());
    expect(body.total).toBe(ids.length);
  });

  it.each(['X-Genesys-Deployment-Id', 'X-Genesys-Division-Id', 'X-Division-Id', 'X-Organization-Id'])(
    'gains and loses nothing by the header %s',
    async (name) => {
      const plain = await ask('GET', queues);
      const asked = await ask('GET', queues, undefined, { [name]: 'division-b' });
      expect(asked.body).toEqual(plain.body);
    },
  );

  it('gains nothing by parameters of the token request', async () => {
    const extra = '&division_id=division-b&scope=division%3Aread&client.deployment_id=x';
    const token = await made.origin.tokenFor('client-reader', secret, extra);
    expect((await made.origin.call(token, 'GET', queues)).body.total).toBe(1);
  });

  it('is refused a foreign queue, by an answer that does not quote it', async () => {
    const { status, code, text } = await ask('GET', `${queues}/queue-b`);
    expect({ status, code }).toEqual({ status: 403, code: 'missing.division.permission' });
    expect(text).not.toContain('queue of b');
    expect((await ask('GET', `${queues}/queue-a`)).status).toBe(200);
    expect((await ask('GET', `${queues}/queue-home`)).status).toBe(403);
  });

  it('sees its own conversations only, however it asks', async () => {
    const query = (filter: object) => ({ interval: '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z', ...filter });
    const by = (dimension: string, value: string) => ({ type: 'or', predicates: [{ dimension, value }] });
    const path = '/api/v2/analytics/conversations/details/query';
    const all = await ask('POST', path, query({}));
    expect(all.body).toMatchObject({ totalHits: 1, conversations: [{ divisionIds: ['division-a'] }] });
    for (const filter of [
      by('divisionId', 'division-b'),
      by('queueId', 'queue-b'),
      by('conversationId', 'conversation-b'),
    ])
      expect((await ask('POST', path, query({ conversationFilters: [filter] }))).body.totalHits).toBe(0);
    expect((await ask('GET', '/api/v2/analytics/conversations/conversation-b/details')).status).toBe(403);
    const aggregates = await ask('POST', '/api/v2/analytics/conversations/aggregates/query', {
      ...query({}),
      groupBy: ['divisionId'],
      metrics: ['nConversations'],
    });
    expect(aggregates.body.results.map(({ group }: { group: object }) => group)).toEqual([
      { divisionId: 'division-a' },
    ]);
    const observed = await ask('POST', '/api/v2/analytics/queues/observations/query', {
      filter: {
        type: 'or',
        predicates: [
          { dimension: 'queueId', value: 'queue-a' },
          { dimension: 'queueId', value: 'queue-b' },
        ],
      },
      metrics: ['oWaiting'],
    });
    expect(observed.body.results.map(({ group }: { group: object }) => group)).toEqual([
      { queueId: 'queue-a' },
    ]);
  });

  it('cannot take a filter that is not understood for true', async () => {
    const path = '/api/v2/analytics/conversations/details/query';
    const interval = '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z';
    for (const predicate of [
      { dimension: 'ani', value: '1' },
      { dimension: '__proto__', value: 'x' },
      { dimension: 'divisionId', operator: 'gt', value: 'x' },
    ]) {
      const { status } = await ask('POST', path, {
        interval,
        conversationFilters: [{ predicates: [predicate] }],
      });
      expect(status).toBe(501);
    }
  });
});

it('keeps pairs apart: view in a and add in b give neither add in a nor view in b', async () => {
  const { origin, tokens } = await world({
    both: [
      { role: 'routing:queue:view', division: 'a' },
      { role: 'routing:queue:add', division: 'b' },
    ],
  });
  const token = tokens.get('both');
  expect((await origin.call(token, 'GET', `${queues}/queue-b`)).status).toBe(403);
  const abroad = await origin.call(token, 'POST', queues, { name: 'new', division: { id: 'division-a' } });
  expect(abroad).toMatchObject({ status: 403, code: 'missing.division.permission' });
  expect(
    (await origin.call(token, 'POST', queues, { name: 'new', division: { id: 'division-b' } })).status,
  ).toBe(200);
  // Without a division it would lie in home.
  expect((await origin.call(token, 'POST', queues, { name: 'new' })).status).toBe(403);
  expect((await origin.call(token, 'GET', queues)).body.total).toBe(1);
});

it('refuses to move a queue abroad or from abroad, and writes nothing', async () => {
  const { origin, tokens, deployer } = await world({
    editor: [{ role: 'routing:queue:edit', division: 'a' }],
    reader: [{ role: 'reader', division: '*' }],
  });
  const token = tokens.get('editor');
  const attempts = [
    ['PUT', `${queues}/queue-a`, { name: 'x', division: { id: 'division-b' } }],
    ['PUT', `${queues}/queue-b`, { name: 'x', division: { id: 'division-a' } }],
    ['POST', '/api/v2/authorization/divisions/division-b/objects/QUEUE', ['queue-a']],
    ['POST', '/api/v2/authorization/divisions/division-a/objects/QUEUE', ['queue-b']],
    ['POST', '/api/v2/authorization/divisions/division-a/objects/QUEUE', ['queue-a', 'queue-b']],
  ] as const;
  const before = (await origin.call(deployer, 'GET', queues)).text;
  for (const [method, path, body] of attempts) {
    expect((await origin.call(token, method, path, body)).status).toBe(403);
    expect((await origin.call(tokens.get('reader'), method, path, body)).status).toBe(403);
  }
  expect((await origin.call(deployer, 'GET', queues)).text).toBe(before);
});

it('counts `*` for divisions made later, and divisions not at all for permissions that do not know them', async () => {
  const { origin, tokens, deployer } = await world({
    all: [{ role: 'routing:queue:view', division: '*' }],
    auditor: [{ role: 'grants', division: 'a' }],
  });
  const { body } = await origin.call(deployer, 'POST', '/api/v2/authorization/divisions', { name: 'later' });
  const queue = await origin.call(deployer, 'POST', queues, { name: 'q', division: { id: body.id } });
  expect((await origin.call(tokens.get('all'), 'GET', `${queues}/${queue.body.id}`)).status).toBe(200);
  const other = await origin.call(tokens.get('auditor'), 'GET', '/api/v2/authorization/subjects/client-all');
  expect(other.status).toBe(200);
});

it('ends a token when its time is over', async () => {
  let now = Date.now();
  const emulator = await startEmulator({
    now: () => now,
    seed: {
      roles: [{ name: 'r', permissions: [] }],
      clients: [{ id: 'c', name: 'c', secret, tokenSeconds: 1, grants: [{ role: 'r', division: 'Home' }] }],
    },
  });
  started.push(emulator);
  const origin = new Origin(emulator);
  const token = await origin.tokenFor('c', secret);
  now += 999;
  expect((await origin.call(token, 'GET', '/api/v2/tokens/me')).status).toBe(200);
  now += 1;
  expect(await origin.call(token, 'GET', '/api/v2/tokens/me')).toMatchObject({
    status: 401,
    code: 'bad.credentials',
  });
});

it('agrees with a model of pairs on random grants', async () => {
  const grant = fc.record({
    role: fc.constantFrom(...permissions),
    division: fc.constantFrom(...divisions, 'Home', '*'),
  });
  const places = ['home', ...divisions];
  const id = (place: string): string => (place === 'home' ? 'home' : `division-${place}`);
  await fc.assert(
    fc.asyncProperty(fc.array(grant, { minLength: 1, maxLength: 6 }), async (grants) => {
      const { origin, tokens } = await world({ one: grants });
      const token = tokens.get('one');
      const holds = (permission: string, place: string): boolean =>
        grants.some(
          ({ role, division }) =>
            role === permission && (division === '*' || division.toLowerCase() === place),
        );
      const anywhere = (permission: string): boolean => grants.some(({ role }) => role === permission);
      for (const [permission, path] of [
        ['routing:queue:view', queues],
        ['routing:queue:search', `${queues}/divisionviews`],
      ] as const) {
        const { status, body } = await origin.call(token, 'GET', path);
        expect(status).toBe(anywhere(permission) ? 200 : 403);
        const expected = places.filter((place) => holds(permission, place)).map((place) => `queue-${place}`);
        if (status === 200) {
          expect(body.entities.map((queue: { id: string }) => queue.id).sort()).toEqual(expected.sort());
          expect(body.total).toBe(expected.length);
        }
      }
      for (const place of places) {
        const seen = await origin.call(token, 'GET', `${queues}/queue-${place}`);
        expect(seen.status).toBe(holds('routing:queue:view', place) ? 200 : 403);
        const made = await origin.call(token, 'POST', queues, {
          name: `new ${place}`,
          division: { id: id(place) },
        });
        expect(made.status).toBe(holds('routing:queue:add', place) ? 200 : 403);
        for (const to of places) {
          const moved = await origin.call(token, 'PUT', `${queues}/queue-${place}`, {
            division: { id: id(to) },
          });
          const may = holds('routing:queue:edit', place) && holds('routing:queue:edit', to);
          expect(moved.status).toBe(may ? 200 : 403);
          if (may)
            await origin.call(token, 'PUT', `${queues}/queue-${place}`, { division: { id: id(place) } });
        }
        const permitted = await origin.call(
          token,
          'GET',
          '/api/v2/authorization/divisionspermitted/paged/me?permission=routing:queue:edit&pageSize=100',
        );
        expect(permitted.body.entities.map((one: { id: string }) => one.id).includes(id(place))).toBe(
          holds('routing:queue:edit', place),
        );
      }
      await started.pop()?.close();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 25) },
  );
});
