import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { throwAway } from '../../lib/system/throw-away';

it('removes a file, and says nothing of what is not there, is a folder, or has no way there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-throw-away-'));
  const file = join(folder, 'half-written');
  writeFileSync(file, '');
  for (const one of [file, file, folder, join('/dev/null', 'file')]) throwAway(one);
  expect([existsSync(file), existsSync(folder)]).toEqual([false, true]);
});
