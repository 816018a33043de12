import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Method } from '../genesys/table';
import type { Call } from './api';
import type { Reader } from './pages';
import type { Reply } from './reply';
import { withoutSecrets } from './trace';

const schema = z.strictObject({
  schema: z.literal('bulkhead-resume/1'),
  org: z.string(),
  replies: z.record(z.string(), z.strictObject({ status: z.number(), body: z.unknown() })),
});

/** The file of an interrupted run cannot be used; the message says why. */
export class ResumeError extends Error {
  override readonly name = 'ResumeError';
}

/**
 * Remembers successful reads in a file (mode 0600, replaced whole), so that an interrupted run goes on where it stopped. The org's answers
 * to reads hold no secrets. {@link done} removes the file: the next run begins anew.
 * @throws ResumeError when the file is there and is not of this org.
 */
export class Memory implements Reader {
  private readonly replies: Record<string, { status: number; body?: unknown }>;
  private unsaved = 0;

  constructor(
    private readonly api: Reader,
    private readonly file: string,
    private readonly org: string,
  ) {
    this.replies = load(file, org);
  }

  async call(method: Method, path: string, call: Call = {}): Promise<Reply> {
    const key = `${method} ${path} ${JSON.stringify(call.query ?? {})}`;
    const known = Object.hasOwn(this.replies, key) ? this.replies[key] : undefined;
    if (known !== undefined) return { kind: 'answer', status: known.status, body: known.body };
    const reply = await this.api.call(method, path, call);
    if (reply.kind === 'answer' && reply.status === 200) {
      this.replies[key] = { status: reply.status, body: reply.body };
      this.unsaved += 1;
      if (this.unsaved >= 20) this.save();
    } else this.save();
    return reply;
  }

  save(): void {
    if (this.unsaved === 0) return;
    const text = JSON.stringify(
      { schema: 'bulkhead-resume/1', org: this.org, replies: this.replies },
      withoutSecrets,
    );
    writeFileSync(`${this.file}.part`, text, { mode: 0o600 });
    renameSync(`${this.file}.part`, this.file);
    this.unsaved = 0;
  }

  done(): void {
    this.unsaved = 0;
    rmSync(this.file, { force: true });
  }
}

function load(file: string, org: string): Record<string, { status: number; body?: unknown }> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new ResumeError('it cannot be read');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ResumeError('it is not JSON: remove it to begin anew');
  }
  const result = schema.safeParse(value);
  if (!result.success)
    throw new ResumeError('it is no file of an interrupted audit: remove it to begin anew');
  if (result.data.org !== org) throw new ResumeError(`it is of the org ${result.data.org}`);
  return result.data.replies;
}
