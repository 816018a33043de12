import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

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
    if (!found.isFile() || found.size > largest) return undefined;
    // One byte more, to see that the file ends where it should.
    const buffer = Buffer.allocUnsafe(found.size + 1);
    let length = 0;
    let read: number;
    do {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += read;
    } while (read > 0 && length < found.size);
    return length === found.size ? buffer.subarray(0, length) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
