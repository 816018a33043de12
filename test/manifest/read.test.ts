import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readManifest } from '../../lib/manifest/read';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-read-'));
afterAll(() => rmSync(root, { recursive: true }));

// A write over the end of a page may be seen in two parts, also by whoever asks for the size first: lines of 16 bytes never cross one.
const line = '# sixteen bytes\n';
const lines = 60_000;

it('a file that grows is read whole or refused, never cut in the middle of what is written', async () => {
  mkdirSync(join(root, 'demo'));
  const path = join(root, 'demo', 'acme.yaml');
  writeFileSync(path, '');
  const writer = spawn(process.execPath, [
    '-e',
    `const fd = require('node:fs').openSync(process.argv[1], 'a');
     for (let count = 0; count < Number(process.argv[3]); count++) require('node:fs').writeSync(fd, process.argv[2]);`,
    path,
    line,
    String(lines),
  ]);
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  let whole = 0;
  const messages = new Set<string>();
  while (statSync(path).size < lines * line.length && writer.exitCode === null) {
    const { orgs, faults } = readManifest(root, 'tenants');
    const bytes = orgs[0]?.files[0]?.bytes;
    for (const { file, message } of faults) messages.add(`${file}: ${message}`);
    await new Promise(setImmediate);
    if (bytes === undefined) continue;
    expect(bytes.length % line.length).toBe(0);
    whole++;
  }
  await ended;
  expect([...messages].filter((message) => !message.endsWith('changes while it is read'))).toEqual([]);
  expect(whole + messages.size).toBeGreaterThan(0);
  expect(readManifest(root, 'tenants').orgs[0]?.files[0]?.bytes?.length).toBe(lines * line.length);
});
