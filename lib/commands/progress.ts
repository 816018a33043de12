import { type Command, Option } from 'commander';
import { visible } from '../text/visible';

/** Tells on stderr how far a command is. It never writes to stdout, and never says more than the names of the steps. */
export interface Progress {
  /** The next of the steps begins. */
  readonly step: (text: string) => void;
  /** Nothing more to come: a bar is wiped away. */
  readonly done: () => void;
}

/** How much a command says of its progress. */
export interface Voice {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

const silent: Progress = { step: () => undefined, done: () => undefined };
const cells = 20;

/** The options of a command that can take long. */
export const withVoice = (command: Command): Command =>
  command
    .addOption(new Option('-q, --quiet', 'no progress on stderr').conflicts('verbose'))
    .option('-v, --verbose', 'say each step on stderr, on a terminal or not');

/**
 * A bar on a terminal, a line for each step in CI (the variable `CI` is set) or with `verbose`, nothing elsewhere or with `quiet`.
 * @param total How many steps there will be.
 */
export function progressOn(
  stream: { readonly isTTY?: boolean; readonly write: (text: string) => unknown },
  env: Readonly<Record<string, string | undefined>>,
  { quiet, verbose }: Voice,
  total: number,
): Progress {
  if (quiet) return silent;
  const ci = env['CI'] !== undefined && !['', '0', 'false'].includes(env['CI']);
  if (verbose || ci)
    return { step: (text) => stream.write(`bulkhead: ${visible(text)}\n`), done: () => undefined };
  if (stream.isTTY !== true || env['TERM'] === 'dumb') return silent;
  let begun = 0;
  return {
    step: (text) => {
      const full = Math.round((cells * Math.min(begun, total)) / total);
      begun += 1;
      stream.write(`\r\u001b[2K[${'#'.repeat(full)}${'-'.repeat(cells - full)}] ${visible(text)}`);
    },
    done: () => {
      if (begun > 0) stream.write('\r\u001b[2K');
      begun = 0;
    },
  };
}

/** Runs a part that tells its steps, and wipes the bar whatever comes of it. */
export function within<T>(progress: Progress, run: () => T): T {
  try {
    return run();
  } finally {
    progress.done();
  }
}
