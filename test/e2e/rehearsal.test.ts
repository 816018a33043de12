import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folder, root } from '../commands/run';

it('rehearses a pull request: six files, each held against what reads it', () => {
  const out = folder();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/rehearse-pull-request.ts', out],
    { cwd: root, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(out).sort()).toEqual([
    'comment.md',
    'junit.xml',
    'matrix.json',
    'report.html',
    'report.sarif',
    'seal.json',
  ]);
  expect(stdout).toContain('a new tenant, a wider role, a tenant in a shared division, and nothing else');
  expect(stdout).toContain('refused after one byte more');
});
