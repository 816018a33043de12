import { expressionEnd, identifierAt, stringEnd } from './lexer';
import { LexicalError } from './lexical-error';
import { parseNative } from './parse-expression';
import { skipSpace } from './space';

interface Item {
  readonly name: string;
  readonly offset: number;
}
interface ScannedAttribute extends Item {
  readonly start: number;
  readonly end: number;
}
export interface ScannedBlock extends Item {
  readonly labels: readonly string[];
  readonly body: ScannedBody;
}

/** The structure of a file, without values. */
export interface ScannedBody {
  readonly attributes: readonly ScannedAttribute[];
  readonly blocks: readonly ScannedBlock[];
}

/** Finds all arguments and blocks. Throws a {@link LexicalError} for text that is no HCL or nested too deeply. */
export function scan(text: string): ScannedBody {
  const [body, end] = scanBody(text, 0, 0);
  if (end < text.length) throw new LexicalError('unclosed', end);
  return body;
}

function scanBody(text: string, start: number, depth: number): [body: ScannedBody, end: number] {
  if (depth > 50) throw new LexicalError('deep', start);
  const attributes: ScannedAttribute[] = [];
  const blocks: ScannedBlock[] = [];
  let at = skipSpace(text, start, text.length, true);
  while (at < text.length && text[at] !== '}') {
    const name = identifierAt(text, at);
    if (name === undefined) throw new LexicalError('unclosed', at);
    const offset = at;
    at = skipSpace(text, at + name.length, text.length, false);
    if (text[at] === '=') {
      const from = skipSpace(text, at + 1, text.length, false);
      at = expressionEnd(text, from, text.length, true);
      attributes.push({ name, offset, start: from, end: at });
    } else {
      const [block, behind] = scanBlock(text, at, name, offset, depth);
      blocks.push(block);
      at = behind;
    }
    at = skipSpace(text, at, text.length, true);
  }
  return [{ attributes, blocks }, at];
}

function scanBlock(
  text: string,
  start: number,
  name: string,
  offset: number,
  depth: number,
): [block: ScannedBlock, end: number] {
  const labels: string[] = [];
  let at = start;
  while (text[at] !== '{') {
    const word = identifierAt(text, at);
    const end = word === undefined && text[at] === '"' ? stringEnd(text, at, text.length, 0) : at;
    if (word === undefined && end === at) throw new LexicalError('unclosed', at);
    if (word !== undefined) labels.push(word);
    else {
      labels.push(labelOf(text, at, end));
    }
    at = skipSpace(text, word === undefined ? end : at + word.length, text.length, false);
  }
  const [body, close] = scanBody(text, at + 1, depth + 1);
  if (text[close] !== '}') throw new LexicalError('unclosed', offset);
  return [{ name, offset, labels, body }, close + 1];
}

/** A label between quotes. It is no value: what is written stands for itself, in no other form. */
function labelOf(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end - 1);
  if (!/[\\$%]/.test(plain)) return plain;
  const label = parseNative(text, start, end);
  if (label.kind !== 'text') throw new LexicalError('unclosed', start);
  return label.text;
}
