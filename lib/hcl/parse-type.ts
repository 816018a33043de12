import { LexicalError, withoutComments } from './lexer';
import type { Type } from './type';

/**
 * Reads a type as it is written; undefined for what is not followed: `optional(…)` may add a default, and tuples, sets of other than texts and
 * collections of any rearrange.
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
    if (!this.skip('{')) return undefined;
    while (!this.skip('}')) {
      const name = this.take(/"?[\w-]+"?/y)?.replaceAll('"', '');
      if (name === undefined || attributes.has(name) || !(this.skip('=') || this.skip(':'))) return undefined;
      const type = this.type(depth + 1);
      if (type === undefined) return undefined;
      attributes.set(name, type);
      this.skip(',');
    }
    return { kind: 'object', attributes };
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

/** Whether what stands for `any` in it depends on all items of a collection: they get one type, also within objects (Terraform 1.11.4, 2026-11-27). */
const isOpen = (type: Type): boolean =>
  type.kind === 'any' || (type.kind === 'object' && [...type.attributes.values()].some(isOpen));
