import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../lib/emulator';
import { routes } from '../../lib/emulator/routes';
import { Origin } from './origin';

let emulator: Emulator;
let origin: Origin;
let token: string;
beforeAll(async () => {
  emulator = await startEmulator({
    seed: { divisions: [{ id: 'a', name: 'A' }], queues: [{ id: 'q', name: 'q', division: 'a' }] },
  });
  origin = new Origin(emulator);
  token = await origin.deployer();
});
afterAll(() => emulator.close());

const json = { 'Content-Type': 'application/json' };

describe('what the real clients send', () => {
  it('is a GET or DELETE with a JSON content type and no body', async () => {
    expect((await origin.call(token, 'GET', '/api/v2/routing/queues', undefined, json)).status).toBe(200);
    expect((await origin.call(token, 'DELETE', '/api/v2/routing/queues/none', undefined, json)).status).toBe(
      404,
    );
  });

  it.each(['', 'null'])('is a POST without a body, written %j', async (body) => {
    const { status, body: answer } = await origin.call(
      token,
      'POST',
      `/api/v2/oauth/clients/${emulator.clientId}/secret`,
      body,
    );
    expect(status).toBe(200);
    token = await origin.tokenFor(emulator.clientId, answer.secret);
  });

  it('is answered with exactly application/json', async () => {
    const { headers } = await origin.call(token, 'GET', '/api/v2/routing/queues');
    expect(headers.get('content-type')).toBe('application/json');
  });
});

it.each([
  '{',
  '[1',
  'true',
  '"text"',
  '[]',
  '{"name":1}',
  '{"name":"x","division":"a"}',
  '{"__proto__":{"name":"x"}}',
])('refuses the body %s with 400', async (body) => {
  expect((await origin.call(token, 'POST', '/api/v2/routing/queues', body)).status).toBe(400);
});

it.each(['pageSize=0', 'pageSize=-1', 'pageSize=1e3', 'pageSize=x', 'pageNumber=0', 'pageSize=101'])(
  'refuses the page %s',
  async (query) => {
    expect((await origin.call(token, 'GET', `/api/v2/routing/queues?${query}`)).status).toBe(400);
  },
);

it('refuses a malformed address in its own words', async () => {
  expect(await origin.call(token, 'GET', '/api/v2/%zz')).toMatchObject({ status: 400, code: 'bad.request' });
});

it('refuses a filter that nobody can mean, also when there is nothing to filter', async () => {
  const interval = '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z';
  const path = '/api/v2/analytics/conversations/details/query';
  const deep = `${'{"clauses":['.repeat(50_000)}${']}'.repeat(50_000)}`;
  const nested = await origin.call(
    token,
    'POST',
    path,
    `{"interval":"${interval}","conversationFilters":[${deep}]}`,
  );
  expect(nested.status).toBe(400);
  const unknown = { predicates: [{ dimension: 'ani', value: '1' }] };
  expect((await origin.call(token, 'POST', path, { interval, conversationFilters: [unknown] })).status).toBe(
    501,
  );
  const aggregates = '/api/v2/analytics/conversations/aggregates/query';
  expect((await origin.call(token, 'POST', aggregates, { interval, groupBy: ['ani'] })).status).toBe(501);
});

it('gives an empty page past the end', async () => {
  const { status, body } = await origin.call(token, 'GET', '/api/v2/routing/queues?pageNumber=9');
  expect([status, body.entities]).toEqual([200, []]);
});

it('fails on no request: odd paths, bodies and parameters', async () => {
  const odd = fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '*',
    '%00',
    '%2e%2e',
    'a',
    'q',
    'x'.repeat(300),
    '%ff',
    'ü',
  );
  const word = fc.constantFrom(
    'name',
    'division',
    'grants',
    'roleDivisions',
    'filter',
    'predicates',
    'interval',
    'permissionPolicies',
    '__proto__',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('value')),
      fc.dictionary(word, tie('value')),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.array(odd, { minLength: 3, maxLength: 3 }),
      odd,
      value,
      async (route, ids, parameter, body) => {
        // Ending the token in use, or the secret, would end the test.
        if (/tokens\/me|\/secret/.test(route.path)) return;
        let i = 0;
        const path = route.path.replaceAll(/\{\w+\}/g, () => ids[i++] ?? 'a');
        const { status } = await origin.call(
          token,
          route.method,
          `${path}?id=${parameter}&name=${parameter}&permission=${parameter}&subjectType=PC_OAUTH_CLIENT&queryType=domain&query=${parameter}`,
          route.method === 'GET' ? undefined : (body ?? undefined),
        );
        expect([200, 204, 400, 403, 404, 409, 414, 501]).toContain(status);
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 1500) },
  );
});
