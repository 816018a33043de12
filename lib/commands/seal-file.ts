import { renameSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { reasonOf } from '../system/error-code';
import { throwAway } from '../system/throw-away';
import { readToEnd } from './read-to-end';
import { UsageError } from './usage-error';

/** A seal of a hundred thousand files is a fifth of that. */
const largest = 64 * 1024 * 1024;

/** The text of a seal, of a file or of a pipe. Throws a {@link UsageError} for what cannot be read, is not UTF-8, or does not end. */
export function sealText(file: string): string {
  let text: string | undefined;
  try {
    const bytes = readToEnd(file, largest);
    text = bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`The seal ${basename(file)} cannot be read (${reasonOf(error)}).`);
  }
  if (text === undefined) throw new UsageError(`${basename(file)} is too large to be a seal.`);
  return text;
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
    throwAway(next);
    const code = reasonOf(error);
    throw new UsageError(`The seal ${basename(file)} cannot be written (${code}): does its folder exist?`);
  }
}
