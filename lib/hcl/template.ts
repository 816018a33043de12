import type { Expression } from './expression';
import { isSequence, sequenceClose } from './lexer';
import { normalForm } from './normal-form';
import { Opaque } from './opaque';

/**
 * A template between quotes (where backslashes escape) or a text of JSON syntax (where they do not). `inner` reads the expressions in it. Throws an
 * {@link Opaque} for what is not evaluated.
 */
export function readTemplate(
  text: string,
  start: number,
  end: number,
  escapes: boolean,
  inner: (text: string, start: number, end: number) => Expression,
): Expression {
  const parts: Expression[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'text', text: normalText(literal) });
    literal = '';
  };
  let at = start;
  let isBroken = false;
  while (at < end) {
    const character = text[at] ?? '';
    if (isSequence(text, at)) {
      if (isBroken) throw new Opaque('interpolation');
      if (character === '%') throw new Opaque('directive');
      flush();
      const close = sequenceClose(text, at, end, 1);
      if (text[at + 2] === '~' || text[close - 1] === '~') throw new Opaque('interpolation');
      parts.push(inner(text, at + 2, close));
      at = close + 1;
    } else if ((character === '$' || character === '%') && text[at + 1] === character) {
      let run = at;
      while (text[run] === character && run < end) run++;
      literal += character.repeat(text[run] === '{' && run < end ? run - at - 1 : run - at);
      at = run;
      if (text[at] === '{' && at < end) {
        if (isBroken) throw new Opaque('interpolation');
        literal += '{';
        at++;
      }
    } else if (escapes && character === '\\') {
      const [read, behind] = readEscape(text, at);
      literal += read;
      at = behind;
    } else {
      // Behind a carriage return that ends no line, HCL takes all for text, also what looks like an expression, and of escapes only some for
      // escapes (seen with Terraform 1.11.4, 2026-11-27). In quotes it refuses one.
      isBroken ||= character === '\r' && text[at + 1] !== '\n';
      literal += character;
      at++;
    }
  }
  flush();
  const [only, second] = parts;
  if (only === undefined) return { kind: 'text', text: '' };
  return second === undefined ? only : { kind: 'template', parts };
}

/** A text as it is written, in the form that Terraform keeps. Throws an {@link Opaque} for one of which that is not known. */
export function normalText(text: string): string {
  const normal = normalForm(text);
  if (normal === undefined) throw new Opaque('crowded');
  return normal;
}

const simpleEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function readEscape(text: string, at: number): [read: string, behind: number] {
  const kind = text[at + 1] ?? '';
  const simple = Object.hasOwn(simpleEscapes, kind) ? simpleEscapes[kind] : undefined;
  if (simple !== undefined) return [simple, at + 2];
  const length = kind === 'u' ? 4 : kind === 'U' ? 8 : 0;
  const digits = text.slice(at + 2, at + 2 + length);
  const code = /^[0-9A-Fa-f]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
  // Halves of a surrogate pair do not make one: Terraform refuses them.
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  if (code < 0 || code > 0x10ffff || isHalf) throw new Opaque('expression');
  return [String.fromCodePoint(code), at + 2 + length];
}
