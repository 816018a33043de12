import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Api } from '../../lib/live/api';
import { allPages } from '../../lib/live/pages';
import { Secrets } from '../../lib/live/secrets';
import { Trace } from '../../lib/live/trace';
import { bulkhead } from '../commands/run';
import { credentials, json, login, org, path, serve, token } from './loopback';

const basic = Buffer.from('me:canary-secret-of-a-client').toString('base64');

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%d is an answer, and nothing is sent after it', async (status) => {
    const seen: string[] = [];
    const elsewhere = await serve((request, response) => {
      seen.push(String(request.headers.authorization));
      json(response, 200, { entities: [] });
    });
    const here = await org((_request, response) =>
      json(response, status, {}, { Location: `${elsewhere}${path}` }),
    );
    const api = await login(here);
    for (const method of ['GET', 'POST'] as const)
      expect(await api.call(method, path, { body: {} })).toEqual({ kind: 'answer', status, body: {} });
    const door = await serve((_request, response) =>
      json(response, status, {}, { Location: `${elsewhere}/oauth/token` }),
    );
    await expect(login(door)).rejects.toThrow(`the token endpoint answers ${status}`);
    expect(seen).toEqual([]);
  });
});

describe('an answer', () => {
  it('that is too large is none, and is not asked for again', async () => {
    let asked = 0;
    const url = await org((_request, response) => {
      asked += 1;
      json(response, 200, { entities: ['x'.repeat(200_000)] });
    });
    const api = await login(url, { bounds: { bytes: 100_000, milliseconds: 60_000 } });
    expect(await api.call('GET', path)).toEqual({
      kind: 'none',
      reason: 'an answer that is too large',
      again: false,
    });
    expect(asked).toBe(1);
  });

  it('that is small and unpacks to a large one is none', async () => {
    const packed = gzipSync(Buffer.alloc(1_000_000, ' '));
    const url = await org((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
      response.end(packed);
    });
    const api = await login(url, { bounds: { bytes: 100_000, milliseconds: 60_000 } });
    expect(packed.length).toBeLessThan(10_000);
    expect(await api.call('GET', path)).toMatchObject({ reason: 'an answer that is too large' });
  });

  it.each([
    ['too large', 'of very many small things', `{"entities":[${'{},'.repeat(1_100_000)}{}]}`],
    ['nested without end', 'nested deeper than any', `{"entities":${'['.repeat(201)}${']'.repeat(201)}}`],
  ])('that is %s is none before it is read: %s', async (which, _what, body) => {
    const api = await login(await org((_request, response) => json(response, 200, body)));
    expect(await api.call('GET', path)).toEqual({
      kind: 'none',
      reason: `an answer that is ${which}`,
      again: false,
    });
  });

  it('whose texts hold what looks like JSON is as small as any', async () => {
    const body = { text: `\\"${'[{,'.repeat(1_100_000)}` };
    const api = await login(await org((_request, response) => json(response, 200, body)));
    expect(await api.call('GET', path)).toEqual({ kind: 'answer', status: 200, body });
  });

  it('that does not end is none', async () => {
    const url = await org((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const api = await login(url, { bounds: { bytes: 1_000_000, milliseconds: 1500 } });
    expect(await api.call('GET', path)).toEqual({
      kind: 'none',
      reason: 'no whole answer in time',
      again: false,
    });
  });

  it('of another shape is no list', async () => {
    for (const body of [
      '<html>',
      '{"entities":[',
      'null',
      '7',
      '{"entities":{"length":1}}',
      '{"entities":7}',
    ]) {
      const api = await login(await org((_request, response) => json(response, 200, body)));
      expect(await allPages(api, path)).toMatchObject({ kind: 'unreadable' });
    }
  });

  it('of very many entities is a list as any other', async () => {
    const many = JSON.stringify({ entities: [...Array(300_000).keys()], pageCount: 1 });
    const api = await login(await org((_request, response) => json(response, 200, many)));
    const listing = await allPages(api, path);
    expect(listing).toMatchObject({ kind: 'all' });
    expect(listing.kind === 'all' && listing.entities.length).toBe(300_000);
  });

  it('of large pages without end is none', async () => {
    let asked = 0;
    const page = JSON.stringify({ entities: ['x'.repeat(20 * 1024 * 1024)], pageCount: 1000 });
    const url = await org((_request, response) => {
      asked += 1;
      json(response, 200, page);
    });
    expect(await allPages(await login(url), path)).toEqual({
      kind: 'unreadable',
      reason: 'a list that is too large',
    });
    expect(asked).toBe(4);
  });

  it('that counts more than it shows is no whole list', async () => {
    const url = await org((_request, response) =>
      json(response, 200, { entities: [1], total: 7, pageCount: 1 }),
    );
    expect(await allPages(await login(url), path)).toEqual({ kind: 'short', entities: [1], total: 7 });
  });

  it('that comes again in the place of another page fills no list', async () => {
    const page = [...Array(100).keys()];
    const url = await org((_request, response) =>
      json(response, 200, { entities: page, total: 200, pageCount: 2 }),
    );
    expect(await allPages(await login(url), path)).toEqual({ kind: 'short', entities: page, total: 200 });
  });

  it('that is the whole list whatever page is asked for is a list once', async () => {
    const whole = [...Array(150).keys()];
    const url = await org((_request, response) => json(response, 200, { entities: whole }));
    expect(await allPages(await login(url), path)).toEqual({ kind: 'all', entities: whole });
  });

  it('that the trace has no room for is left out there, and those after it that fit are not', async () => {
    const url = await org((request, response) =>
      json(response, 200, { all: 'x'.repeat(request.url === `${path}/long` ? 1000 : 10) }),
    );
    const trace = new Trace(new Secrets(), 500);
    const api = await login(url, { trace });
    for (const end of ['', '/long', '']) await api.call('GET', path + end);
    const { entries } = JSON.parse(trace.toJson('1')).log;
    expect(entries.map(({ response }: { response: { content: object } }) => response.content)).toEqual([
      { size: 0, mimeType: 'application/json', text: '' },
      { size: 20, mimeType: 'application/json', text: '{"all":"xxxxxxxxxx"}' },
      {
        size: 0,
        mimeType: 'application/json',
        text: '',
        comment: 'left out: the answers before it fill the trace',
      },
      { size: 20, mimeType: 'application/json', text: '{"all":"xxxxxxxxxx"}' },
    ]);
  });

  it('that repeats what it was sent comes without secrets, and so does the trace', async () => {
    const url = await org((request, response) =>
      json(response, 400, {
        code: request.headers.authorization,
        message: `was: ${request.headers.authorization}, ${credentials.clientSecret}, ${basic}`,
        entities: [{ [token]: basic }],
      }),
    );
    const trace = new Trace();
    const api = await login(url, { trace });
    const all = JSON.stringify(await api.call('GET', path)) + trace.toJson('1');
    expect(all).toContain('was: Bearer removed');
    for (const secret of [token, basic, credentials.clientSecret]) expect(all).not.toContain(secret);
  });
});

it('that refuses every call for its limits is not waited for again and again', async () => {
  let asked = 0;
  let limited = true;
  const url = await org((_request, response) => {
    asked += 1;
    json(response, limited && asked !== 13 ? 429 : 200, {}, { 'Retry-After': '0' });
  });
  const api = await login(url);
  const tries: number[] = [];
  const call = async () => {
    const before = asked;
    await api.call('GET', path);
    tries.push(asked - before);
  };
  for (let i = 0; i < 7; i++) await call();
  limited = false;
  await call();
  // The thirteenth is answered: from then on others are waited for again.
  expect(tries).toEqual([8, 1, 1, 1, 1, 1, 8, 1]);
});

it('that answers nothing is not waited for again and again, once it was tried in vain', async () => {
  let asked = 0;
  const url = await org(({ socket }) => {
    asked += 1;
    socket.destroy();
  });
  const api = await login(url);
  const tries: number[] = [];
  for (const method of ['POST', 'GET', 'GET', 'POST', 'GET'] as const) {
    const before = asked;
    await api.call(method, path);
    tries.push(asked - before);
  }
  // A write is tried once anyhow, which says nothing of how long the org stays silent.
  expect(tries).toEqual([1, 4, 1, 1, 1]);
});

describe('a token endpoint', () => {
  it.each([
    ['a web page', '<html>Sign in</html>'],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['a number for a token', '{"access_token":7}'],
    ['an empty token', '{"access_token":""}'],
    ['a token that is a header', '{"access_token":"x\\r\\nX-Evil: 1"}'],
    ['half a document', '{"access_token":"canary'],
  ])('that gives %s gives no token', async (_what, body) => {
    const url = await serve((_request, response) => json(response, 200, body));
    await expect(login(url)).rejects.toThrow(/^(the token endpoint gave no token|no answer)$/);
  });

  it('is quoted by status and by what OAuth knows, not by what it repeats', async () => {
    const told = async (error: unknown): Promise<unknown> => {
      const url = await serve((_request, response) => json(response, 400, { error, description: basic }));
      return login(url).catch((thrown: Error) => thrown.message);
    };
    expect(await told('invalid_client')).toBe('the token endpoint answers 400 invalid_client');
    expect(await told(credentials.clientSecret)).toBe('the token endpoint answers 400');
    expect(await told({ toString: 'x' })).toBe('the token endpoint answers 400');
  });

  it('is asked for a new token before the old one ends', async () => {
    const given: string[] = [];
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      if (request.url === '/oauth/token') {
        given.push(`token-${given.length}`);
        return json(response, 200, { access_token: given.at(-1), expires_in: given.length === 1 ? 1 : 3600 });
      }
      seen.push(request.headers.authorization);
      return json(response, 200, {});
    });
    const api = await login(url);
    await api.call('GET', path);
    await api.call('POST', path, { body: {} });
    expect(seen).toEqual(['Bearer token-1', 'Bearer token-1']);
    expect(given).toHaveLength(2);
  });
});

describe('what lies about on the machine', () => {
  const kept = { ...process.env };
  const home = mkdtempSync(join(tmpdir(), 'bulkhead-home-'));
  afterEach(() => {
    for (const name of [
      'HOME',
      'HTTP_PROXY',
      'http_proxy',
      'HTTPS_PROXY',
      'https_proxy',
      'NO_PROXY',
      'no_proxy',
    ])
      if (kept[name] === undefined) delete process.env[name];
      else process.env[name] = kept[name];
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('sends no credentials elsewhere: neither the SDK’s file nor a proxy', async () => {
    const seen: string[] = [];
    const spy = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization}`);
      json(response, 200, { access_token: token });
    });
    mkdirSync(join(home, '.genesyscloudjavascript'));
    const lines = [
      ...['[gateway]', 'host = 127.0.0.1', 'protocol = http', `port = ${new URL(spy).port}`],
      ...['[logging]', 'log_level = trace', 'log_to_console = true', `log_file_path = ${join(home, 'log')}`],
      ...['log_request_body = true', 'log_response_body = true'],
    ];
    writeFileSync(join(home, '.genesyscloudjavascript', 'config'), lines.join('\n'));
    Object.assign(process.env, { HOME: home, HTTP_PROXY: spy, http_proxy: spy });
    delete process.env['NO_PROXY'];
    delete process.env['no_proxy'];
    const api = await login(await org((_request, response) => json(response, 200, { here: true })));
    expect(await api.call('GET', path)).toMatchObject({ status: 200, body: { here: true } });
    expect(seen).toEqual([]);
    expect(readdirSync(home)).toEqual(['.genesyscloudjavascript']);
    expect(process.env['HOME']).toBe(home);
  });

  it('is no file that others can put among the temporary ones, and no wish for a log on stdout', () => {
    for (const name of ['bulkhead-has-no-home', '.'])
      mkdirSync(join(home, name, '.genesyscloudjavascript'), { recursive: true });
    const log = ['[logging]', 'log_level = trace', 'log_to_console = true', `log_file_path = ${home}/log`];
    for (const name of ['bulkhead-has-no-home', '.'])
      writeFileSync(join(home, name, '.genesyscloudjavascript', 'config'), log.join('\n'));
    writeFileSync(join(home, 'deployer.json'), JSON.stringify(credentials), { mode: 0o600 });
    const args = [
      'audit',
      'demo',
      '--gateway',
      'http://127.0.0.1:9',
      '--deployer',
      join(home, 'deployer.json'),
    ];
    const env = { TMPDIR: home, HOME: home, DEBUG: '*', DIAGNOSTICS: '*' };
    expect(bulkhead(args, undefined, env)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^bulkhead: [^\n]+\n$/),
    });
    expect(readdirSync(home)).not.toContain('log');
  });

  it('shows a proxy on the way to an org nothing but where it goes', async () => {
    const heard: string[] = [];
    const proxy = createTcpServer((socket) => {
      socket.on('data', (data) => {
        heard.push(String(data));
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      });
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    Object.assign(process.env, { HTTPS_PROXY: address, https_proxy: address });
    delete process.env['NO_PROXY'];
    delete process.env['no_proxy'];
    const place = { environment: 'org.invalid' };
    expect(await Api.login(place, credentials, {})).toMatchObject({ kind: 'refused' });
    proxy.close();
    expect(heard.join('')).toMatch(/^CONNECT login\.org\.invalid:443 /);
    expect(heard.join('')).not.toMatch(/authorization|Basic/i);
  });

  it('is not shared by two tenants of one process', async () => {
    const seen: (string | undefined)[] = [];
    const orgOf = (name: string) =>
      serve((request, response) => {
        if (request.url === '/oauth/token') return json(response, 200, { access_token: `token-of-${name}` });
        seen.push(`${name}: ${request.headers.authorization}`);
        return json(response, 200, {});
      });
    const [one, two] = [await login(await orgOf('one')), await login(await orgOf('two'))];
    await Promise.all([one.call('GET', path), two.call('GET', path)]);
    await one.call('GET', path);
    expect(seen.sort()).toEqual([
      'one: Bearer token-of-one',
      'one: Bearer token-of-one',
      'two: Bearer token-of-two',
    ]);
  });
});

it('changes nothing where it promised so', async () => {
  const api = await login(await org(() => expect.fail('something was sent')), { readOnly: true });
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
    await expect(api.call(method, path)).rejects.toThrow('this command only reads');
});
