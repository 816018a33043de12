import { closeSync, openSync, readSync } from 'node:fs';

/**
 * What a file or a pipe holds, to its end; undefined for more than `largest` bytes, which a device such as /dev/zero gives without end.
 * @throws The system's error when it cannot be read
 */
export function readToEnd(file: string, largest: number): Uint8Array | undefined {
  const chunks: Buffer[] = [];
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(1024 * 1024);
    for (let length = 0; length <= largest; ) {
      const read = readSync(descriptor, chunk, 0, chunk.length, null);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(Buffer.from(chunk.subarray(0, read)));
      length += read;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
