import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import { readWhole } from '../system/read-whole';

// What was a file a moment ago may be a pipe now, and opening one waits for whoever writes to it. Windows has no such flag.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * What a file holds, links followed. Undefined for what is no file, is larger than `largest` bytes, cannot be read, or changes its size
 * while it is read. Throws nothing, and opens nothing but files: to open a pipe or a device can have effects.
 */
export function readBytes(path: string, largest: number): Uint8Array | undefined {
  try {
    return statSync(path).isFile() ? readFile(path, largest) : undefined;
  } catch {
    return undefined;
  }
}

function readFile(path: string, largest: number): Uint8Array | undefined {
  const descriptor = openSync(path, openFlags);
  try {
    const found = fstatSync(descriptor);
    return found.isFile() && found.size <= largest ? readWhole(descriptor, found.size) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
