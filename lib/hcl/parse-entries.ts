import { Cursor } from './cursor';
import type { Expression } from './expression';
import { expressionEnd, identifierAt, stringEnd } from './lexer';
import { Opaque } from './opaque';
import { skipSpace } from './space';
import { normalText } from './template';

type Read = (text: string, start: number, end: number) => Expression;

/**
 * Reads the inside of the brackets of an object, text[start, end). Throws an {@link Opaque} where a key or its sign cannot be followed.
 * @param readKey Throws an {@link Opaque} for what is none; `readValue` gives an opaque expression for it.
 */
export function readEntries(
  text: string,
  start: number,
  end: number,
  readKey: Read,
  readValue: Read,
): Expression {
  const entries: [Expression, Expression][] = [];
  let at = nextEntry(text, start, end);
  while (at < end) {
    const [key, behind] = keyAt(text, at, end, readKey);
    const sign = skipSpace(text, behind, end, true);
    // `"a" == "b" = 1` has the key "false": a key is an expression, of which the first operand was read.
    if (!/^(:|=(?!=))/.test(text.slice(sign, sign + 2))) throw new Opaque('expression');
    const from = skipSpace(text, sign + 1, end, true);
    const until = expressionEnd(text, from, end, true);
    entries.push([key, readValue(text, from, until)]);
    at = nextEntry(text, until, end);
  }
  return { kind: 'object', entries };
}

function nextEntry(text: string, start: number, end: number): number {
  const at = skipSpace(text, start, end, true);
  return text[at] === ',' && at < end ? skipSpace(text, at + 1, end, true) : at;
}

/**
 * The key that starts here, and the offset behind it. A bare word is a text there; in parentheses it is an expression. `a.b` is a name of
 * providers: elsewhere Terraform refuses it (1.11.4, 2026-11-27).
 */
function keyAt(text: string, at: number, end: number, read: Read): [key: Expression, behind: number] {
  const word = identifierAt(text, at);
  if (word !== undefined) {
    let behind = at + word.length;
    while (text[behind] === '.') {
      const step = identifierAt(text, behind + 1);
      if (step === undefined) throw new Opaque('expression');
      behind += 1 + step.length;
    }
    return [{ kind: 'text', text: normalText(text.slice(at, behind)) }, behind];
  }
  if (text[at] === '"') {
    const behind = stringEnd(text, at, end, 1);
    return [read(text, at, behind), behind];
  }
  if (text[at] === '(') {
    const [inner, close] = new Cursor(text, at, end).bracketed(')');
    return [read(text, inner, close), close + 1];
  }
  throw new Opaque('expression');
}
