import { createHash } from 'node:crypto';
import { closeSync, type Dirent, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Digests } from '../seal/statement';
import { reasonOf } from '../system/error-code';
import { UsageError } from './usage-error';

/**
 * SHA-256 of every file of a folder, `.terraform` folders excepted: `terraform init` makes those anew on every machine, and the proof looks
 * into them by itself. Anything that is neither file nor folder (a link above all) cannot be sealed: a {@link UsageError} names it.
 */
export function digestFiles(folder: string, shown: string): Digests {
  const digests = new Map<string, string>();
  // One for all: to allocate so much for each of thousands of files takes longer than to read them.
  const buffer = Buffer.allocUnsafe(1 << 20);
  const visit = (path: string, name: string): void => {
    for (const entry of list(path, name)) {
      const inner = join(path, entry.name);
      const label = `${name}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== '.terraform') visit(inner, label);
      } else if (entry.isFile()) digests.set(label, digest(inner, label, buffer));
      else
        throw new UsageError(
          `${label} is a link or no file: what it leads to can change without the seal noticing. Put the file itself there.`,
        );
    }
  };
  visit(folder, shown);
  return digests;
}

function list(path: string, shown: string): Dirent[] {
  const entries = entriesOf(path, shown);
  // Names that are no UTF-8 are read as others that may be there, too: one of the two would be looked at twice, the other never.
  if (new Set(entries.map(({ name }) => name)).size < entries.length)
    throw new UsageError(
      `${shown} holds two names that are read as one, since they are no UTF-8: remove them, or rename them.`,
    );
  return entries;
}

function entriesOf(path: string, shown: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    throw unreadable(shown, error);
  }
}

function digest(path: string, shown: string, buffer: Buffer): string {
  const hash = createHash('sha256');
  try {
    const descriptor = openSync(path, 'r');
    try {
      for (let read = -1; read !== 0; ) {
        read = readSync(descriptor, buffer, 0, buffer.length, null);
        hash.update(buffer.subarray(0, read));
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unreadable(shown, error);
  }
  return hash.digest('hex');
}

const unreadable = (shown: string, error: unknown): UsageError => {
  const code = reasonOf(error);
  return new UsageError(`${shown} cannot be read (${code}).`);
};
