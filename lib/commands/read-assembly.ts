import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AssemblyFiles, Entry } from '../terraform/assembly';
import { readBytes } from './read-bytes';

/** Larger than any stack of a tenant by far; what is larger is not read and so not proved. */
const largest = 64 * 1024 * 1024;

/**
 * Lists what cdktf wrote. Links are reported, never followed. Throws only when `root` itself cannot be listed.
 * `shown` is how messages call the folder.
 */
export function readAssemblyFiles(root: string, shown: string): AssemblyFiles {
  readdirSync(root);
  const top = list(root);
  // A linked `stacks` is not looked into: every listed stack is then missing, which is a finding.
  const isFolder = top.some((entry) => entry.name === 'stacks' && entry.kind === 'folder');
  const stacks = (isFolder ? list(join(root, 'stacks')) : []).map((entry) => {
    const folder = join(root, 'stacks', entry.name);
    const entries = entry.kind === 'folder' ? list(folder) : [];
    return {
      ...entry,
      entries: entries.map((item) => {
        if (item.name === '.terraform' && item.kind === 'folder') {
          return {
            ...item,
            entries: list(join(folder, item.name)).map((note) => noted(join(folder, item.name), note)),
          };
        }
        return item.name === 'cdk.tf.json' ? withBytes(item, folder) : item;
      }),
    };
  });
  const manifest = top.find((entry) => entry.name === 'manifest.json');
  return {
    shown,
    manifest: manifest?.kind === 'file' ? readBytes(join(root, 'manifest.json'), largest) : undefined,
    stacks: stacks.filter((entry) => entry.kind === 'folder' || entry.kind === 'link'),
  };
}

/** The notes of `terraform init` that decide where a stack keeps its state. */
const noted = (folder: string, entry: Entry): Entry =>
  entry.name === 'terraform.tfstate' || entry.name === 'environment' ? withBytes(entry, folder) : entry;

function withBytes(entry: Entry, folder: string): Entry {
  const bytes = entry.kind === 'file' ? readBytes(join(folder, entry.name), largest) : undefined;
  return bytes ? { ...entry, bytes } : entry;
}

function list(folder: string): Entry[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
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
