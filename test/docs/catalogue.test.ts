import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import { catalogSchema } from '../../lib/manifest/schema/catalog';
import { folder, root } from '../commands/run';
import { run } from '../e2e/outcome';

const page = readFileSync(join(root, 'docs/how-to/write-the-catalogue.md'), 'utf8');
const script = /^```bash\n((?:.*\n)*?)```$/m.exec(page)?.[1] ?? '';

it('docs/how-to/write-the-catalogue.md writes the catalogue of an org, with every permission', async () => {
  const homeDivisionId = 'c5e1b940-7f36-4a8d-9e02-61d8f4a3b75c';
  const emulator = await startEmulator({
    seed: { organization: { name: 'Example', homeDivisionId }, awareness: { 'routing:queue:view': false } },
  });
  onTestFinished(() => emulator.close());
  const home = folder();
  mkdirSync(join(home, 'tenants', 'production'), { recursive: true });
  const { url, clientId, clientSecret } = emulator;
  const own = script.replace(/^api=.*$/m, `api=${url} login=${url}`);
  const outcome = await run('bash', ['-c', own], home, {
    GENESYSCLOUD_OAUTHCLIENT_ID: clientId,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: clientSecret,
  });
  expect(outcome).toEqual({ code: 0, stdout: '', stderr: '' });

  const taken = catalogSchema.parse(
    JSON.parse(readFileSync(join(home, 'tenants', 'production', 'catalog.json'), 'utf8')),
  );
  expect(taken).toMatchObject({ homeDivisionId, region: 'eu-west-1', organization: { name: 'Example' } });
  expect(taken.permissions).toMatchObject({
    'routing:queue:view': false,
    'routing:queue:edit': true,
  });
  expect(Object.keys(taken.permissions).length).toBeGreaterThan(1000);
});
