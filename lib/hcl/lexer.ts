/*
 * Where things end in HCL text: strings, heredocs, comments, brackets, expressions. The parser that decides what a file says is
 * HashiCorp's own; it drops all positions, so this finds them again. Behaviour checked with Terraform 1.11.4 (2026-11-24): a run of two or
 * more `$` (or `%`) before `{` is an escape, a heredoc ends at a line that is its marker with white space around, `#` and `//` comments end
 * with their line.
 */

import { LexicalError } from './lexical-error';
import { commentEnd, lineEnd, startsComment } from './space';
import { Stacked } from './stacked';

/** Brackets and templates within each other. Real files stay below ten. */
const deepestNesting = 100;

const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** The identifier that starts at `at`, if one does. */
export function identifierAt(text: string, at: number): string | undefined {
  identifier.lastIndex = at;
  return identifier.exec(text)?.[0];
}

/** A text with its comments left out, those in strings apart. Line ends stay: they part what stands before and after. */
export function withoutComments(text: string): string {
  let without = '';
  let at = 0;
  while (at < text.length) {
    let end = at + 1;
    if (text[at] === '"') end = stringEnd(text, at, text.length, 0);
    if (startsComment(text, at)) at = lineEnd(text, at, text.length);
    else if (text.startsWith('/*', at)) {
      at = commentEnd(text, at, text.length);
      without += ' ';
    } else {
      without += text.slice(at, end);
      at = end;
    }
  }
  return without;
}

/**
 * The end of the expression that starts at `start`: the first comma, closing bracket or (with `line`) line end that is in no bracket,
 * string or comment.
 */
export function expressionEnd(text: string, start: number, end: number, line: boolean, depth = 0): number {
  let at = start;
  let open = 0;
  // What is read again from within its bracket, which may be that of an object, has been read from outside of it.
  const stacked = new Stacked(line || depth === 0);
  const within = (more: number): number => {
    const levels = depth + open + more + stacked.levels;
    if (levels > deepestNesting) throw new LexicalError('deep', at);
    return levels;
  };
  while (at < end) {
    const character = text[at];
    if (character === '"') {
      at = stringEnd(text, at, end, within(1));
      stacked.operand();
    } else if (startsComment(text, at)) at = lineEnd(text, at, end);
    else if (text.startsWith('/*', at)) at = commentEnd(text, at, end);
    else if (character === '\n' && line && open === 0) return at;
    else if (character === '(' || character === '[' || character === '{') {
      open++;
      within(0);
      stacked.open(character);
      at++;
    } else if (character === ')' || character === ']' || character === '}') {
      if (open === 0) return at;
      open--;
      stacked.close();
      at++;
    } else if (character === ',' && open === 0) return at;
    else {
      const heredoc = heredocAt(text, at) !== undefined;
      const next = heredoc ? heredocEnd(text, at, end, within(1)) : tokenEnd(text, at);
      if (heredoc) stacked.operand();
      else stacked.token(text.slice(at, next));
      within(0);
      at = next;
    }
  }
  if (open > 0) throw new LexicalError('unclosed', start);
  return end;
}

/** What stands between strings, brackets and comments of an expression: names, numbers, operators, white space. */
const token = /[\p{ID_Start}_][\p{ID_Continue}-]*|\d+|[ \t]+|\r(?=\n)|\n|[-+*/%=<>!&|?:.,~]/uy;

function tokenEnd(text: string, at: number): number {
  token.lastIndex = at;
  const found = token.exec(text)?.[0];
  if (found === undefined) throw new LexicalError('stray', at);
  return at + found.length;
}

const heredocStart = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** The marker of the heredoc that starts at `at`, if one does. */
export function heredocAt(text: string, at: number): string | undefined {
  if (text[at] !== '<' || text[at + 1] !== '<') return undefined;
  heredocStart.lastIndex = at;
  return heredocStart.exec(text)?.[1];
}

/** The offset of the line end that closes the heredoc, which is no part of it. */
function heredocEnd(text: string, start: number, end: number, depth: number): number {
  const marker = heredocAt(text, start);
  let line = text.indexOf('\n', start) + 1;
  let whole = true;
  let at = line;
  while (at <= end) {
    if (at === end || text[at] === '\n') {
      if (whole && text.slice(line, at).trim() === marker) return at;
      if (at === end) break;
      line = ++at;
      whole = true;
    } else {
      const next = sequenceEnd(text, at, end, depth);
      if (next > at && isSequence(text, at)) whole = false;
      at = Math.max(next, at + 1);
    }
  }
  throw new LexicalError('unclosed', start);
}

/** What a backslash may stand before in a string. */
const escapable: ReadonlySet<string> = new Set('nrt"\\uU');

/** The offset after the closing quote of the string that starts at `start`. */
export function stringEnd(text: string, start: number, end: number, depth: number): number {
  if (depth > deepestNesting) throw new LexicalError('deep', start);
  let at = start + 1;
  while (at < end) {
    const character = text[at];
    if (character === '"') return at + 1;
    if (character === '\n') break;
    if (character === '\\') {
      if (!escapable.has(text[at + 1] ?? '')) throw new LexicalError('stray', at);
      at += 2;
    } else at = Math.max(sequenceEnd(text, at, end, depth), at + 1);
  }
  throw new LexicalError('unclosed', start);
}

/** True where `${` or `%{` opens a sequence; a run of two or more `$` or `%` is an escape. */
export function isSequence(text: string, at: number): boolean {
  const mark = text[at];
  return (mark === '$' || mark === '%') && text[at + 1] === '{' && text[at - 1] !== mark;
}

/** The offset after a template sequence or after a run of marks that escapes one; `at` itself where neither starts. */
function sequenceEnd(text: string, at: number, end: number, depth: number): number {
  const mark = text[at];
  if (mark !== '$' && mark !== '%') return at;
  let run = at;
  while (text[run] === mark) run++;
  if (text[run] !== '{') return run;
  if (run - at > 1) return run + 1;
  return sequenceClose(text, at, end, depth) + 1;
}

/** The offset of the `}` that closes the sequence which `${` or `%{` opens at `start`. */
export function sequenceClose(text: string, start: number, end: number, depth: number): number {
  if (depth + 1 > deepestNesting) throw new LexicalError('deep', start);
  let at = start + 2;
  while (at < end) {
    const close = expressionEnd(text, at, end, false, depth + 1);
    if (close >= end) break;
    if (text[close] === '}') return close;
    at = close + 1;
  }
  throw new LexicalError('unclosed', start);
}
