import type { Method } from '../genesys/table';
import type { Call } from './api';
import type { Resumed } from './check';
import type { Reader } from './pages';
import type { Reply } from './reply';
import type { ResumeFile } from './resume-file';

/** So many new answers are lost at most when a run is killed. */
const unsavedAtMost = 20;

/**
 * Remembers successful reads in a file, so that an interrupted run goes on where it stopped. What was refused or failed is asked again.
 */
export class Memory implements Reader {
  private unsaved = 0;
  /** What an earlier run read. */
  private readonly earlier: Set<string>;
  private readonly used = new Set<string>();

  constructor(
    private readonly api: Reader,
    private readonly file: ResumeFile,
  ) {
    this.earlier = new Set(Object.keys(file.replies));
  }

  /** The answers of an earlier run that were given out; `undefined` when there were none. */
  get resumed(): Resumed | undefined {
    return this.used.size === 0 ? undefined : { begun: this.file.begun, remembered: this.used.size };
  }

  /** @throws ResumeError when the file cannot be written */
  async call(method: Method, path: string, call: Call = {}): Promise<Reply> {
    const { replies } = this.file;
    const key = `${method} ${path} ${JSON.stringify(call.query ?? {})}`;
    if (Object.hasOwn(replies, key)) {
      if (this.earlier.has(key)) this.used.add(key);
      return { kind: 'answer', status: 200, body: replies[key] };
    }
    const reply = await this.api.call(method, path, call);
    if (reply.kind === 'answer' && reply.status === 200) {
      replies[key] = reply.body;
      this.unsaved += 1;
      if (this.unsaved >= unsavedAtMost) this.save();
    } else this.save();
    return reply;
  }

  /** Forgets what an earlier run read, but for paths that match: the rest is asked anew. What this run read stays. */
  forgetEarlier(but: RegExp): void {
    for (const key of this.earlier) {
      if (but.test(key.split(' ')[1] ?? '')) continue;
      delete this.file.replies[key];
      this.earlier.delete(key);
      this.used.delete(key);
    }
  }

  /** @throws ResumeError */
  save(): void {
    if (this.unsaved === 0) return;
    this.file.save();
    this.unsaved = 0;
  }

  /** Everything was read: the next run begins anew. */
  done(): void {
    this.unsaved = 0;
    this.file.remove();
  }
}
