/*
 * A JSON reader that keeps what JSON.parse throws away: duplicate keys, the order of members and where everything stands.
 * Terraform merges duplicate keys of blocks (seen with Terraform 1.11.4, 2026-11-24), so a reader that keeps the last one only would
 * look at other grants than the ones that are applied. Where this reader and Terraform's could differ (unpaired surrogates, nesting
 * beyond any real file) it refuses the text.
 */

import { maxDepth, maxValues } from './limits';
import { JsonError, Scanner } from './scanner';

/** A member of an object. `offset` is where its name stands. */
export interface JsonMember {
  readonly name: string;
  readonly offset: number;
  readonly node: JsonNode;
}

/** A value with its place. `offset` counts UTF-16 units from the start of the text. */
export type JsonNode =
  | { readonly kind: 'null'; readonly offset: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly offset: number }
  /** The number as written: converting it could lose digits. */
  | { readonly kind: 'number'; readonly text: string; readonly offset: number }
  | { readonly kind: 'string'; readonly value: string; readonly offset: number }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly offset: number }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly offset: number };

type JsonResult =
  | { readonly ok: true; readonly value: JsonNode }
  | { readonly ok: false; readonly error: { readonly message: string; readonly offset: number } };

/** Parses RFC 8259 JSON with at most `most` values. A leading byte order mark is skipped. Never throws. */
export function parseJson(text: string, most = maxValues): JsonResult {
  try {
    return { ok: true, value: new Parser(text, most).document() };
  } catch (error) {
    if (error instanceof JsonError)
      return { ok: false, error: { message: error.message, offset: error.offset } };
    throw error;
  }
}

class Parser extends Scanner {
  private values = 0;

  constructor(
    text: string,
    private readonly most: number,
  ) {
    super(text);
  }

  document(): JsonNode {
    this.space();
    const value = this.value(0);
    this.space();
    if (this.position < this.text.length) this.fail('something follows the end of the JSON value');
    return value;
  }

  private value(depth: number): JsonNode {
    if (depth > maxDepth) this.fail(`values are nested deeper than ${maxDepth} levels`);
    if (++this.values > this.most)
      this.fail(`it holds more than ${this.most.toLocaleString('en')} values, which is too many to look at`);
    const offset = this.position;
    switch (this.text[offset]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return { kind: 'string', value: this.string(), offset };
      case 't':
        return this.keyword('true', { kind: 'boolean', value: true, offset });
      case 'f':
        return this.keyword('false', { kind: 'boolean', value: false, offset });
      case 'n':
        return this.keyword('null', { kind: 'null', offset });
      default:
        return { kind: 'number', text: this.number(), offset };
    }
  }

  private object(depth: number): JsonNode {
    const offset = this.position++;
    const members: JsonMember[] = [];
    this.space();
    if (this.text[this.position] === '}') {
      this.position++;
      return { kind: 'object', members, offset };
    }
    for (;;) {
      const offset = this.position;
      if (this.text[offset] !== '"') this.fail('a property name in double quotes is expected');
      const name = this.string();
      this.space();
      if (this.text[this.position] !== ':') this.fail('":" is expected after a property name');
      this.position++;
      this.space();
      members.push({ name, offset, node: this.value(depth + 1) });
      this.space();
      const next = this.text[this.position];
      if (next === '}') break;
      if (next !== ',') this.fail('"," or "}" is expected');
      this.position++;
      this.space();
    }
    this.position++;
    return { kind: 'object', members, offset };
  }

  private array(depth: number): JsonNode {
    const offset = this.position++;
    const items: JsonNode[] = [];
    this.space();
    if (this.text[this.position] === ']') {
      this.position++;
      return { kind: 'array', items, offset };
    }
    for (;;) {
      items.push(this.value(depth + 1));
      this.space();
      const next = this.text[this.position];
      if (next === ']') break;
      if (next !== ',') this.fail('"," or "]" is expected');
      this.position++;
      this.space();
    }
    this.position++;
    return { kind: 'array', items, offset };
  }

  private keyword(word: string, node: JsonNode): JsonNode {
    if (!this.text.startsWith(word, this.position)) this.fail('a JSON value is expected');
    this.position += word.length;
    return node;
  }
}
