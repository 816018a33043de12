import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bulkhead, folder, root } from '../commands/run';

const leaks = join(root, 'examples', 'leaks');
const projects = readdirSync(leaks).filter((name) => /^\d\d-/.test(name));

interface Leak {
  readonly title: string;
  readonly rule: string;
  readonly tenant: string | null;
  readonly missed: string;
}

function run(project: string, env: Record<string, string>) {
  return spawnSync(process.execPath, ['--import', 'tsx', join(project, 'main.ts')], {
    cwd: leaks,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

/** The project's page: what a reader would see in a diff, and what the run has just said. `npx vitest run test/examples -u` writes it. */
function page(project: string, { title, missed, rule }: Leak, stderr: string): string {
  const source = readFileSync(join(leaks, project, 'main.ts'), 'utf8').trim();
  const added = source.replace("import { app } from '../leak';\n", '').trim().replaceAll(/^/gm, '+ ');
  const said = stderr.slice(stderr.search(new RegExp(`^${rule} `, 'm'))).split('\n\nAssumptions')[0] ?? '';
  return `# ${title}

## What is added

\`\`\`diff
${added.replaceAll(/ +$/gm, '')}
\`\`\`

## Why it is missed

${missed}

## What Bulkhead says

\`\`\`text
${said.trim()}
\`\`\`

It exits 1, so \`cdktf deploy\` stops. [\`${rule}\`](../../../docs/reference/rules.md#${rule}) says more about the rule.
`;
}

it('are ten', () => {
  expect(projects).toHaveLength(10);
});

describe.each(projects)('%s', (project) => {
  const leak = JSON.parse(readFileSync(join(leaks, project, 'leak.json'), 'utf8')) as Leak;
  const { rule, tenant } = leak;

  it('is refused by its rule alone, at synth and by check, as its page says', async () => {
    const outdir = join(folder(), 'cdktf.out');
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
    await expect(page(project, leak, stderr)).toMatchFileSnapshot(join(leaks, project, 'README.md'));
  });

  it('is proven without its leak', () => {
    const outdir = join(folder(), 'cdktf.out');
    const { status, stdout, stderr } = run(project, { CDKTF_OUTDIR: outdir, LEAK: 'off' });
    expect(stderr).toBe('');
    expect(stdout).toContain('bulkhead: proven');
    expect(status).toBe(0);
  });
});
