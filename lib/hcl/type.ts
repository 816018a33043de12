import { LexicalError, withoutComments } from './lexer';
import { wholeNumber } from './number';
import { compareTexts } from './order';
import { asText, stepInto, text, unknown, type Value } from './value';
import type { World } from './world';

/** A type constraint of a variable, as far as the conversion to it can be followed. */
export type Type =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'map'; readonly of: Type }
  | { readonly kind: 'set' }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, Type> };

/**
 * Reads a type as it is written; undefined for what is not followed: `optional(…)` may add a default, and tuples, sets of other than texts and
 * collections of any rearrange.
 */
export function readType(written: string): Type | undefined {
  try {
    return new TypeReader(withoutComments(written)).whole();
  } catch (error) {
    if (error instanceof LexicalError) return undefined;
    throw error;
  }
}

/** What Terraform makes of a value for a variable of this type. A value that stands in several places is copied for each, so the copies are counted. */
export function convert(value: Value, type: Type, world: World): Value {
  world.walk(1);
  if (value.kind === 'unknown' || type.kind === 'any') return value;
  if (value.kind === 'null') return { kind: 'null' };
  switch (type.kind) {
    case 'string': {
      // What an attribute is becomes known later; an id is a text anyway.
      if (value.kind === 'attribute') return value;
      const said = asText(value);
      return said === undefined ? unknown('not-text') : { kind: 'text', text: said };
    }
    case 'number':
      return numberFrom(value) ?? unknown(changed);
    case 'bool':
      return truthFrom(value) ?? unknown(changed);
    case 'list':
      return value.kind === 'list' || value.kind === 'set'
        ? { kind: 'list', items: itemsOf(value).map((item) => convert(item, type.of, world)) }
        : unknown(changed);
    case 'set':
      return textSet(value, world);
    case 'map':
      return value.kind === 'object'
        ? { kind: 'object', entries: converted(value.entries, () => type.of, world) }
        : unknown(changed);
    case 'object': {
      world.walk(type.attributes.size);
      const kept = [...type.attributes.keys()].flatMap((name) => {
        const entry = entryOf(value, name);
        return entry === undefined ? [] : [[name, entry] as const];
      });
      if (value.kind !== 'object' && !isWhole(value)) return unknown(changed);
      if (kept.length < type.attributes.size) return unknown('dangling');
      // Not as a map, whose entries have one type.
      return {
        kind: 'object',
        entries: converted(new Map(kept), (name) => type.attributes.get(name) ?? { kind: 'any' }, world),
        untyped: true,
      };
    }
  }
}

/** Of a child module: its calls set its variables, and nothing else does. */
const changed =
  'it goes through a variable whose type makes something else of it, which is not followed here';

function numberFrom(value: Value): Value | undefined {
  if (value.kind === 'number') return value;
  const said = value.kind === 'text' ? wholeNumber(value.text) : undefined;
  return said === undefined ? undefined : { kind: 'number', value: said };
}

function truthFrom(value: Value): Value | undefined {
  if (value.kind === 'boolean') return value;
  if (value.kind !== 'text' || !/^(true|false|1|0)$/.test(value.text)) return undefined;
  return { kind: 'boolean', value: value.text === 'true' || value.text === '1' };
}

const itemsOf = (value: Extract<Value, { readonly kind: 'list' | 'set' }>): readonly Value[] =>
  value.kind === 'list' ? value.items : value.items.map(text);

/** A whole resource is an object of its arguments, a module of its outputs: what a type lists of it is kept, and known as far as a reference to it would be. */
function entryOf(value: Value, name: string): Value | undefined {
  if (value.kind === 'object') return value.entries.get(name);
  return isWhole(value) ? stepInto(value, text(name)) : undefined;
}

const isWhole = ({ kind }: Value): boolean => kind === 'resource' || kind === 'module';

/** Whether what stands for `any` in it depends on all items of a collection: they get one type, also within objects (Terraform 1.11.4, 2026-11-27). */
const isOpen = (type: Type): boolean =>
  type.kind === 'any' || (type.kind === 'object' && [...type.attributes.values()].some(isOpen));

const converted = (
  entries: ReadonlyMap<string, Value>,
  type: (name: string) => Type,
  world: World,
): ReadonlyMap<string, Value> =>
  new Map([...entries].map(([name, value]) => [name, convert(value, type(name), world)]));

function textSet(value: Value, world: World): Value {
  if (value.kind === 'set') return value;
  if (value.kind === 'list') world.walk(value.items.length);
  const items = value.kind === 'list' ? value.items.map(asText) : [undefined];
  const texts = items.flatMap((item) => (item === undefined ? [] : [item]));
  return texts.length === items.length
    ? { kind: 'set', items: [...new Set(texts)].sort(compareTexts) }
    : unknown(changed);
}

/** Reads a type as written, white space left out; undefined for what is not followed. */
class TypeReader {
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
