import { inheritedNames } from './ids';

/* The part of plain YAML that stands on one line: brackets, quotes, words, numbers. */

/** Thrown where a text leaves the plain part; one value, since a stack trace for each file would cost more than reading it. */
export const beyond = Symbol('beyond the plain part of YAML');

const inlineKey = /([A-Za-z][A-Za-z0-9_.-]*): +/y;
/** Ends before a bracket, a comma, or what could be a comment or a key: then the whole text is left to the full reader. */
const inlineText = /[A-Za-z0-9](?:[^\][{},:#]|:(?=[^ \][{},]))*/y;
const quoted = /"([^"\\]*)"|'([^']*)'/y;
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;
/** What YAML 1.2's core schema reads as a number, and is not simply written. */
const otherNumber = /^(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const words: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

/** A manifest has eight levels. */
export const deepest = 20;

/** A value in brackets or quotes, or a plain text between brackets, at a place of a line. */
export function inlineAt(
  text: string,
  at: number,
  depth: number,
): { readonly value: unknown; readonly end: number } {
  if (depth > deepest) throw beyond;
  switch (text[at]) {
    case '[':
      return inlineList(text, at + 1, depth + 1);
    case '{':
      return inlineMap(text, at + 1, depth + 1);
    case '"':
    case "'": {
      const match = matchAt(quoted, text, at);
      if (match === undefined) throw beyond;
      return { value: match[1] ?? match[2] ?? '', end: at + match[0].length };
    }
    default: {
      const match = matchAt(inlineText, text, at);
      if (match === undefined) throw beyond;
      return { value: scalar(match[0].trimEnd()), end: at + match[0].length };
    }
  }
}

function inlineList(text: string, start: number, depth: number): { value: unknown[]; end: number } {
  const value: unknown[] = [];
  let at = afterSpaces(text, start);
  if (text[at] === ']') return { value, end: at + 1 };
  for (;;) {
    const item = inlineAt(text, at, depth);
    value.push(item.value);
    at = afterSpaces(text, item.end);
    if (text[at] === ']') return { value, end: at + 1 };
    if (text[at] !== ',') throw beyond;
    at = afterSpaces(text, at + 1);
  }
}

function inlineMap(
  text: string,
  start: number,
  depth: number,
): { value: Record<string, unknown>; end: number } {
  const value: Record<string, unknown> = {};
  let at = afterSpaces(text, start);
  if (text[at] === '}') return { value, end: at + 1 };
  for (;;) {
    const match = matchAt(inlineKey, text, at);
    const name = match?.[1];
    if (match === undefined || name === undefined) throw beyond;
    const item = inlineAt(text, at + match[0].length, depth);
    add(value, name, item.value);
    at = afterSpaces(text, item.end);
    if (text[at] === '}') return { value, end: at + 1 };
    if (text[at] !== ',') throw beyond;
    at = afterSpaces(text, at + 1);
  }
}

/** A plain text that fills the rest of a line. */
export function wholeLine(text: string): unknown {
  if (!/^[A-Za-z0-9]/.test(text) || /:(?: |$)/.test(text)) throw beyond;
  return scalar(text);
}

/** The value of a plain text by YAML 1.2's core schema. */
function scalar(text: string): unknown {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (wholeNumber.test(text)) return Number(text);
  if (otherNumber.test(text)) throw beyond;
  return text;
}

export function add(object: Record<string, unknown>, name: string, value: unknown): void {
  if (words.has(name) || inheritedNames.has(name) || Object.hasOwn(object, name)) throw beyond;
  object[name] = value;
}

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function afterSpaces(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ') end++;
  return end;
}
