import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bulkhead, folder, root } from '../commands/run';

const leaks = join(root, 'examples', 'leaks');
const projects = readdirSync(leaks).filter((name) => /^\d\d-/.test(name));

function run(project: string, env: Record<string, string>) {
  return spawnSync(process.execPath, ['--import', 'tsx', join(project, 'main.ts')], {
    cwd: leaks,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

it('are ten', () => {
  expect(projects).toHaveLength(10);
});

describe.each(projects)('%s', (project) => {
  const { rule, tenant } = JSON.parse(readFileSync(join(leaks, project, 'leak.json'), 'utf8')) as {
    rule: string;
    tenant: string | null;
  };

  it('is refused by its rule, at synth and by check', () => {
    const outdir = join(folder(), 'out');
    const { status, stderr } = run(project, { CDKTF_OUTDIR: outdir });
    const owner = tenant === null ? 'demo' : `demo/${tenant}`;
    expect(stderr).toMatch(new RegExp(`^${rule} {2}${owner}$`, 'm'));
    expect(status).toBe(1);
    const { code, stdout } = bulkhead(['check', '--assembly', outdir, '--format', 'json'], leaks);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; tenant?: string }[] };
    expect(code).toBe(1);
    expect([...new Set(findings.map((finding) => `${finding.rule} ${finding.tenant ?? 'null'}`))]).toEqual([
      `${rule} ${tenant}`,
    ]);
  });

  it('is proven without its leak', () => {
    const { status, stdout, stderr } = run(project, { CDKTF_OUTDIR: join(folder(), 'out'), LEAK: 'off' });
    expect(stderr).toBe('');
    expect(stdout).toContain('bulkhead: proven');
    expect(status).toBe(0);
  });
});
