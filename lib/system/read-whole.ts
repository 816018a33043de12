import { readSync } from 'node:fs';

/**
 * What an open file of this size holds; undefined where it is shorter or longer by now: one that changes must not be taken for what it was.
 * @throws The system's error when it cannot be read
 */
export function readWhole(descriptor: number, size: number): Uint8Array | undefined {
  // One byte more, to see that the file ends where it should.
  const buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  let read: number;
  do {
    read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
  } while (read > 0 && length < size);
  return length === size ? buffer.subarray(0, length) : undefined;
}
