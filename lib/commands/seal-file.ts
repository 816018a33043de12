import { fstatSync, realpathSync, renameSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { reasonOf } from '../system/error-code';
import { throwAway } from '../system/throw-away';
import { utf8 } from '../text/utf8';
import { cannotWrite } from './output-files';
import { readToEnd } from './read-to-end';
import { UsageError } from './usage-error';

/** A seal of a hundred thousand files is a fifth of that. */
const largest = 64 * 1024 * 1024;

/** The text of a seal, of a file or of a pipe. Throws a {@link UsageError} for what cannot be read, is not UTF-8, or does not end. */
export function sealText(file: string): string {
  let bytes: Uint8Array | undefined;
  try {
    bytes = readToEnd(file, largest);
  } catch (error) {
    throw new UsageError(
      `The seal ${basename(file)} cannot be read (${reasonOf(error)}): name the file that npx bulkhead seal wrote.`,
    );
  }
  if (bytes === undefined) throw new UsageError(`${basename(file)} is too large to be a seal.`);
  const text = utf8(bytes);
  if (text === undefined) throw new UsageError(`The seal ${basename(file)} is not UTF-8 text.`);
  return text;
}

/**
 * The whole file or none of it. A link stays and what it leads to is replaced; what is there and is no file, such as a pipe, is written to.
 * Gives true for stdout itself (/dev/stdout), also where that is a file: nothing else may then be written to it.
 */
export function replaceSeal(file: string, text: string): boolean {
  let next = '';
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && isStdout(found)) {
      process.stdout.write(text);
      return true;
    }
    if (found?.isFile() === false) writeFileSync(file, text);
    else {
      const target = found === undefined ? file : realpathSync(file);
      next = `${target}.${process.pid}.new`;
      writeFileSync(next, text, { flag: 'wx' });
      renameSync(next, target);
    }
  } catch (error) {
    if (next !== '') throwAway(next);
    throw cannotWrite(file, 'The seal', reasonOf(error));
  }
  return false;
}

function isStdout({ dev, ino }: Stats): boolean {
  const out = fstatSync(process.stdout.fd);
  return out.dev === dev && out.ino === ino;
}
