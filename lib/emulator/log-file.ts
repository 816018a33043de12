import { closeSync, fstatSync, statSync, writeSync } from 'node:fs';
import type { LogEntry } from './handlers';
import { openPrivate } from './private-file';

/** A file of JSON lines, one for each request. */
interface RequestLog {
  readonly write: (entry: LogEntry) => void;
  /** Whether a path leads to this very file, by whatever links. */
  readonly isAt: (file: string) => boolean;
  readonly close: () => void;
}

/**
 * A log that cannot be written fails once, and is silent then: the work of a request is done by the time it is told.
 * @throws The system's error when it cannot be opened
 */
export function openLog(
  file: string | undefined,
  now: () => number,
  onFailure: (error: Error) => void,
): RequestLog {
  if (file === undefined) return { write: () => undefined, isAt: () => false, close: () => undefined };
  const handle = openPrivate(file);
  let failed = false;
  return {
    write: (entry) => {
      if (failed) return;
      try {
        writeSync(handle, `${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`);
      } catch (error) {
        failed = true;
        onFailure(error instanceof Error ? error : new Error(String(error)));
      }
    },
    isAt: (other) => {
      const [own, there] = [fstatSync(handle), statSync(other, { throwIfNoEntry: false })];
      return own.isFile() && there?.dev === own.dev && there.ino === own.ino;
    },
    close: () => closeSync(handle),
  };
}
