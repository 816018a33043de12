import { itemsOf } from './collection';
import { wholeNumber } from './number';
import { compareTexts } from './order';
import { asText, isId, stepInto, text, unknown, type Value } from './value';
import type { World } from './world';

/** A type constraint of a variable, as far as the conversion to it can be followed. */
export type Type =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'map'; readonly of: Type }
  | { readonly kind: 'set' }
  | ObjectType;

interface ObjectType {
  readonly kind: 'object';
  readonly attributes: ReadonlyMap<string, Type>;
  /** What the optional ones among these are where they are left out or null; undefined for a default that is not followed. */
  readonly optional: ReadonlyMap<string, Value | undefined>;
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
    case 'list': {
      const items = itemsOf(value)?.map((item) => convert(item, type.of, world));
      return items === undefined ? unknown(changed) : { kind: 'list', items };
    }
    case 'set':
      return textSet(value, world);
    case 'map':
      return value.kind === 'object'
        ? { kind: 'object', entries: converted(value.entries, () => type.of, world) }
        : unknown(changed);
    case 'object':
      return objectFrom(value, type, world);
  }
}

function objectFrom(value: Value, { attributes, optional }: ObjectType, world: World): Value {
  world.walk(attributes.size);
  // What a map or a whole resource leaves out does not show here.
  const shows = value.kind === 'object' && value.untyped;
  if (value.kind !== 'object' && !isWhole(value)) return unknown(changed);
  if (optional.size > 0 && !shows) return unknown(changed);
  const entries = new Map<string, Value>();
  for (const [name, type] of attributes) {
    const entry = entryOf(value, name);
    if (optional.has(name)) entries.set(name, optionalFrom(entry, type, optional.get(name), world));
    else if (entry === undefined) return unknown('dangling');
    else entries.set(name, convert(entry, type, world));
  }
  // Not as a map, whose entries have one type.
  return { kind: 'object', entries, untyped: true };
}

/** A default also takes the place of null, and what will be null is not known of every attribute (Terraform 1.11.4, 2026-11-28). */
function optionalFrom(entry: Value | undefined, type: Type, leftOut: Value | undefined, world: World): Value {
  if (entry === undefined || entry.kind === 'null')
    return leftOut === undefined ? unknown(defaulted) : convert(leftOut, type, world);
  const mayBeNull = entry.kind === 'attribute' && !isId(entry);
  return mayBeNull && leftOut?.kind !== 'null' ? unknown(defaulted) : convert(entry, type, world);
}

const defaulted = 'a default in the type of a variable gives it, which is not followed here';

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

/** A whole resource is an object of its arguments, a module of its outputs: what a type lists of it is kept, and known as far as a reference to it would be. */
function entryOf(value: Value, name: string): Value | undefined {
  if (value.kind === 'object') return value.entries.get(name);
  return isWhole(value) ? stepInto(value, text(name)) : undefined;
}

const isWhole = ({ kind }: Value): boolean => kind === 'resource' || kind === 'module';

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
