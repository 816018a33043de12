import { closeSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { codeOf } from './error-code';
import { UsageError } from './usage-error';

/** A seal of a hundred thousand files is a fifth of that. */
const largest = 64 * 1024 * 1024;

/** The text of a seal, of a file or of a pipe. Throws a {@link UsageError} for what cannot be read, is not UTF-8, or does not end. */
export function sealText(file: string): string {
  const chunks: Buffer[] = [];
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const chunk = Buffer.alloc(1024 * 1024);
    for (let length = 0; length <= largest; ) {
      const read = readSync(descriptor, chunk, 0, chunk.length, null);
      if (read === 0) return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
      chunks.push(Buffer.from(chunk.subarray(0, read)));
      length += read;
    }
  } catch (error) {
    throw new UsageError(`The seal ${basename(file)} cannot be read (${codeOf(error)}).`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  throw new UsageError(`${basename(file)} is too large to be a seal.`);
}

/** The whole file or none of it. What is there and is no file, such as /dev/stdout, is written to: it is never replaced. */
export function replaceSeal(file: string, text: string): void {
  const next = `${file}.${process.pid}.new`;
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) writeFileSync(file, text);
    else {
      writeFileSync(next, text, { flag: 'wx' });
      renameSync(next, file);
    }
  } catch (error) {
    rmSync(next, { force: true });
    const code = codeOf(error);
    throw new UsageError(`The seal ${basename(file)} cannot be written (${code}): does its folder exist?`);
  }
}
