import { closeSync, type Dirent, fstatSync, openSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { codeOf, reasonOf } from '../system/error-code';
import { readWhole } from '../system/read-whole';
import { maxFileBytes } from './decode';
import type { Fault } from './fault';
import { type EntryKind, orgEntry, orgFolder, rootEntry } from './file-name';
import { quote } from './quote';

/** A file of an org's folder. `bytes` is undefined when it is there but could not be read; a fault says why. */
export interface FileRead {
  readonly name: string;
  /** As shown to people. */
  readonly file: string;
  readonly bytes: Uint8Array | undefined;
}

/** An org's folder. Files are sorted by name. */
export interface OrgRead {
  readonly id: string;
  /** As shown to people. */
  readonly folder: string;
  readonly files: readonly FileRead[];
}

/** All that the manifest's folder holds. Orgs are sorted by id. */
export interface ManifestRead {
  readonly orgs: readonly OrgRead[];
  readonly faults: readonly Fault[];
}

/** Reads the folder. Never throws for what it finds there; follows links only to places inside of it. */
export function readManifest(root: string, shown: string): ManifestRead {
  return new FolderReader(root, shown.replace(/[\\/]+$/, '')).read();
}

class FolderReader {
  private readonly faults: Fault[] = [];
  private realRoot = '';

  constructor(
    private readonly root: string,
    private readonly shown: string,
  ) {}

  read(): ManifestRead {
    const orgs: OrgRead[] = [];
    try {
      this.realRoot = realpathSync(this.root);
    } catch (error) {
      this.fault(this.shown, cannotRead('folder', error));
      return { orgs, faults: this.faults };
    }
    for (const entry of this.entries(this.root, this.shown) ?? []) {
      const path = join(this.root, entry.name);
      const shown = `${this.shown}/${printable(entry.name)}`;
      const type = this.typeOf(entry, path, shown);
      if (type === undefined) continue;
      const kind = type === 'folder' ? orgFolder(entry.name) : rootEntry(entry.name);
      const files = type === 'folder' && kind.kind === 'file' ? this.files(path, shown) : undefined;
      if (files) orgs.push({ id: entry.name, folder: shown, files });
      this.note(shown, kind);
    }
    return { orgs, faults: this.faults };
  }

  private files(folder: string, shownFolder: string): readonly FileRead[] | undefined {
    const files: FileRead[] = [];
    const entries = this.entries(folder, shownFolder);
    if (!entries) return undefined;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const file = `${shownFolder}/${printable(entry.name)}`;
      const kind = orgEntry(entry.name);
      if (kind.kind === 'ignored') continue;
      const type = this.typeOf(entry, path, file);
      if (type === 'folder') {
        if (!entry.name.startsWith('.'))
          this.fault(
            file,
            'a folder stands where only files are expected',
            'Move it out of the folder of the org.',
          );
      } else this.note(file, kind);
      if (kind.kind !== 'file') continue;
      files.push({ name: entry.name, file, bytes: type === 'file' ? this.bytes(path, file) : undefined });
    }
    return files;
  }

  private entries(folder: string, shown: string): readonly Dirent[] | undefined {
    try {
      return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.fault(shown, cannotRead('folder', error));
      return undefined;
    }
  }

  /** What the entry is after all links; undefined when that is a fault. */
  private typeOf(entry: Dirent, path: string, shown: string): 'file' | 'folder' | undefined {
    if (entry.isFile()) return 'file';
    if (entry.isDirectory()) return 'folder';
    if (!entry.isSymbolicLink()) {
      this.fault(shown, 'this is neither a file nor a folder');
      return undefined;
    }
    try {
      const inside = relative(this.realRoot, realpathSync(path));
      if (inside === '..' || inside.startsWith(`..${sep}`) || inside === '') {
        this.fault(
          shown,
          `the link leaves ${this.shown}`,
          'What is linked from outside is not reviewed with the manifest: copy it here.',
        );
        return undefined;
      }
      const target = statSync(path);
      if (target.isFile()) return 'file';
      if (target.isDirectory()) return 'folder';
      this.fault(shown, 'the link leads to neither a file nor a folder');
    } catch (error) {
      const code = codeOf(error);
      this.fault(
        shown,
        code === 'ELOOP'
          ? 'the link leads back to itself'
          : code === 'ENOENT'
            ? 'the link leads to nothing'
            : cannotRead('link', error),
      );
    }
    return undefined;
  }

  /** The whole file, or a fault. In place of one that is too large one byte more than allowed, so that the reader of the text sees it. */
  private bytes(path: string, shown: string): Uint8Array | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(path, 'r');
      const { size } = fstatSync(descriptor);
      if (size > maxFileBytes) return new Uint8Array(maxFileBytes + 1);
      const bytes = readWhole(descriptor, size);
      if (bytes === undefined)
        this.fault(shown, 'the file changes while it is read', 'Run this again when nothing writes to it.');
      return bytes;
    } catch (error) {
      this.fault(shown, cannotRead('file', error));
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  private note(file: string, kind: EntryKind): void {
    if (kind.kind === 'fault') this.fault(file, kind.message, kind.hint);
  }

  private fault(file: string, message: string, hint?: string): void {
    this.faults.push({ file, path: [], message, hint });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is not a folder',
};

/** Without the system's own message, which holds absolute paths. */
const cannotRead = (what: string, error: unknown): string =>
  `the ${what} cannot be read: ${reasons[reasonOf(error)] ?? reasonOf(error)}`;

/** Names may hold anything but "/": what is not printable must not reach a terminal. */
const printable = (name: string): string => (/\p{C}/u.test(name) ? quote(name) : name);
