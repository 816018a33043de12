import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, copyTenants, folder, root, synthesize } from './run';

let work: string;

const git = (...args: readonly string[]): void => {
  const { status, stderr } = spawnSync('git', ['-C', work, ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    },
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
};
/** What git says of an input. */
const told = (input: string, ...args: readonly string[]): string => {
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const { status, stdout, stderr } = spawnSync('git', ['-C', work, ...author, ...args], {
    encoding: 'utf8',
    input,
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
};
const blob = (text: string): string => told(text, 'hash-object', '-w', '--stdin');
/** A commit of the demo with these lines more in its tree, such as git itself never writes. */
function commitWith(entries: readonly string[]): string {
  const lines = [...told('', 'ls-tree', 'main:tenants/demo').split('\n'), ...entries];
  const demo = told(`${lines.join('\n')}\n`, 'mktree');
  const tenants = told(`040000 tree ${demo}\tdemo\n`, 'mktree');
  const tree = told(`040000 tree ${tenants}\ttenants\n`, 'mktree');
  return told('', 'commit-tree', '-m', 'odd', tree);
}
const file = (name: string): string => join(work, 'tenants', 'demo', name);
const edit = (name: string, change: (text: string) => string): void => {
  const before = readFileSync(file(name), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${name} did not change`);
  writeFileSync(file(name), after);
};
const run = (...args: readonly string[]) => bulkhead(args, work);

beforeAll(() => {
  work = folder();
  copyTenants(work);
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'base');
});

const reset = (): void => git('checkout', '-q', '-f', 'main', '--', 'tenants');

describe('diff against a commit', () => {
  it('says "no access changes" of a change of form', () => {
    edit('acme.yaml', (text) => `# a comment\n${text.replaceAll('  - {', '  -   {')}\n\n`);
    edit('org.yaml', (text) => text.replace(/^/, '# another\n'));
    const { code, stdout } = run('diff', '--base', 'main', '--fail-on', 'new-access');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^No access changes\. \d+ unchanged/)]);
    expect(run('diff', '--base', 'main', '--format', 'markdown').stdout).toContain('**No access changes.**');
    expect(JSON.parse(run('affected', '--base', 'main').stdout)).toEqual({ include: [] });
    reset();
  });

  it('names a new tenant, a wider role and a tenant in a shared division, and nothing else', () => {
    writeFileSync(
      file('hooli.yaml'),
      [
        'owner: hooli@example.com',
        'divisions: { desk: {} }',
        'client:',
        '  scopes: [routing:readonly, users:readonly]',
        '  grants:',
        '    - { role: queue-reader, divisions: [desk] }',
        '',
      ].join('\n'),
    );
    edit('org.yaml', (text) =>
      text
        .replace(
          'routing:queue:view, routing:wrapupCode:view',
          'routing:queue:view, routing:wrapupCode:view, routing:skill:view',
        )
        .replace('- routing:wrapupCode:view', '- routing:wrapupCode:view\n      - routing:skill:view')
        .replace(/tenants: \[acme, globex/, 'tenants: [acme, initech, globex'),
    );
    const { code, stdout } = run('diff', '--base', 'main', '--format', 'json', '--fail-on', 'new-access');
    expect(code).toBe(1);
    const schema = JSON.parse(readFileSync(join(root, 'schema', 'diff.schema.json'), 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect({ valid: validate(JSON.parse(stdout)), errors: validate.errors }).toEqual({
      valid: true,
      errors: null,
    });
    const { changes } = JSON.parse(stdout);
    expect(
      changes.map(({ kind, effect, tenants }: Record<string, unknown>) => ({ kind, effect, tenants })),
    ).toEqual(
      expect.arrayContaining([
        { kind: 'tenant', effect: 'new', tenants: ['hooli'] },
        { kind: 'role', effect: 'new', tenants: expect.arrayContaining(['acme']) },
        { kind: 'shared-division', effect: 'new', tenants: ['initech'] },
      ]),
    );
    expect(changes).toHaveLength(3);
    const markdown = run('diff', '--base', 'main', '--format', 'markdown').stdout;
    expect(markdown.match(/^\| demo/gm)).toHaveLength(3);
    const { include } = JSON.parse(run('affected', '--base', 'main').stdout);
    expect(include.map(({ stack }: { stack: string }) => stack)).toEqual(
      expect.arrayContaining(['demo-foundation', 'demo-acme', 'demo-hooli', 'demo-initech']),
    );
    expect(include[0].stage).toBe('foundation');
    rmSync(file('hooli.yaml'));
    reset();
  });

  it('takes a folder as well, and a folder called like a ref only when it is spelt as one', () => {
    mkdirSync(join(work, 'main'));
    expect(run('diff', '--base', 'main').code).toBe(0);
    expect(run('diff', '--base', './main').stdout).toContain('the org demo is new');
    expect(run('diff', '--base', 'tenants').stdout).toContain('No access changes');
    rmSync(join(work, 'main'), { recursive: true });
  });

  it('never takes a side that cannot be read for no change', () => {
    expect(run('diff', '--base', 'nowhere')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('neither a commit that git knows nor a folder'),
    });
    expect(run('diff', '--base', '--output=x').code).toBe(2);
    expect(run('diff', '--base', 'main', '--tenants', 'nowhere')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The folder nowhere does not exist'),
    });
    edit('acme.yaml', (text) => text.replace('owner:', 'ovner:'));
    expect(run('diff', '--base', 'main')).toMatchObject({ code: 2, stdout: '' });
    git('commit', '-q', '-am', 'broken');
    git('branch', '-q', 'broken');
    git('reset', '-q', '--hard', 'HEAD~1');
    const { code, stderr } = run('diff', '--base', 'broken');
    expect(code).toBe(2);
    expect(stderr).toContain('tenants of broken/demo/acme.yaml:');
    expect(stderr).not.toMatch(/\/tmp|bulkhead-base/);
  });

  it('reads links of a commit as it reads those on disk', () => {
    symlinkSync('/etc/hostname', file('evil.yaml'));
    git('add', '.');
    git('commit', '-q', '-m', 'link');
    git('branch', '-q', 'linked');
    git('reset', '-q', '--hard', 'HEAD~1');
    const { code, stderr } = run('diff', '--base', 'linked');
    expect(code).toBe(2);
    expect(stderr).toContain('the link leaves');
  });

  it.each<[string, (demo: string) => readonly string[]]>([
    ['a link to nothing', () => [`120000 blob ${blob('')}\tz`]],
    ['a link that no system call takes', () => [`120000 blob ${blob('a\0b')}\tz`]],
    ['too long a link', () => [`120000 blob ${blob('x'.repeat(5000))}\tz`]],
    ['too long a name', () => [`100644 blob ${blob('')}\t${'y'.repeat(300)}.yaml`]],
    ['a name twice', () => [`100644 blob ${blob('')}\tacme.yaml`]],
    ['the folder itself as a file', () => [`100644 blob ${blob('')}\t.`]],
    ['a file and a folder of one name', (demo) => [`040000 tree ${demo}\tacme.yaml`]],
  ])('refuses a commit with %s', (_, entries) => {
    const demo = told('', 'rev-parse', 'main:tenants/demo');
    const { code, stdout, stderr } = run('affected', '--base', commitWith(entries(demo)));
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('cannot be laid out')]);
    expect(stderr).not.toMatch(/\/tmp|bulkhead-base/);
  });

  it.each<[string, (demo: string) => readonly string[]]>([
    ['a file that leaves its folder', () => [`100644 blob ${blob('x')}\t..`]],
    ['a folder that leaves its own', (demo) => [`040000 tree ${demo}\t..`]],
    ['a link that leaves its folder', () => [`120000 blob ${blob('/tmp')}\t..`]],
    ['another repository', () => [`160000 commit ${told('', 'rev-parse', 'main')}\tsub`]],
  ])('refuses a commit with %s, and lays nothing out', (_, entries) => {
    const temporary = folder();
    const { code, stdout, stderr } = bulkhead(
      ['diff', '--base', commitWith(entries(told('', 'rev-parse', 'main:tenants/demo')))],
      work,
      {
        TMPDIR: temporary,
      },
    );
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(/^bulkhead: tenants of [0-9a-f]+ holds something that is no file: "\d{6} /),
    ]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('does not read what is too large to be a part of a manifest', () => {
    const large = blob('x'.repeat(3 * 1024 * 1024));
    const notes = commitWith([`100644 blob ${large}\tnotes.md`]);
    expect(run('diff', '--base', notes)).toMatchObject({ code: 0, stderr: '' });
    expect(run('diff', '--base', commitWith([`100644 blob ${large}\thooli.yaml`]))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('hooli.yaml:1:1  the file is larger than 1 MiB'),
    });
  });

  it('finds the repository where a hook is told of one without its tree', () => {
    for (const env of [
      { GIT_DIR: join(work, '.git') },
      { GIT_DIR: '.git', GIT_PREFIX: '' },
      { GIT_DIR: join(work, '.git'), GIT_WORK_TREE: work },
    ])
      expect(bulkhead(['diff', '--base', 'main'], work, env)).toMatchObject({ code: 0, stderr: '' });
  });

  it('says why git looks for no commit', () => {
    const made = folder();
    copyTenants(made);
    expect(bulkhead(['diff', '--base', 'main'], made)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^bulkhead: --base main is no folder, and git cannot look for a commit of that name: not a git repository/,
      ),
    });
  });

  it('says so without the absolute path that git quotes', () => {
    expect(run('diff', '--base', './tenants').code).toBe(0);
    expect(bulkhead(['diff', '--base', 'main'], work, { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'bulkhead: --base main is no folder, and git cannot look for a commit of that name: detected dubious ownership in repository at …\n',
    });
  });

  it('says that it needs a temporary folder for a commit', () => {
    expect(bulkhead(['affected', '--base', 'main'], work, { TMPDIR: join(work, 'nowhere') })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('name one that you may write in with TMPDIR'),
    });
  });

  it('leaves no temporary folder behind when it is stopped', () => {
    const [temporary, tools] = [folder(), folder()];
    // Stops whoever asks for the files: by then there is the folder that they go into.
    const script =
      '#!/bin/sh\ncase "$*" in *cat-file*) kill -TERM $PPID;; esac\nPATH=$REAL_PATH exec git "$@"\n';
    writeFileSync(join(tools, 'git'), script, { mode: 0o755 });
    const { PATH = '' } = process.env;
    const env = { ...process.env, TMPDIR: temporary, REAL_PATH: PATH, PATH: `${tools}${delimiter}${PATH}` };
    const bin = join(root, 'bin', 'bulkhead.js');
    const { signal } = spawnSync(process.execPath, [bin, 'diff', '--base', 'main'], { cwd: work, env });
    expect({ signal, left: readdirSync(temporary) }).toEqual({ signal: 'SIGTERM', left: [] });
  });

  it('writes nothing through a link of a commit', () => {
    const outside = folder();
    const planted = told(`120000 blob ${blob('/etc/hostname')}\tplanted\n`, 'mktree');
    const commit = commitWith([`120000 blob ${blob(outside)}\tx`, `040000 tree ${planted}\tx`]);
    expect(run('affected', '--base', commit).code).toBe(2);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('shows new access in the comment of check', () => {
    expect(synthesize(work).code).toBe(0);
    const { code, stdout } = run('check', '--format', 'markdown', '--base', 'main');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!-- bulkhead -->\n## ✅ Bulkhead: proven/);
    expect(stdout).toContain('**No access changes.**');
    reset();
  });
});
