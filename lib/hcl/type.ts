import { itemsOf } from './collection';
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
