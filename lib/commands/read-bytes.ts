import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

// A pipe has no end, and opening one waits for whoever writes to it. Windows has no such flag, and no such pipes in folders.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * What a file holds, links followed. Undefined for what is no file, is larger than `largest` bytes, cannot be read, or changes its size
 * while it is read. Throws nothing.
 */
export function readBytes(path: string, largest: number): Uint8Array | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, openFlags);
    const found = fstatSync(descriptor);
    if (!found.isFile() || found.size > largest) return undefined;
    // One byte more, to see that the file ends where it should.
    const buffer = Buffer.allocUnsafe(found.size + 1);
    let length = 0;
    for (let read = -1; read !== 0 && (read < 0 || length < found.size); length += read)
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    return length === found.size ? buffer.subarray(0, length) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
