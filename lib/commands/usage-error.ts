import { visible } from '../text/visible';

/** Bad input or usage: the message is one sentence for people, the exit code is 2. */
export class UsageError extends Error {
  /** @param details Lines that follow the sentence. */
  constructor(
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** As it stands on stderr. An argument that a message repeats can hold line breaks and colours: it ends no line, and makes none. */
export const usageText = ({ message, details }: UsageError): string =>
  [`bulkhead: ${visible(message)}`, ...details.map(visible), ''].join('\n');

/** A bug, as it stands on stderr. */
export const bugText = (error: unknown): string =>
  `bulkhead: internal error: ${visible(error instanceof Error ? error.message : String(error))}\n`;
