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

it('a file that is too large to be of credentials is not read', () => {
  const file = join(folder, 'large');
  writeFileSync(file, ' '.repeat(64 * 1024 + 1), { mode: 0o600 });
  expect(() => readCredentials(file, 'large')).toThrow(
    'The credentials large are larger than 64 KiB: name the file that holds them alone.',
  );
});

it('soon says of a line of white space that it holds no credentials', () => {
  const file = join(folder, 'wide');
  writeFileSync(file, `A=x${' '.repeat(64_000)}y`, { mode: 0o600 });
  expect(() => readCredentials(file, 'wide')).toThrow('hold neither');
});
