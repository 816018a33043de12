import { type Paint, plain } from '../report/text';

/** Colours on a terminal that has them; none in a pipe, with NO_COLOR (no-color.org: set and not empty) or on a dumb terminal. */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  if (stream.isTTY !== true || env['NO_COLOR'] || env['TERM'] === 'dumb') return plain;
  return {
    good: (text) => `\u001b[32m${text}\u001b[39m`,
    bad: (text) => `\u001b[31m${text}\u001b[39m`,
    strong: (text) => `\u001b[1m${text}\u001b[22m`,
  };
}
