import { withoutComments } from './lexer';
import { LexicalError } from './lexical-error';
import { wholeNumber } from './number';
import type { Type } from './type';
import type { Value } from './value';

/**
 * Reads a type as it is written; undefined for what is not followed: tuples, sets of other than texts and collections of any rearrange. Of the
 * defaults in `optional(…)`, those are read that are one word: white space is gone from texts.
 */
export function parseType(written: string): Type | undefined {
  try {
    return new TypeParser(withoutComments(written)).whole();
  } catch (error) {
    if (error instanceof LexicalError) return undefined;
    throw error;
  }
}

class TypeParser {
  private at = 0;
  private readonly text: string;

  constructor(written: string) {
    // Within an object, line ends are commas; a quoted type is the spelling of old.
    this.text = written
      .replaceAll(/^"|"$/g, '')
      .replaceAll(/(?<=[\w)}])[ \t\r]*\n\s*(?=[\w"])/g, ',')
      .replaceAll(/\s/g, '');
  }

  whole(): Type | undefined {
    const type = this.type(0);
    return this.at === this.text.length ? type : undefined;
  }

  private type(depth: number): Type | undefined {
    const word = this.take(/[a-z]+/y);
    if (depth > 20 || word === undefined) return undefined;
    if (word === 'any' || word === 'string' || word === 'number' || word === 'bool') return { kind: word };
    if (!this.skip('(')) return undefined;
    const type = word === 'object' ? this.object(depth) : this.collection(word, depth);
    return this.skip(')') ? type : undefined;
  }

  private collection(word: string, depth: number): Type | undefined {
    const of = this.type(depth + 1);
    if (of === undefined || isOpen(of)) return undefined;
    if (word === 'set') return of.kind === 'string' ? { kind: 'set' } : undefined;
    return word === 'list' || word === 'map' ? { kind: word, of } : undefined;
  }

  private object(depth: number): Type | undefined {
    const attributes = new Map<string, Type>();
    const optional = new Map<string, Value | undefined>();
    if (!this.skip('{')) return undefined;
    while (!this.skip('}')) {
      const name = this.take(/"?[\w-]+"?/y)?.replaceAll('"', '');
      if (name === undefined || attributes.has(name) || !(this.skip('=') || this.skip(':'))) return undefined;
      const isOptional = this.skip('optional(');
      const type = this.type(depth + 1);
      if (type === undefined) return undefined;
      attributes.set(name, type);
      if (isOptional) {
        const written = this.skip(',') ? this.take(fallback) : 'null';
        if (written === undefined || !this.skip(')')) return undefined;
        optional.set(name, type.kind === 'any' ? undefined : wordOf(written));
      }
      this.skip(',');
    }
    return { kind: 'object', attributes, optional };
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private skip(sign: string): boolean {
    const found = this.text.startsWith(sign, this.at);
    if (found) this.at += sign.length;
    return found;
  }
}

/** A default without templates and escapes: words, texts, and brackets around these, three deep. */
const fallback = (() => {
  const plain = String.raw`[\w.,:=-]|"[^"\\$%]*"`;
  let within = plain;
  for (let depth = 0; depth < 3; depth++)
    within = String.raw`${plain}|\((?:${within})*\)|\[(?:${within})*\]|\{(?:${within})*\}`;
  return new RegExp(`(?:${within})+`, 'y');
})();

/** A default of one word that is no text. */
function wordOf(written: string): Value | undefined {
  if (written === 'null') return { kind: 'null' };
  if (written === 'true' || written === 'false') return { kind: 'boolean', value: written === 'true' };
  const number = wholeNumber(written);
  return number === undefined ? undefined : { kind: 'number', value: number };
}

/** Whether what stands for `any` in it depends on all items of a collection: they get one type, also within objects (Terraform 1.11.4, 2026-11-27). */
const isOpen = (type: Type): boolean =>
  type.kind === 'any' || (type.kind === 'object' && [...type.attributes.values()].some(isOpen));
