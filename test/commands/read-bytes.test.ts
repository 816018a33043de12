import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readBytes } from '../../lib/commands/read-bytes';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-read-bytes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

it('reads a file whole, also through a link, and up to its largest size', () => {
  const content = 'x'.repeat(100_000);
  const path = file('long', content);
  symlinkSync(path, join(folder, 'link'));
  for (const name of [path, join(folder, 'link')])
    expect(Buffer.from(readBytes(name, content.length) ?? []).toString()).toBe(content);
  expect(readBytes(path, content.length - 1)).toBeUndefined();
  expect(readBytes(file('empty', ''), 0)).toEqual(Buffer.alloc(0));
});

it('reads nothing else, and waits for nothing', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  mkdirSync(join(folder, 'folder'));
  symlinkSync('nothing', join(folder, 'dangling'));
  for (const path of [
    pipe,
    '/dev/zero',
    join(folder, 'folder'),
    join(folder, 'dangling'),
    join(folder, 'none'),
  ])
    expect(readBytes(path, 1000), path).toBeUndefined();
});

// Linux says of these that they are empty, and more is read than it said.
it.runIf(existsSync('/proc/self/status'))('refuses a file that is longer than its size', () => {
  expect(readBytes('/proc/self/status', 100_000)).toBeUndefined();
});
