import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import { parseSeed } from '../../lib/emulator/seed';
import { root } from '../commands/run';

it('rehearses the loop with a live org: deploy, verify, audit, a grant by hand', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/rehearse-org.ts'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT')).toMatchInlineSnapshot(`
    "emulator    listens at 127.0.0.1:PORT
    deploy      5 stacks
    credentials of 4 tenants, mode 0600
    verify: confirmed. 302 checks ok in 4 sections.
    audit: confirmed. 76 checks ok in 5 sections.
    by hand     demo-queue-reader in globex/support, to the client of acme
    audit: refuted. 2 of 78 checks failed in 5 sections: 2 foreign, 0 extra, 0 missing, 0 unreadable.
    verify: refuted. 12 of 302 checks failed in 4 sections: 12 foreign, 0 extra, 0 missing, 0 unreadable.
    both name the grant: exit code 1
    "
  `);
});

it('can be done by hand, with the seed of the example', async () => {
  const text = readFileSync(join(root, 'examples', 'emulated-org', 'seed.yaml'), 'utf8');
  const emulator = await startEmulator({ seed: parseSeed(text) });
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await emulator.close();
});
