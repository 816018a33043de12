import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, root } from '../commands/run';

it('rehearses a pull request: six files, each held against what reads it', () => {
  const out = folder();
  const settings = join(folder(), 'gitconfig');
  writeFileSync(settings, '[commit]\n\tgpgsign = true\n[user]\n\tsigningkey = nobody\n');
  // Whoever calls it can sign every commit, and its checkout can be one that git will not clone or push to: without a branch, or an archive.
  const env = {
    GIT_CONFIG_GLOBAL: settings,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'protocol.file.allow',
    GIT_CONFIG_VALUE_0: 'never',
  };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/rehearse-pull-request.ts', out],
    { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } },
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
