import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Api } from '../../lib/live/api';
import { auditOrg } from '../../lib/live/audit';
import type { Canaries } from '../../lib/live/canaries';
import { type LiveReport, liveReport, type Section } from '../../lib/live/check';
import { liveFormats, renderLive } from '../../lib/live/formats';
import { Trace } from '../../lib/live/trace';
import { verifyTenant } from '../../lib/live/verify';
import { run as runProgram } from '../e2e/outcome';
import { root } from '../support/demo-tenants';
import { type Outcome, run } from './command';
import { type Deployed, demoOrg } from './deployed';

const secret = 'canary-secret-of-a-tenant';
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-hostile-'));
const file = (name: string): string => join(folder, name);
writeFileSync(file('demo-acme.json'), JSON.stringify({ clientId: 'me', clientSecret: secret }), {
  mode: 0o600,
});
writeFileSync(
  file('canaries.json'),
  JSON.stringify({ schema: 'bulkhead-canaries/1', org: 'demo', queues: {} }),
);

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An org that gives a token to everybody, and these answers to everything else. */
async function org(
  answer: (path: string, count: number) => readonly [number, string, string],
): Promise<string> {
  let count = 0;
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    count += 1;
    const [status, type, body] =
      path === '/oauth/token'
        ? [
            200,
            'application/json',
            JSON.stringify({ access_token: 'canary-token', token_type: 'bearer', expires_in: 3600 }),
          ]
        : answer(path, count);
    response.writeHead(status, { 'Content-Type': type, Location: 'http://127.0.0.1:1/elsewhere' });
    response.end(body);
  });
  return listening(server);
}

async function listening(one: Server): Promise<string> {
  await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
}

const ask = (command: 'verify' | 'audit', url: string, ...others: readonly string[]): Promise<Outcome> => {
  const shared = ['demo', '--gateway', url, '--deployer', file('demo-acme.json'), '--trace', file('run.har')];
  const more =
    command === 'verify' ? ['--credentials', folder, '--canaries', file('canaries.json'), '--wait', '0'] : [];
  // The helper's own defaults are not used: every address is given.
  return run(
    {} as Deployed,
    command,
    ...shared.slice(0, 1),
    ...(command === 'verify' ? ['acme'] : []),
    ...shared.slice(1),
    ...more,
    ...others,
  );
};

const json = 'application/json';
const answers: Readonly<Record<string, (path: string, count: number) => readonly [number, string, string]>> =
  {
    'an empty object to everything': () => [200, json, '{}'],
    'null to everything': () => [200, json, 'null'],
    'a number to everything': () => [200, json, '7'],
    'a web page': () => [200, 'text/html', '<html>Sign in</html>'],
    'half a document': () => [200, json, '{"entities":[{"id":'],
    'a list of nothing': () => [
      200,
      json,
      JSON.stringify({ entities: [null, 1, 'x', [], {}], pageCount: 1 }),
    ],
    'an error in a 200': () => [200, json, JSON.stringify({ status: 403, code: 'missing.permissions' })],
    'a redirect': () => [302, json, '{}'],
    'no such thing': () => [404, json, '{}'],
    'a refusal of everything': () => [
      403,
      json,
      JSON.stringify({ status: 403, code: 'missing.permissions', message: 'x' }),
    ],
    'an empty list of everything': () => [
      200,
      json,
      JSON.stringify({ entities: [], pageCount: 0, total: 0, grants: [], results: [] }),
    ],
    'names that are markup and control characters': () => [
      200,
      json,
      JSON.stringify({
        entities: [{ id: 'x', name: '\u001b[31m|<b>](x)\u202e', roleDivisions: [], homeDivision: true }],
        grants: [{ role: { id: '\u001b[31m' }, division: { id: '|<b>\u202e' } }],
        results: [],
        pageCount: 1,
      }),
    ],
    'ids that lead elsewhere': () => [
      200,
      json,
      JSON.stringify({ entities: [{ id: '../../x', name: 'x', roleDivisions: [] }], pageCount: 1 }),
    ],
    'ids that no address can hold': () => [
      200,
      json,
      '{"entities":[{"id":"\\ud800","name":"x"}],"pageCount":1}',
    ],
    'lists in lists without end': () => [200, json, '['.repeat(200_000) + ']'.repeat(200_000)],
    'totals that are no numbers': () => [
      200,
      json,
      '{"entities":[],"grants":[],"results":[],"total":"7","pageCount":"x","totalHits":{}}',
    ],
    'totals of its own': () => [
      200,
      json,
      '{"entities":[],"grants":[],"results":[],"total":-1,"pageCount":-7,"totalHits":1e308}',
    ],
    'objects of which no text can be made, in the place of words': () => {
      const odd = [{ toString: 1, valueOf: 1 }];
      const policy = { domain: 'a', entityName: 'b', actionSet: odd };
      const entity = {
        id: 'x',
        name: 'x',
        roleDivisions: [],
        permissions: odd,
        permissionPolicies: [policy],
      };
      const conversations = [{ divisionIds: odd }];
      const home = { ...entity, homeDivision: true };
      return [
        200,
        json,
        JSON.stringify({ entities: [home], grants: [], results: [], conversations, pageCount: 1 }),
      ];
    },
    'what it was sent': () => [400, json, JSON.stringify({ code: 'canary-token', message: secret })],
  };

/** What the command does once it has read its files: the report in every format, and the trace. */
async function asked(
  command: 'verify' | 'audit',
  url: string,
): Promise<LiveReport & { readonly all: string }> {
  const demo = demoOrg();
  const tenant = demo.tenants.find(({ id }) => id === 'acme');
  if (tenant === undefined) throw new Error('there is no tenant acme');
  const credentials = { clientId: 'me', clientSecret: secret };
  const trace = new Trace();
  const place = { gateway: url };
  const read = async (): Promise<readonly Section[]> => {
    const login = await Api.login(place, credentials, { trace, readOnly: true });
    return login.kind === 'refused' ? [] : auditOrg(demo, login.api, 'me');
  };
  const canaries: Canaries = { schema: 'bulkhead-canaries/1', org: 'demo', queues: {} };
  const options = { place, trace, canaries, canariesSeen: false, dangerous: true, patience: 0 };
  const sections =
    command === 'audit' ? await read() : [await verifyTenant(demo, tenant, credentials, options)];
  const report = liveReport(command, 'demo', sections);
  const formats = liveFormats.map((format) => renderLive(report, format));
  return { ...report, all: [...formats, trace.toJson('1')].join('\n') };
}

const expectNoSecret = (text: string): void => {
  for (const one of [secret, 'canary-token', Buffer.from(`me:${secret}`).toString('base64')])
    expect(text).not.toContain(one);
};

describe.each(['verify', 'audit'] as const)('%s, asking an org that answers', (command) => {
  it.each(Object.entries(answers))('%s, is refuted and tells no secret', async (_what, answer) => {
    const { verdict, all } = await asked(command, await org(answer));
    expect(verdict).toBe('refuted');
    expectNoSecret(all);
  });

  it('names that are markup and control characters, shows none of them', async () => {
    const answer = answers['names that are markup and control characters'];
    const { code, stdout, stderr } = await ask(command, await org(answer ?? (() => [404, json, ''])));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(`${command}: refuted`);
    expectNoSecret(stdout + readFileSync(file('run.har'), 'utf8'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is tested.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('on a list without an end, ends', async () => {
    const endless = JSON.stringify({ entities: [{ id: 'x', name: 'y' }], pageCount: 1e9 });
    const { code, stdout } = await ask(command, await org(() => [200, json, endless]));
    expect(code).toBe(1);
    expect(stdout).toContain('unreadable');
  });

  it('nothing at all, is refused as input', async () => {
    const { code, stdout, stderr } = await ask(command, 'http://127.0.0.1:9');
    expect(code).toBe(command === 'verify' ? 1 : 2);
    expect(stdout + stderr).not.toContain(secret);
  });
});

describe('an org that fails', () => {
  it.each(['verify', 'audit'] as const)(
    'is unreadable for %s, and the report is written',
    async (command) => {
      const url = await org(() => [501, json, '{}']);
      const { code, stdout } = await ask(
        command,
        url,
        ...(command === 'verify' ? ['--prepare'] : []),
        ...['--output', file('report.md')],
      );
      expect(code).toBe(1);
      expect(stdout).toContain('unreadable divisions: demo');
      expect(readFileSync(file('report.md'), 'utf8')).toContain(`${command}: refuted`);
    },
  );
});

it('tells the report on stdout also where a file of it cannot be written', async () => {
  symlinkSync('/dev/full', file('full.md'));
  const { code, stdout, stderr } = await ask(
    'audit',
    await org(() => [501, json, '{}']),
    '--output',
    file('full.md'),
  );
  expect(code).toBe(2);
  expect(stdout).toContain('audit: refuted');
  expect(stderr).toContain('full.md cannot be written (ENOSPC)');
});

it('keeps no half of what was read where the disk is full', async () => {
  const long = JSON.stringify({ entities: [{ id: 'x', name: 'n'.repeat(100_000) }], pageCount: 1 });
  const url = await org((path) => (path.endsWith('/divisions') ? [200, json, long] : [501, json, '{}']));
  const { code, stderr } = await runProgram(
    'sh',
    [
      ...['-c', 'ulimit -f 8 && exec "$@"', 'sh', process.execPath, join(root, 'bin', 'bulkhead.js')],
      ...['audit', 'demo', '--gateway', url, '--deployer', file('demo-acme.json')],
      ...['--resume', file('full.resume.json')],
    ],
    root,
    { CI: '' },
  );
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'bulkhead: The file of --resume cannot be used: it cannot be written (EFBIG).\n',
  });
  expect(readdirSync(folder).filter((name) => name.startsWith('full.resume'))).toEqual([]);
});

describe('an org that repeats what others sent', () => {
  /** It numbers its tokens, lets them end at once, and says everything that it has heard. */
  async function echo(): Promise<{ readonly url: string; readonly heard: Set<string> }> {
    const heard = new Set<string>();
    let count = 0;
    server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const answer = (status: number, body: object): void => {
        response.writeHead(status, { 'Content-Type': json });
        response.end(JSON.stringify(body));
      };
      if (path === '/oauth/token') {
        const header = String(request.headers.authorization).slice('Basic '.length);
        heard.add(Buffer.from(header, 'base64').toString().split(':')[1] ?? '').add(header);
        heard.add(`canary-token-${++count}`);
        return answer(200, { access_token: `canary-token-${count}`, expires_in: count > 3 ? 3600 : 1 });
      }
      const all = [...heard].join(' / ');
      if (request.method === 'HEAD') return answer(401, {});
      if (path.endsWith('/tokens/me'))
        return answer(200, { OAuthClient: { id: 'x', name: all }, organization: { id: all } });
      if (path.endsWith('/subjects/me'))
        return answer(200, { grants: [{ role: { name: all }, division: { id: all } }] });
      if (request.method === 'POST' && path.endsWith('/queues')) return answer(200, { id: 'q1' });
      if (path.endsWith('/authorization/divisions'))
        return answer(200, { entities: [{ id: 'd1', name: all }], total: 1, pageCount: 1 });
      return answer(200, { entities: [], total: 0, pageCount: 1, note: all });
    });
    return { url: await listening(server), heard };
  }

  it.each([
    ['verify', ['--prepare', '--canaries', file('echo.canaries.json')]],
    ['audit', ['--resume', file('echo.resume.json')]],
  ] as const)('brings none of it into what %s writes', async (command, more) => {
    const deployer = join(folder, 'deployer.json');
    writeFileSync(
      deployer,
      JSON.stringify({ clientId: 'boss', clientSecret: 'canary-secret-of-the-deployer' }),
      {
        mode: 0o600,
      },
    );
    const { url, heard } = await echo();
    const { code, stdout, stderr } = await ask(
      command,
      url,
      ...['--deployer', deployer, '--format', 'json', ...more],
    );
    expect(code).toBe(1);
    const left = readdirSync(folder).filter((name) => /^(echo|run)\./.test(name));
    const all = [stdout, stderr, ...left.map((name) => readFileSync(file(name), 'utf8'))].join('\n');
    expect(heard.size).toBeGreaterThan(4);
    for (const secret of heard) expect(all).not.toContain(secret);
  });
});
