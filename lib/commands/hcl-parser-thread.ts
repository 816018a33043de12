import { Worker } from 'node:worker_threads';
import { ParserFailure } from '../hcl/parser';

/** What the thread answers: the parser's JSON, or why there is none. */
type Answer =
  | { readonly kind: 'parsed'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly message: string }
  /** The call stack was not deep enough; the parser's runtime does not survive that. */
  | { readonly kind: 'deep' };

/** Seconds that one file may take, and all of them together. */
export interface Patience {
  readonly file: number;
  readonly all: number;
}

/*
 * The whole program of the thread: small enough to be a text, and so the same from the bundle, from dist and from source. Whatever the parser writes when
 * it fails stays in the thread.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { parse } = require(workerData);
parentPort.on('message', async ({ file, text }) => {
  try {
    parentPort.postMessage({ kind: 'parsed', json: await parse(file, text) });
  } catch (error) {
    if (error instanceof RangeError) parentPort.postMessage({ kind: 'deep' });
    else parentPort.postMessage({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
  }
});
`;

/**
 * HashiCorp's parser in a thread of its own. It is compiled to WebAssembly and answers before it gives anything else a turn, so no timer of its own
 * thread could stop it, and some texts of a few thousand characters keep it busy for minutes (seen with @cdktf/hcl2json 0.21.0, 2026-11-27). Here it
 * is ended from outside. Once: a thread that was ended, or ran out of stack, is not started again.
 */
export class ParserThread {
  private worker: Worker | undefined;
  private broken = false;
  private spent = 0;

  constructor(
    /** Where the parser's module lies. */
    private readonly module: string,
    private readonly patience: Patience,
  ) {}

  /** Parses one file; no other may be asked for meanwhile. Throws an Error with all syntax errors, or a {@link ParserFailure}. */
  async parse(file: string, text: string): Promise<unknown> {
    if (this.broken)
      throw new ParserFailure('it was not read, because the parser gave up on a file before it');
    const answer = await this.ask(file, text);
    switch (answer.kind) {
      case 'parsed':
        return answer.json;
      case 'refused':
        throw new Error(answer.message);
      case 'deep':
        throw this.givenUp('it is nested too deeply to be read safely');
    }
  }

  private ask(file: string, text: string): Promise<Answer> {
    const worker = this.started();
    return new Promise((resolve, reject) => {
      const settled = (): void => {
        clearTimeout(timer);
        this.spent += (performance.now() - start) / 1000;
        worker.off('message', answered).off('error', brokeDown).off('exit', ended);
        // A thread that waits must not keep the process alive.
        worker.unref();
      };
      const answered = (answer: Answer): void => {
        settled();
        resolve(answer);
      };
      const failed = (why: string): void => {
        settled();
        reject(this.givenUp(why));
      };
      const brokeDown = (): void => failed('the parser broke down over it');
      const ended = (): void => failed('the parser ended without an answer');
      const start = performance.now();
      const { file: most, all } = this.patience;
      const left = all - this.spent;
      const late =
        left < most
          ? `the parser needs more than ${all} s for these files, which no configuration written by hand takes`
          : `the parser gave no answer within ${most} s, which no file written by hand takes`;
      const timer = setTimeout(() => failed(late), Math.min(left, most) * 1000);
      worker.ref();
      worker.on('message', answered).on('error', brokeDown).on('exit', ended);
      worker.postMessage({ file, text });
    });
  }

  private started(): Worker {
    if (this.worker !== undefined) return this.worker;
    const worker = new Worker(program, { eval: true, workerData: this.module, stdout: true, stderr: true });
    // Also when nobody waits for it: an error without a listener would end the process.
    const ended = (): void => {
      this.broken = true;
    };
    worker.on('error', ended).on('exit', ended);
    this.worker = worker;
    return worker;
  }

  private givenUp(why: string): ParserFailure {
    this.broken = true;
    void this.worker?.terminate();
    return new ParserFailure(why);
  }
}
