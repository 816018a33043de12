import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import { parseSeed } from '../../lib/emulator/seed';
import { root } from '../commands/run';

it('rehearses the loop with a live org: deploy, verify, audit, a grant by hand', { timeout: 300_000 }, () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/rehearse-org.ts'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT')).toMatchInlineSnapshot();
});

it('can be done by hand, with the seed of the example', async () => {
  const text = readFileSync(join(root, 'examples', 'emulated-org', 'seed.yaml'), 'utf8');
  const emulator = await startEmulator({ seed: parseSeed(text) });
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await emulator.close();
});
