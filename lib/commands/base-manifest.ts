import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { maxFileBytes } from '../manifest/decode';
import { loadManifest } from '../manifest/load';
import type { LoadResult } from '../manifest/model';
import { reasonOf } from '../system/error-code';
import { uninterrupted } from '../system/uninterrupted';
import { shorten } from '../text/shorten';
import { demandManifest } from './demand-inputs';
import { demandTracked, git, reason } from './git';
import { givenPath } from './shown-path';
import { UsageError } from './usage-error';

/**
 * The manifest to compare with: of a folder, or of a commit as git has it. A commit's files are laid out in a private temporary folder and
 * read by the same reader as any manifest, links and all; nothing is checked out. Throws a {@link UsageError} when there is neither.
 * @param base A git ref, or a folder; a folder that is called like a ref is meant with `./` before it.
 * @param tenants The manifest's folder today: where git is asked, and under which path.
 * @param shown How messages call the base.
 */
export function loadBase(base: string, tenants: string, shown: string): LoadResult {
  const { commit, why } = /^(\.{0,2}\/|\.{1,2}$)/.test(base)
    ? { commit: undefined, why: undefined }
    : commitOf(base, tenants);
  if (commit !== undefined) return loadCommit(commit, tenants, shown);
  if (isFolder(base)) {
    demandManifest(base, '--base');
    return loadManifest(base, shown);
  }
  throw new UsageError(
    why === undefined
      ? `--base ${givenPath(base)} is neither a commit that git knows nor a folder: fetch it first (git fetch origin main), or name a folder of manifests.`
      : `--base ${givenPath(base)} is no folder, and git cannot look for a commit of that name: ${why}`,
  );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Of a ref that there is not, git says nothing; what it says is why it looked for none, such as a repository of another user.
 * @throws UsageError for a folder that git would look for elsewhere, and for a name that several refs have
 */
function commitOf(
  ref: string,
  folder: string,
): { readonly commit: string | undefined; readonly why: string | undefined } {
  demandTracked(folder);
  const verify = (...how: readonly string[]) => git(folder, [...how, '--end-of-options', `${ref}^{commit}`]);
  const ran = verify('rev-parse', '--verify', '--quiet');
  const commit = ran.stdout.toString('utf8').trim();
  if (ran.status !== 0 || !/^[0-9a-f]{40,64}$/.test(commit))
    return { commit: undefined, why: ran.stderr.length > 0 ? reason(ran) : undefined };
  // Of several refs of one name git takes the tag, which anybody who pushes can have made and a fetch brings along. A hash is itself.
  const others = verify('-c', 'core.warnAmbiguousRefs=true', 'rev-parse', '--verify').stderr;
  if (commit !== ref && others.includes('is ambiguous'))
    throw new UsageError(
      `--base ${ref} is the name of several refs, such as a tag and a branch: write out which, as refs/heads/… or refs/remotes/….`,
    );
  return { commit, why: undefined };
}

interface Blob {
  readonly mode: string;
  readonly id: string;
  /** In bytes; not a number where git does not know it. */
  readonly size: number;
  readonly path: string;
}

/** In place of what is larger than any file of a manifest, which git is not asked for: that it is too large is all that counts. */
const tooLarge = Buffer.alloc(maxFileBytes + 1);

function loadCommit(commit: string, tenants: string, shown: string): LoadResult {
  const listing = git(tenants, ['ls-tree', '-r', '-l', '-z', commit]);
  if (listing.status !== 0) throw new UsageError(`git cannot list ${shown}: ${reason(listing)}`);
  const blobs = listing.stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line): Blob[] => {
      if (line === '') return [];
      const [, mode = '', id = '', size, path = ''] =
        /^(\d{6}) blob ([0-9a-f]+) +(\w+)\t(.+)$/s.exec(line) ?? [];
      // A submodule has no files here, and a path that leaves the folder is in no tree that git itself writes.
      if (path === '' || path.split('/').some((part) => part === '..' || part === ''))
        throw new UsageError(`${shown} holds something that is no file: ${JSON.stringify(line)}`);
      return [{ mode, id, size: Number(size), path }];
    });
  return uninterrupted(() => readLaidOut(blobs, tenants, shown));
}

function readLaidOut(blobs: readonly Blob[], tenants: string, shown: string): LoadResult {
  const folder = privateFolder();
  try {
    const read = blobs.filter(({ size }) => !(size > maxFileBytes));
    const contents = contentsOf(
      tenants,
      read.map(({ id }) => id),
      shown,
    );
    const of = new Map(read.map((blob, index) => [blob, contents[index]]));
    layOut(
      folder,
      blobs.map((blob) => ({ ...blob, content: of.get(blob) ?? tooLarge })),
      shown,
    );
    return loadManifest(folder, shown);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function privateFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'bulkhead-base-'));
  } catch (error) {
    const code = reasonOf(error);
    throw new UsageError(
      `No temporary folder can be made for what git has of --base (${code}): name one that you may write in with TMPDIR.`,
    );
  }
}

/**
 * Folders first, then files, and links last, none over anything else: so nothing is written through a link, whatever a tree that git itself
 * did not write names twice, or a file system that knows no letter case takes for one. Throws a {@link UsageError} that names what cannot be.
 */
function layOut(
  folder: string,
  blobs: readonly (Blob & { readonly content: Buffer })[],
  shown: string,
): void {
  const isLink = ({ mode }: Blob): boolean => mode === '120000';
  const each = (some: typeof blobs, make: (file: string, content: Buffer) => void): void => {
    for (const { path, content } of some)
      try {
        make(join(folder, path), content);
      } catch (error) {
        const code = reasonOf(error);
        throw new UsageError(
          `${shown} cannot be laid out in a folder: ${JSON.stringify(shorten(path, 200))} (${code}). Name a base that git can check out.`,
        );
      }
  };
  each(blobs, (file) => mkdirSync(dirname(file), { recursive: true }));
  each(
    blobs.filter((blob) => !isLink(blob)),
    (file, content) => writeFileSync(file, content, { flag: 'wx' }),
  );
  each(blobs.filter(isLink), (file, target) => symlinkSync(target, file));
}

/** The contents of blobs, in order: one process for all of them. */
function contentsOf(folder: string, ids: readonly string[], shown: string): Buffer[] {
  if (ids.length === 0) return [];
  const batch = git(folder, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  if (batch.status !== 0) throw new UsageError(`git cannot read ${shown}: ${reason(batch)}`);
  const contents: Buffer[] = [];
  let rest = batch.stdout;
  for (const id of ids) {
    const end = rest.indexOf(0x0a);
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(rest.subarray(0, end).toString('utf8'))?.[1]);
    if (!Number.isInteger(size))
      throw new UsageError(`git cannot read ${shown}: the object ${id} is missing`);
    contents.push(rest.subarray(end + 1, end + 1 + size));
    rest = rest.subarray(end + 1 + size + 1);
  }
  return contents;
}
