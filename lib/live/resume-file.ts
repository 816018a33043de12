import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { codeOf, reasonOf } from '../system/error-code';
import { throwAway } from '../system/throw-away';
import { Secrets } from './secrets';
import { withoutSecrets } from './trace';

/** Of what a file of an interrupted run speaks. Another org, region, gateway or client would see other things. */
interface Binding {
  readonly org: string;
  readonly region: string;
  /** The url of the gateway; empty when there is none. */
  readonly gateway: string;
  /** Id of the client that asks. */
  readonly client: string;
}

/** Answers to reads that succeeded, by what was asked. */
type Replies = Record<string, unknown>;

/** The file of an interrupted run cannot be used; the message says why, and what to do. */
export class ResumeError extends Error {
  override readonly name = 'ResumeError';
}

/** What was read longer ago is no state of an org any more. */
const oldest = 6 * 60 * 60 * 1000;
const largest = 256 * 1024 * 1024;

const schema = z.strictObject({
  schema: z.literal('bulkhead-resume/1'),
  org: z.string(),
  region: z.string(),
  gateway: z.string(),
  client: z.string(),
  begun: z.iso.datetime(),
  replies: z.record(z.string(), z.unknown()),
});

/**
 * The answers of an interrupted run, in a file of mode 0600 that is replaced whole: it is there as it was, or as it is, never half. The
 * org's answers to reads hold no secrets.
 */
export class ResumeFile {
  private constructor(
    private readonly path: string,
    private readonly binding: Binding,
    readonly begun: string,
    readonly replies: Replies,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Takes up the file where there is one, and begins anew where there is none.
   * @param secrets Those of the run: none of them is written.
   * @throws ResumeError for one that is damaged, of another org, region, gateway or client, too old, readable by others, or cannot be
   * written
   */
  static open(path: string, binding: Binding, now: number, secrets: Secrets = new Secrets()): ResumeFile {
    const text = read(path);
    if (text === undefined) {
      demandFolder(path);
      return new ResumeFile(path, binding, new Date(now).toISOString(), {}, secrets);
    }
    const { begun, replies, ...found } = parsed(text);
    for (const [name, what] of [
      ['org', 'the org'],
      ['region', 'the region'],
      ['gateway', 'the gateway'],
      ['client', 'the client'],
    ] as const)
      if (found[name] !== binding[name])
        throw new ResumeError(
          `it was begun for ${what} ${named(found[name])}, and this is ${named(binding[name])}: give another file`,
        );
    const age = now - Date.parse(begun);
    if (age > oldest || age < 0)
      throw new ResumeError(
        `it was begun at ${begun}, and the org may have changed: remove it to begin anew`,
      );
    return new ResumeFile(path, binding, begun, replies, secrets);
  }

  /** @throws ResumeError */
  save(): void {
    const { begun, secrets } = this;
    const part = `${this.path}.part`;
    try {
      const replies = secrets.cleaned(this.replies);
      const text = JSON.stringify(
        { schema: 'bulkhead-resume/1', ...this.binding, begun, replies },
        withoutSecrets,
      );
      rmSync(part, { force: true });
      const handle = openSync(part, 'wx', 0o600);
      try {
        // Not writeSync: of a disk that is almost full, it takes what there is, and says nothing.
        writeFileSync(handle, text);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(part, this.path);
    } catch (error) {
      throwAway(part);
      throw new ResumeError(`it cannot be written (${reasonOf(error)})`);
    }
  }

  /** @throws ResumeError */
  remove(): void {
    try {
      rmSync(this.path, { force: true });
    } catch (error) {
      throw new ResumeError(`it is done with, and cannot be removed (${reasonOf(error)})`);
    }
  }
}

function read(path: string): string | undefined {
  let text: string;
  try {
    const found = statSync(path);
    // A pipe without a writer would be waited for without end. What is a folder, the system says itself.
    if (!found.isFile() && !found.isDirectory()) throw new ResumeError('it is no file: give another one');
    const { mode, size } = found;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new ResumeError('others than its owner can read it or write to it: remove it to begin anew');
    if (size > largest) throw new ResumeError('it is too large to be of an audit: remove it to begin anew');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ResumeError) throw error;
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new ResumeError(`it cannot be read (${reasonOf(error)})`);
  }
  return text;
}

function demandFolder(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    throw new ResumeError(
      `it cannot be written (${reasonOf(error)}): name a file in a folder that you may write in`,
    );
  }
}

function parsed(text: string): z.infer<typeof schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ResumeError('it is not JSON: remove it to begin anew');
  }
  const result = schema.safeParse(value);
  if (!result.success)
    throw new ResumeError('it is no file of an interrupted audit: remove it to begin anew');
  return result.data;
}

const named = (text: string): string =>
  text === ''
    ? 'none'
    : /^([\w-]{1,64}|https?:\/\/[\w.:[\]-]{1,80}\/?)$/.test(text)
      ? text
      : 'of another name';
