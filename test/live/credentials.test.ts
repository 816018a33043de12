import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readCredentials } from '../../lib/live/credentials';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-credentials-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['JSON', '{"clientId":"me","clientSecret":"canary"}'],
  [
    'JSON with a byte order mark and line breaks of Windows',
    '\ufeff{\r\n"clientId":"me","clientSecret":"canary"}\r\n',
  ],
  ['lines', 'GENESYSCLOUD_OAUTHCLIENT_ID=me\nGENESYSCLOUD_OAUTHCLIENT_SECRET=canary'],
  [
    'lines of a shell of Windows',
    '\ufeffexport GENESYSCLOUD_OAUTHCLIENT_ID="me"\r\nGENESYSCLOUD_OAUTHCLIENT_SECRET=canary\r\n',
  ],
])('a file of credentials can be %s', (_, text) => {
  const file = join(folder, 'one');
  writeFileSync(file, text, { mode: 0o600 });
  expect(readCredentials(file, 'one')).toEqual({ clientId: 'me', clientSecret: 'canary' });
});
