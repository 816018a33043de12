import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { EmulatorOptions } from '../emulator';
import { codeOf, reasonOf } from '../system/error-code';
import { utf8 } from '../text/utf8';
import { cannotWrite } from './output-files';
import { readToEnd } from './read-to-end';
import { secondsFrom } from './seconds';
import { givenPath } from './shown-path';
import { UsageError } from './usage-error';

/** Fifteen thousand conversations, say. What the parser keeps of a seed takes up to five hundred times its size. */
const largestSeed = 2 * 1024 * 1024;

/** The options of `bulkhead emulator` as the command line gives them. */
export interface GivenOptions {
  readonly port: string;
  readonly json?: boolean;
  readonly seed?: string;
  readonly db?: string;
  readonly log?: string;
  readonly fault?: string;
  readonly delayPropagation: string;
  readonly strictDeployer?: boolean;
  readonly enforcement: 'on' | 'off';
  readonly assume: readonly string[];
}

/** What they mean. @throws UsageError for a value that is none, or a file that cannot be used */
export async function optionsFrom(given: GivenOptions): Promise<EmulatorOptions> {
  const { answersFrom } = await import('../emulator/assumptions.js');
  const { faultPlanFrom } = await import('../emulator/faults.js');
  const port = portFrom(given.port);
  demandDistinct(given);
  const seconds = secondsFrom('--delay-propagation', given.delayPropagation);
  const seed = given.seed === undefined ? undefined : await seedFrom(given.seed);
  try {
    return {
      port,
      delayPropagation: seconds * 1000,
      strictDeployer: given.strictDeployer ?? false,
      enforcement: given.enforcement === 'on',
      answers: answersFrom(given.assume),
      ...(seed === undefined ? {} : { seed }),
      ...(given.db === undefined ? {} : { db: given.db }),
      ...(given.log === undefined ? {} : { log: given.log }),
      ...(given.fault === undefined ? {} : { faults: faultPlanFrom(given.fault) }),
    };
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** What a user can mend of what went wrong at the start, as a usage error; anything else as it is. */
export function startError({ seed = '', db = '', log = '', port }: GivenOptions, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'SeedError')
    return new UsageError(`The seed ${givenPath(seed)} cannot be used:`, error.message.split('\n'));
  if (error.name === 'DatabaseError')
    return new UsageError(`The database ${givenPath(db)} cannot be used: ${error.message}.`);
  const code = codeOf(error);
  if (code === undefined) return error;
  if (!('syscall' in error) || error.syscall !== 'listen') return cannotWrite(log, 'The log', code);
  return new UsageError(
    code === 'EADDRINUSE'
      ? `Port ${port} is taken: choose another one, or 0 for a free one.`
      : `Port ${port} cannot be used (${code}): choose another one, or 0 for a free one.`,
  );
}

/** Why it stopped by itself. */
export const stopError = ({ db = '', log = '' }: GivenOptions, error: Error): UsageError =>
  new UsageError(
    error.name === 'DatabaseError'
      ? `The database ${givenPath(db)} failed: ${error.message}. What was answered before is kept: make room, then start again.`
      : `The log ${givenPath(log)} cannot be written (${reasonOf(error)}): make room, then start again.`,
  );

function portFrom(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port ${JSON.stringify(text)} is no port: give a number from 0 to 65535.`);
  return Number(text);
}

/** The files are three: lines of a log in a database or a seed would end both. @throws UsageError */
function demandDistinct({ seed, db, log }: GivenOptions): void {
  const named = Object.entries({ '--seed': seed, '--db': db, '--log': log }).flatMap(([option, file]) =>
    file === undefined ? [] : [{ option, file, identity: identityOf(file) }],
  );
  for (const [i, { option, file, identity }] of named.entries()) {
    const other = named.slice(0, i).find((one) => one.identity === identity);
    if (other !== undefined)
      throw new UsageError(
        `${other.option} and ${option} are one file, ${givenPath(file)}: give each a file of its own.`,
      );
  }
}

/** What a path leads to, whatever links are on the way; of a file that is to be made, its place. */
function identityOf(file: string): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    const path = resolve(file);
    try {
      return join(realpathSync(dirname(path)), basename(path));
    } catch {
      return path;
    }
  }
}

async function seedFrom(file: string) {
  const { parseSeed } = await import('../emulator/seed.js');
  let bytes: Uint8Array | undefined;
  try {
    bytes = readToEnd(file, largestSeed);
  } catch (error) {
    throw new UsageError(
      `The seed ${givenPath(file)} cannot be read (${reasonOf(error)}): name a file with --seed.`,
    );
  }
  if (bytes === undefined)
    throw new UsageError(
      `${givenPath(file)} is larger than 2 MiB, too large to be a seed: leave out what is not needed.`,
    );
  const text = utf8(bytes);
  if (text === undefined) throw new UsageError(`The seed ${givenPath(file)} is not UTF-8 text.`);
  try {
    return parseSeed(text);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SeedError') throw error;
    throw new UsageError(`The seed ${givenPath(file)} cannot be used:`, error.message.split('\n'));
  }
}
