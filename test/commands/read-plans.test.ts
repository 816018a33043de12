import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readPlanFiles } from '../../lib/commands/read-plans';

it('takes every name that ends with .json for a plan, and no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-plans-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of [
    'demo-b.json',
    'demo-a.json',
    'demo-a.tfplan',
    'demo-a.json.old',
    'demo-c.JSON',
    '.json',
  ])
    writeFileSync(join(folder, name), name);
  mkdirSync(join(folder, 'folder.json'));
  const { shown, contents } = readPlanFiles(folder, 'plans');
  expect(shown).toBe('plans');
  expect([...contents].map(([stack, bytes]) => [stack, bytes && Buffer.from(bytes).toString()])).toEqual([
    ['', '.json'],
    ['demo-a', 'demo-a.json'],
    ['demo-b', 'demo-b.json'],
    // What is no file is one that cannot be read, and not one that is not there.
    ['folder', undefined],
  ]);
});
