import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import { folder } from '../commands/run';
import { Origin } from './origin';

const uuid = '0b7e0f5a-1d4c-4a39-8a39-1f0e5d1c2b3a';

it('tells ids and the words of the API, and nothing else that stands in a path', async () => {
  const log = join(folder(), 'log');
  const secrets = ['hunter2-hunter2', uuid];
  const emulator = await startEmulator({
    log,
    seed: {
      divisions: [{ id: 'a', name: 'A' }],
      queues: [{ id: 'q', name: 'q', division: 'a' }],
      clients: secrets.map((secret) => ({ name: secret.slice(0, 3), secret, grants: [] })),
    },
  });
  onTestFinished(() => emulator.close());
  const origin = new Origin(emulator);
  const token = await origin.deployer();
  const dead = await origin.deployer();
  await origin.call(dead, 'DELETE', '/api/v2/tokens/me');
  const canaries = [token, dead, emulator.clientSecret, ...secrets];
  for (const canary of canaries) {
    await origin.call(token, 'DELETE', `/api/v2/tokens/${canary}`);
    await origin.call(token, 'GET', `/api/v2/oauth/clients/${canary}`);
    await origin.call(undefined, 'GET', `/${canary}/%zz`);
  }
  await origin.call(token, 'GET', '/api/v2/routing/queues/q');
  await origin.call(token, 'GET', `/api/v2/routing/queues/${uuid.replace('0', '1')}`);
  const text = readFileSync(log, 'utf8');
  for (const canary of canaries) expect(text).not.toContain(canary);
  const paths = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).path);
  expect([...new Set(paths)]).toMatchInlineSnapshot(`
    [
      "/oauth/token",
      "/api/v2/tokens/me",
      "/api/v2/tokens/…",
      "/api/v2/oauth/clients/…",
      "/…/…",
      "/api/v2/routing/queues/q",
      "/api/v2/routing/queues/1b7e0f5a-1d4c-4a39-8a39-1f0e5d1c2b3a",
    ]
  `);
});
