import { spawnSync } from 'node:child_process';
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../system/error-code';
import { isInside } from './is-inside';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

interface Ran {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Runs git where the manifest lies. Arguments are never read by a shell, and no pager, hook or prompt comes in between. */
export function git(folder: string, args: readonly string[], input?: string): Ran {
  const { GIT_DIR, ...others } = process.env;
  // Told of a repository but of no tree, as hooks of linked trees are, git takes the folder for the top: it is left to find both.
  const env = process.env['GIT_WORK_TREE'] === undefined ? others : process.env;
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], {
    input,
    maxBuffer: 1 << 30,
    env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });
  if (error && 'code' in error && error.code === 'ENOENT')
    throw new UsageError('git is not installed: it is needed to read --base; a folder works without.');
  return { status, stdout: stdout ?? Buffer.alloc(0), stderr: stderr ?? Buffer.alloc(0) };
}

/** The first line of what git said, without the absolute paths that it quotes. */
export const reason = ({ stderr }: Ran): string =>
  stderr
    .toString('utf8')
    .split('\n')[0]
    ?.replace(/^fatal: /, '')
    .replace(/'(\/|[A-Za-z]:)[^']*'/g, '…') || 'no reason given';

/**
 * Refuses a folder that git would look for elsewhere than where it is named, before git reads any object. Both can be made by whoever may
 * write below the folder. Says nothing where there is no repository. @throws UsageError
 */
export function demandTracked(folder: string): void {
  const shown = shownPath(folder);
  try {
    demandInPlace(folder, shown);
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof UsageError || code === undefined) throw error;
    throw new UsageError(
      `git says that ${shown} lies in a folder that cannot be found (${code}): GIT_WORK_TREE or core.worktree names one that is not there, or a name on the way is no UTF-8. Put that right, or name a folder with --base.`,
    );
  }
}

function demandInPlace(folder: string, shown: string): void {
  const said = (what: string): string | undefined => {
    const ran = git(folder, ['rev-parse', what]);
    return ran.status === 0 ? ran.stdout.toString('utf8').replace(/\n$/, '') : undefined;
  };
  // Files called HEAD, objects and refs make a repository of any folder, with a config that names programs to run and refs of its own.
  const repository = said('--absolute-git-dir');
  if (repository !== undefined && isInside(realpathSync(folder), realpathSync(repository)))
    throw new UsageError(
      `git takes ${shown}, or a folder that it lies in, for a repository of its own, because of files in it such as HEAD: it is not asked. Remove them, or name a folder with --base.`,
    );
  // Below a link git lists what the commit has where the link leads to: not what it had here.
  const top = said('--show-toplevel');
  const link = top === undefined ? undefined : linkWithin(realpathSync(top), folder);
  if (link !== undefined)
    throw new UsageError(
      `${shownPath(link)} is a link, and a commit has what it leads to under another name: compared with that, a change would not be seen. Put the folder itself there, or name the one that it leads to with --tenants.`,
    );
}

/** The last link on the way to a folder that lies in the repository itself. What links to the repository from outside is no matter. */
function linkWithin(top: string, folder: string): string | undefined {
  for (let path = resolve(folder); dirname(path) !== path; path = dirname(path)) {
    if (!isInside(realpathSync(dirname(path)), top)) return undefined;
    if (lstatSync(path).isSymbolicLink()) return path;
  }
  return undefined;
}
