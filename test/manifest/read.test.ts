import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readManifest } from '../../lib/manifest/read';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-read-'));
afterAll(() => rmSync(root, { recursive: true }));

it('a file that grows is read whole or refused, never cut in the middle of what is written', async () => {
  mkdirSync(join(root, 'demo'));
  const path = join(root, 'demo', 'acme.yaml');
  writeFileSync(path, '');
  const writer = spawn(process.execPath, [
    '-e',
    `const fd = require('node:fs').openSync(process.argv[1], 'a');
     for (let line = 0; line < 90000; line++) require('node:fs').writeSync(fd, '# a line.\\n');`,
    path,
  ]);
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  let whole = 0;
  const messages = new Set<string>();
  while (statSync(path).size < 900_000 && writer.exitCode === null) {
    const { orgs, faults } = readManifest(root, 'tenants');
    const bytes = orgs[0]?.files[0]?.bytes;
    for (const { file, message } of faults) messages.add(`${file}: ${message}`);
    await new Promise(setImmediate);
    if (bytes === undefined) continue;
    expect(bytes.length % '# a line.\n'.length).toBe(0);
    whole++;
  }
  await ended;
  expect([...messages].filter((message) => !message.endsWith('changes while it is read'))).toEqual([]);
  expect(whole + messages.size).toBeGreaterThan(0);
  expect(readManifest(root, 'tenants').orgs[0]?.files[0]?.bytes?.length).toBe(900_000);
});
