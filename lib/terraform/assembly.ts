import { parseJson } from '../json/parse';
import { isObject, toPlain } from '../json/plain';
import { utf8 } from '../text/utf8';
import { blockCount, type Configuration, readConfiguration } from './configuration';
import { stackFile } from './file-names';
import { strays } from './strays';
import { readWorkingDirectory, type WorkingDirectory } from './working-directory';

/*
 * What cdktf wrote, as data. The bytes on disk are the authority: overrides, aspects and hand edits land only there. Reading the disk is
 * the caller's work (lib/commands/read-assembly); here every byte string becomes a stack or a named defect, never an exception.
 */

/** One directory entry as the disk has it. `bytes` only for files whose content counts. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly bytes?: Uint8Array;
  /** What lies in it; only for folders whose content counts, and undefined where it could not be listed. */
  readonly entries?: readonly Entry[];
}

/** The output folder: its `manifest.json` and every entry of `stacks/`. `shown` is how messages call it, never absolute. */
export interface AssemblyFiles {
  readonly shown: string;
  readonly manifest: Uint8Array | undefined;
  readonly stacks: readonly Entry[];
}

/** Something in the output folder that makes it other than what cdktf writes. */
export interface Defect {
  readonly kind: 'manifest' | 'stray' | 'state' | 'notes' | 'unlisted' | 'missing' | 'unreadable';
  readonly file: string;
  readonly stack: string | undefined;
  readonly message: string;
  readonly offset: number | undefined;
}

/** One synthesized stack. Its file is looked into by {@link readStack}. */
export interface AssemblyStack {
  readonly name: string;
  readonly file: string;
  readonly dependencies: readonly string[];
  readonly bytes: Uint8Array;
  readonly directory: WorkingDirectory;
}

/** What stands in a stack's file. `configuration` is undefined when it cannot be read; a defect then says why. */
interface StackFile {
  readonly configuration: Configuration | undefined;
  readonly defects: readonly Defect[];
}

/** An output folder as data: its stacks, and everything in it that cdktf does not write. */
export interface Assembly {
  readonly shown: string;
  readonly stacks: ReadonlyMap<string, AssemblyStack>;
  /** What is wrong with the folder; what is wrong inside of a stack's file, {@link readStack} tells. */
  readonly defects: readonly Defect[];
  /** All files read, for positions and fingerprints. As bytes: texts of them all would be more than the proof needs at a time. */
  readonly sources: ReadonlyMap<string, Uint8Array>;
}

/** Reads an output folder of cdktf 0.21. Total: whatever is wrong with it is in `defects`. */
export function readAssembly(files: AssemblyFiles): Assembly {
  const defects: Defect[] = [];
  const sources = new Map<string, Uint8Array>();
  const stacks = new Map<string, AssemblyStack>();
  const listed = readManifest(files, defects, sources);
  const folders = new Map(files.stacks.map((folder) => [folder.name, folder]));

  for (const [name, { dependencies }] of listed) {
    const shown = `${files.shown}/stacks/${name}`;
    const file = `${shown}/${stackFile}`;
    const folder = folders.get(name);
    const entries = folder === undefined ? [] : folder.entries;
    // One that could not be listed is said below, as what it is.
    if (entries === undefined) continue;
    const entry = entries.find((item) => item.name === stackFile);
    if (entry?.kind !== 'file' || entry.bytes === undefined) {
      const message = whyMissing(entry);
      defects.push({ kind: 'missing', file, stack: name, message, offset: undefined });
      continue;
    }
    sources.set(file, entry.bytes);
    const directory = readWorkingDirectory(entries);
    if ('defect' in directory) {
      const message = `cannot be trusted: ${directory.defect}`;
      defects.push({ kind: 'notes', file: shown, stack: name, message, offset: undefined });
      continue;
    }
    stacks.set(name, { name, file, dependencies, bytes: entry.bytes, directory });
  }
  const stray = files.stacks.flatMap((folder) => strays(files.shown, folder, listed.has(folder.name)));
  return { shown: files.shown, stacks, defects: [...defects, ...stray], sources };
}

function whyMissing(entry: Entry | undefined): string {
  if (entry === undefined) return 'does not exist, though manifest.json lists its stack';
  return entry.kind === 'file'
    ? 'cannot be read, or is too large to be a stack'
    : `is ${entry.kind === 'other' ? 'something else' : `a ${entry.kind}`}, not a file`;
}

/** More than any stack has: one with 90,000 grants, which no manifest can declare more of, has three quarters of it. */
export const mostValues = 400_000;

/** An org has at most 10,000 divisions. What is looked up, judged and told of a block takes kilobytes. */
export const mostBlocks = 20_000;

/**
 * Terraform refuses a file that declares something twice. What the plan says of it is held against each of them: those of a few are told
 * of, those of thousands would take for ever.
 */
export const mostRepeated = 100;

/** How many resources, data sources and outputs have the labels of one before them. */
const repeatedCount = ({ resources, data, outputs }: Configuration): number =>
  [resources, data, outputs].reduce(
    (count, blocks) => count + blocks.length - new Set(blocks.map(({ labels }) => labels.join(' '))).size,
    0,
  );

/** Reads a stack's file as Terraform does. Total. */
export function readStack({ name, file, bytes }: AssemblyStack): StackFile {
  const defect = (message: string, offset?: number): Defect => ({
    kind: 'unreadable',
    file,
    stack: name,
    message,
    offset,
  });
  const refused = (message: string, offset?: number): StackFile => ({
    configuration: undefined,
    defects: [defect(message, offset)],
  });
  const text = utf8(bytes);
  if (text === undefined) return refused('is not UTF-8 text');
  const json = parseJson(text, mostValues);
  if (!json.ok) return refused(`is not valid JSON: ${json.error.message}`, json.error.offset);
  const configuration = readConfiguration(json.value);
  if (blockCount(configuration) > mostBlocks)
    return refused(`holds more than ${mostBlocks.toLocaleString('en')} blocks: too many to look at`);
  if (repeatedCount(configuration) > mostRepeated)
    return refused(
      `declares more than ${mostRepeated} resources, data sources or outputs twice, which Terraform refuses`,
    );
  const defects = configuration.malformed.map(({ message, offset }) =>
    defect(`is not Terraform's JSON: ${message}`, offset),
  );
  return { configuration, defects };
}

function readManifest(
  files: AssemblyFiles,
  defects: Defect[],
  sources: Map<string, Uint8Array>,
): Map<string, { dependencies: string[] }> {
  const file = `${files.shown}/manifest.json`;
  const listed = new Map<string, { dependencies: string[] }>();
  const refuse = (message: string, offset?: number): Map<string, { dependencies: string[] }> => {
    defects.push({ kind: 'manifest', file, stack: undefined, message, offset });
    return listed;
  };
  if (files.manifest === undefined) return refuse('does not exist or is not a file');
  sources.set(file, files.manifest);
  const text = utf8(files.manifest);
  if (text === undefined) return refuse('is not UTF-8 text');
  const json = parseJson(text);
  if (!json.ok) return refuse(`is not valid JSON: ${json.error.message}`, json.error.offset);
  const plain = toPlain(json.value);
  if (plain === undefined) return refuse('names a key twice');
  const stacks = isObject(plain) ? plain['stacks'] : undefined;
  if (!isObject(stacks)) return refuse('lists no stacks');
  for (const [name, stack] of Object.entries(stacks)) {
    const folder = `stacks/${name}`;
    const dependencies = isObject(stack) ? stack['dependencies'] : undefined;
    if (
      !isObject(stack) ||
      !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) ||
      stack['name'] !== name ||
      stack['workingDirectory'] !== folder ||
      stack['synthesizedStackPath'] !== `${folder}/${stackFile}` ||
      !Array.isArray(dependencies) ||
      !dependencies.every((item) => typeof item === 'string')
    ) {
      refuse(
        `describes stack ${JSON.stringify(name)} otherwise than cdktf does (name, folder, file, dependencies)`,
      );
      continue;
    }
    listed.set(name, { dependencies });
  }
  return listed;
}
