import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  openSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../system/error-code';
import { givenPath } from './shown-path';
import { UsageError } from './usage-error';

/**
 * For what is written after a long run, before it begins.
 * @throws UsageError for a file that cannot be written
 */
export function demandWritable(file: string, what: string): void {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory() === true)
      throw new UsageError(`${what} ${givenPath(file)} cannot be written: it is a folder.`);
    if (found === undefined && !statSync(dirname(file)).isDirectory())
      throw cannotWrite(file, what, 'ENOTDIR');
    accessSync(found === undefined ? dirname(file) : file, constants.W_OK);
  } catch (error) {
    throw error instanceof UsageError ? error : cannotWrite(file, what, reasonOf(error));
  }
}

/** @throws UsageError that calls the file `what` */
export function writeText(file: string, text: string, what: string): void {
  try {
    const handle = openSync(file, 'w');
    try {
      writeAll(handle, text);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw cannotWrite(file, what, reasonOf(error));
  }
}

/** All of a text, or nothing where there is no room for it: the beginning of a report must not pass for one. */
function writeAll(handle: number, text: string): void {
  try {
    writeFileSync(handle, text);
  } catch (error) {
    // What went into a pipe or a terminal is gone.
    if (fstatSync(handle).isFile()) ftruncateSync(handle);
    throw error;
  }
}

/**
 * Writes what others must not read. A file that is there already loses what it holds and every right of others first.
 * @throws UsageError
 */
export function writePrivate(file: string, text: string, what: string): void {
  try {
    const handle = openSync(file, constants.O_WRONLY | constants.O_CREAT, 0o600);
    try {
      // A pipe or a terminal has no rights to change, and nothing to cut off.
      if (fstatSync(handle).isFile()) {
        fchmodSync(handle, 0o600);
        ftruncateSync(handle);
      }
      writeAll(handle, text);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw cannotWrite(file, what, reasonOf(error));
  }
}

/** @throws UsageError */
export const writeReport = (file: string, text: string): void => writeText(file, text, 'The report');

/** Why a file cannot be written, and what to do about it. @param code The system's, such as ENOENT. */
export const cannotWrite = (file: string, what: string, code: string): UsageError =>
  new UsageError(
    `${what} ${givenPath(file)} cannot be written (${code}): ${remedies[code] ?? 'does its folder exist?'}`,
  );

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'make room, then run it again.',
  EDQUOT: 'make room, then run it again.',
  EACCES: 'name a file that you may write.',
  EPERM: 'name a file that you may write.',
  EROFS: 'name a file that you may write.',
  EISDIR: 'it is a folder, name a file.',
};
