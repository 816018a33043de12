import { LexicalError } from './lexical-error';

/** Passes white space and comments; line ends only where `lines` says so (within brackets, and between the items of a body). */
export function skipSpace(text: string, start: number, end: number, lines: boolean): number {
  let at = start;
  while (at < end) {
    const character = text[at];
    if (character === ' ' || character === '\t' || (lines && character === '\n')) at++;
    else if (character === '\r' && text[at + 1] === '\n') at++;
    else if (startsComment(text, at)) at = lineEnd(text, at, end);
    else if (text.startsWith('/*', at)) at = commentEnd(text, at, end);
    else break;
  }
  return Math.min(at, end);
}

/** True where a comment starts that ends with its line. */
export const startsComment = (text: string, at: number): boolean =>
  text[at] === '#' || text.startsWith('//', at);

/** The line end at or after `at`, which is no part of a comment; `end` where there is none. */
export function lineEnd(text: string, at: number, end: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 || found > end ? end : found;
}

/** The offset after the comment that opens at `at` and can hold lines. @throws LexicalError where it is not closed */
export function commentEnd(text: string, at: number, end: number): number {
  const found = text.indexOf('*/', at + 2);
  if (found === -1 || found + 2 > end) throw new LexicalError('unclosed', at);
  return found + 2;
}
