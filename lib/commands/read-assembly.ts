import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AssemblyFiles, Entry } from '../terraform/assembly';
import { readBytes } from './read-bytes';

/** Larger than any stack of a tenant by far; what is larger is not read and so not proved. */
export const largestStack = 64 * 1024 * 1024;

/**
 * Lists what cdktf wrote. Links are reported, never followed. Throws only when `root` itself cannot be listed; a folder in it that cannot be
 * listed has no `entries`, which is not the same as none. `shown` is how messages call the folder.
 */
export function readAssemblyFiles(root: string, shown: string): AssemblyFiles {
  readdirSync(root);
  const top = list(root) ?? [];
  // A linked `stacks` is not looked into, nor can one be that may not be listed: every listed stack is then missing, which is a finding.
  const isFolder = top.some((entry) => entry.name === 'stacks' && entry.kind === 'folder');
  const stacks = (isFolder ? (list(join(root, 'stacks')) ?? []) : []).map((entry) => {
    const folder = join(root, 'stacks', entry.name);
    const entries = entry.kind === 'folder' ? list(folder) : [];
    return { ...entry, ...(entries && { entries: entries.map((item) => read(item, folder)) }) };
  });
  const manifest = top.find((entry) => entry.name === 'manifest.json');
  return {
    shown,
    manifest: manifest?.kind === 'file' ? readBytes(join(root, 'manifest.json'), largestStack) : undefined,
    stacks: stacks.filter((entry) => entry.kind === 'folder' || entry.kind === 'link'),
  };
}

/** An entry of a stack's folder with what counts of its content. */
function read(item: Entry, folder: string): Entry {
  if (item.name !== '.terraform' || item.kind !== 'folder')
    return item.name === 'cdk.tf.json' ? withBytes(item, folder) : item;
  const path = join(folder, item.name);
  const notes = list(path);
  return notes ? { ...item, entries: notes.map((note) => noted(path, note)) } : item;
}

/** The notes of `terraform init` that decide where a stack keeps its state. */
const noted = (folder: string, entry: Entry): Entry =>
  entry.name === 'terraform.tfstate' || entry.name === 'environment' ? withBytes(entry, folder) : entry;

function withBytes(entry: Entry, folder: string): Entry {
  const bytes = entry.kind === 'file' ? readBytes(join(folder, entry.name), largestStack) : undefined;
  return bytes ? { ...entry, bytes } : entry;
}

/** What lies in a folder; undefined when that cannot be seen. */
function list(folder: string): Entry[] | undefined {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
  return entries
    .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function kindOf(entry: Dirent): Entry['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}
