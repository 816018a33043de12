import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Outcome, run } from './command';
import type { Deployed } from './deployed';

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
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (command: 'verify' | 'audit', url: string): Promise<Outcome> => {
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
        entities: [{ id: '\u001b[31m|<b>', name: '](x)\u202e', grants: [], homeDivision: true }],
        pageCount: 1,
      }),
    ],
  };

describe.each(['verify', 'audit'] as const)('%s, asking an org that answers', (command) => {
  it.each(Object.entries(answers))('%s, is refuted and tells no secret', async (_what, answer) => {
    const { code, stdout, stderr } = await ask(command, await org(answer));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(`${command}: refuted`);
    const all = stdout + stderr + readFileSync(file('run.har'), 'utf8');
    for (const text of [secret, 'canary-token', Buffer.from(`me:${secret}`).toString('base64')])
      expect(all).not.toContain(text);
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
