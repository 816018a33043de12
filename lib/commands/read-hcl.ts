import { type Dirent, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Body, Problem } from '../hcl/body';
import { joinFiles, type Module, sourceOf } from '../hcl/module';
import { largestFile, parseFile } from '../hcl/parse-file';
import type { HclParser } from '../hcl/parser';
import { shown as shortened } from '../hcl/shown';
import { reasonOf } from '../system/error-code';
import { utf8 } from '../text/utf8';
import { moduleRecordProblems } from './read-module-records';

/** What was read of a folder of Terraform and of the local modules that it calls. */
interface HclFiles {
  /** By folder, from the folder that was given; `` is that folder itself. */
  readonly modules: ReadonlyMap<string, Module>;
  /** Texts by shown name, for positions and fingerprints. */
  readonly sources: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** More than any configuration that people keep in one folder. */
const mostFiles = 2000;
/** What is made of a text takes up to a hundred times its size. */
const largestSum = 8 * 1024 * 1024;

/**
 * Reads the `*.tf` and `*.tf.json` files of a folder and, folder by folder, of the modules that they call by a relative path. Links are refused,
 * never followed; nothing outside of `root` is read. Whatever cannot be read, or Terraform would refuse, is a problem.
 * @param shown How messages call the folder.
 */
export async function readHcl(root: string, shown: string, parser: HclParser): Promise<HclFiles> {
  const modules = new Map<string, Module>();
  const sources = new Map<string, string>();
  const problems: Problem[] = [];
  const queue = [''];
  const asked = new Set(queue);
  let sum = 0;
  for (const folder of queue) {
    const named = folder === '' ? shown : `${shown}/${folder}`;
    const names = terraformFiles(join(root, folder), named, problems);
    if (names.length === 0) continue;
    if (sources.size + names.length > mostFiles) {
      problems.push(problem(named, `there are more than ${mostFiles} files, too many to be looked at`));
      break;
    }
    const bodies: Body[] = [];
    for (const name of names) {
      const file = `${named}/${name}`;
      const text = readText(join(root, folder, name), file, problems);
      if (text === undefined) continue;
      sum += text.length;
      if (sum > largestSum) {
        problems.push(problem(named, 'the files together are larger than 8 MiB, too large to be looked at'));
        return { modules, sources, problems };
      }
      sources.set(file, text);
      const parsed = await parseFile(file, text, parser);
      if (parsed.ok) bodies.push(parsed.body);
      else for (const found of parsed.problems) problems.push(found);
    }
    const module = joinFiles(folder, bodies, problems);
    modules.set(folder, module);
    for (const call of module.calls.values()) {
      const source = sourceOf(call, folder);
      if (source.kind !== 'folder' || asked.has(source.folder)) continue;
      asked.add(source.folder);
      if (isFolder(root, source.folder)) queue.push(source.folder);
      else problems.push({ ...problem(call.spot.file, notAFolder(source.folder)), spot: call.spot });
    }
  }
  problems.push(...moduleRecordProblems(root, shown, modules));
  return { modules, sources, problems };
}

const notAFolder = (folder: string): string =>
  `the module's source ${shortened(folder)} is not a folder here (links are not followed)`;

const problem = (file: string, message: string): Problem => ({
  spot: { file, offset: undefined },
  position: undefined,
  message,
});

/** The files that Terraform would read in a folder (documentation of Terraform and OpenTofu, 2026-11), sorted. */
function terraformFiles(folder: string, shown: string, problems: Problem[]): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push(problem(shown, `it cannot be listed (${reasonOf(error)})`));
    return [];
  }
  const refused = (name: string, why: string): [] => {
    problems.push(problem(`${shown}/${name}`, why));
    return [];
  };
  return entries
    .filter(({ name }) => /\.(tf|tofu)(\.json)?$/.test(name) && !/^\.|~$|^#.*#$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const { name } = entry;
      if (entry.isDirectory()) return [];
      if (entry.isSymbolicLink())
        return refused(name, 'it is a link, and what it leads to can change: put the file itself here');
      if (!entry.isFile()) return refused(name, 'it is not a plain file');
      if (/\.tofu(\.json)?$/.test(name))
        return refused(name, 'OpenTofu reads this in place of *.tf, and it is not read here');
      if (/^(.*_)?override\.tf(\.json)?$/s.test(name)) {
        return refused(
          name,
          'override files change blocks of other files, which is not followed here: write the result out',
        );
      }
      return [name];
    });
}

function readText(path: string, shown: string, problems: Problem[]): string | undefined {
  const refused = (why: string): undefined => {
    problems.push(problem(shown, why));
    return undefined;
  };
  let bytes: Uint8Array;
  try {
    if (statSync(path).size > largestFile)
      return refused('it is larger than 1 MiB, which no file written by hand is');
    bytes = readFileSync(path);
  } catch (error) {
    return refused(`it cannot be read (${reasonOf(error)})`);
  }
  const text = utf8(bytes);
  if (text === undefined) return refused('it is not UTF-8 text');
  if (!text.startsWith('\ufeff')) return text;
  // For Terraform, too, it is no part of the text (1.11.4, 2026-11-27).
  return path.endsWith('.json')
    ? refused('it starts with a byte order mark, which Terraform refuses in JSON: save it without one')
    : text.slice(1);
}

/** Whether every step from the root to a folder is a folder, and none a link. */
function isFolder(root: string, folder: string): boolean {
  let path = root;
  for (const step of folder.split('/').filter((name) => name !== '')) {
    path = join(path, step);
    // A name with a null character or too long for the disk is no folder either.
    try {
      if (!lstatSync(path).isDirectory()) return false;
    } catch {
      return false;
    }
  }
  return true;
}
