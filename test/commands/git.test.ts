import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { bulkhead, copyTenants, folder } from './run';

let work: string;

const git = (...args: readonly string[]): string => {
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const { status, stdout, stderr } = spawnSync('git', ['-C', work, ...author, ...args], {
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
};
const widen = (org: string): void => {
  const file = join(work, org, 'acme.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('tokenLifetime: 1h', 'tokenLifetime: 12h'));
};
const commit = (): void => {
  git('add', '--all', '.');
  git('commit', '-q', '-m', 'one more');
};
const diff = (base: string, ...more: readonly string[]) => bulkhead(['diff', '--base', base, ...more], work);
const refused = (said: string) => ({ code: 2, stdout: '', stderr: expect.stringContaining(said) });

/** The demo on the branch main and on origin/main; on the branch that is checked out, tokens of acme live longer. */
beforeEach(() => {
  work = folder();
  copyTenants(work);
  git('init', '-q', '-b', 'main');
  commit();
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  git('checkout', '-q', '-b', 'change');
  widen('tenants/demo');
  commit();
  expect(diff('origin/main').stdout).toContain('tokens live 43200 s');
});

describe('a name of several refs', () => {
  it('is refused: a tag that anybody pushed would stand before the branch', () => {
    git('tag', 'origin/main');
    expect(diff('origin/main')).toMatchObject(refused('--base origin/main is the name of several refs'));
    expect(diff('origin/main~0')).toMatchObject(refused('is the name of several refs'));
    git('config', 'core.warnAmbiguousRefs', 'false');
    for (const command of ['diff', 'affected'])
      expect(bulkhead([command, '--base', 'origin/main'], work)).toMatchObject(refused('several refs'));
    expect(diff('refs/remotes/origin/main').stdout).toContain('tokens live 43200 s');
  });

  it('is none that is a hash: the hash itself is meant', () => {
    const hash = git('rev-parse', 'main');
    git('update-ref', `refs/heads/${hash}`, 'HEAD');
    expect(diff(hash).stdout).toContain('tokens live 43200 s');
  });
});

describe('a link on the way to the manifest', () => {
  it('is refused: the commit is asked for what lies where it leads to', () => {
    mkdirSync(join(work, 'config'));
    cpSync(join(work, 'tenants'), join(work, 'config', 'archive'), { recursive: true });
    commit();
    git('branch', '-q', '-f', 'main');
    rmSync(join(work, 'tenants'), { recursive: true });
    symlinkSync('config/archive', join(work, 'tenants'));
    symlinkSync('config', join(work, 'conf'));
    commit();
    expect(diff('main')).toMatchObject(refused('bulkhead: tenants is a link, and a commit has'));
    expect(diff('main', '--tenants', 'conf/archive')).toMatchObject(refused('bulkhead: conf is a link'));
    expect(diff('main', '--tenants', 'config/archive')).toMatchObject({ code: 0, stderr: '' });
    expect(diff('./config/archive')).toMatchObject({ code: 0, stderr: '' });
  });

  it('does not matter outside of the repository', () => {
    const outside = folder();
    symlinkSync(work, join(outside, 'checkout'));
    expect(diff('main', '--tenants', join(outside, 'checkout', 'tenants'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('tokens live 43200 s'),
    });
  });
});

describe('folders that cannot be found by the name that git has for them are refused', () => {
  const notFound = refused('git says that tenants lies in a folder that cannot be found (ENOENT)');

  it('where a setting names one that is not there', () => {
    const env = { GIT_DIR: join(work, '.git'), GIT_WORK_TREE: join(work, 'gone') };
    expect(bulkhead(['diff', '--base', 'main'], work, env)).toMatchObject(notFound);
    git('config', 'core.worktree', join(work, 'gone'));
    for (const command of ['diff', 'affected'])
      expect(bulkhead([command, '--base', 'main'], work)).toMatchObject(notFound);
  });

  it('where the name is no UTF-8', () => {
    const name = Buffer.concat([Buffer.from(`${folder()}/x`), Buffer.from([0xff])]);
    renameSync(work, name);
    symlinkSync(name, work);
    expect(diff('main')).toMatchObject(notFound);
  });
});

it('does not ask a repository that files of the manifest make up, nor runs what its config names', () => {
  const ran = join(work, 'ran');
  const made = join(work, 'tenants');
  git('init', '-q', '--bare', 'bare');
  for (const name of ['HEAD', 'config', 'objects', 'refs'])
    renameSync(join(work, 'bare', name), join(made, name));
  for (const [section, key, value] of [
    ['extensions', 'partialClone', 'evil'],
    ['protocol "ext"', 'allow', 'always'],
    ['remote "evil"', 'promisor', 'true'],
    ['remote "evil"', 'url', `ext::sh -c touch% ${ran}`],
  ])
    writeFileSync(join(made, 'config'), `[${section}]\n${key} = ${value}\n`, { flag: 'a' });
  for (const base of ['main', git('rev-parse', 'main')])
    expect(diff(base)).toMatchObject(
      refused('git takes tenants, or a folder that it lies in, for a repository'),
    );
  expect(existsSync(ran)).toBe(false);
});
