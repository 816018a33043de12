import type { Resource } from './resource';
import { deepest, type Value, type Walk } from './value';

/*
 * Where Terraform gives several values a common type, it converts: numbers and truth values to texts, lists to sets, objects to such with less in them. It
 * does so also by the types of what is null or empty (held against Terraform 1.11.4, 2026-11-27).
 *
 * Where several types have none in common, it takes one of them that all can be converted to: `{}`, to which every map and object can be, or an object of what
 * all of them have. So an object beside a type that does not show is followed only where it is one, of texts, beside one other.
 */

/**
 * Whether a common type changes none of these values. `hidden` is whether there is another type among them that none of them shows; texts stay what they are
 * whatever it is.
 */
export function areAlike(values: readonly Value[], walk: Walk, hidden = false, depth = 0): boolean {
  if (depth > deepest) return false;
  walk(values.length);
  const shown = values.filter(({ kind }) => kind !== 'null' && kind !== 'unknown');
  const mayDiffer = hidden || values.some((value) => value.kind === 'unknown' || isTypedNull(value));
  const [first] = shown;
  if (first === undefined) return true;
  if (shown.some((value) => kindOf(value) !== kindOf(first))) return false;
  // Beside null as it is written, only what has no parts is given one type.
  if (!isSimple(first) && values.some((value) => value.kind === 'null' && value.untyped)) return false;
  switch (first.kind) {
    case 'text':
    case 'attribute':
      return true;
    case 'list':
      return !mayDiffer && areAlike(itemsOf(shown), walk, shown.some(isTypedEmpty), depth + 1);
    case 'object':
      return mayDiffer || shown.some(isTypedEmpty)
        ? depth === 0 && values.length <= 2 && objectsOf(shown).every(isOfTexts)
        : areAlikeWithin(objectsOf(shown), walk, depth + 1);
    case 'resource':
      return (
        !mayDiffer &&
        shown.every((value) => value.kind === 'resource' && isOfType(value.resource, first.resource))
      );
    case 'module':
      return !mayDiffer && shown.length === 1;
    default:
      return !mayDiffer;
  }
}

type Objects = readonly Extract<Value, { readonly kind: 'object' }>[];

/** Objects have entries of one type each; maps, of which all entries are of one type, look like them, and make maps of those beside them. */
function areAlikeWithin(objects: Objects, walk: Walk, depth: number): boolean {
  const all = objects.flatMap(({ entries }) => [...entries.values()]);
  walk(all.length);
  const hasMap = objects.some(({ untyped }) => !untyped);
  if (kindsOf(all).size <= 1) {
    if (hasMap && objects.length > 2 && (objects.some(showsNothing) || !all.every(isWhole))) return false;
    return areAlike(all, walk, false, depth);
  }
  if (objects.some(mayBeMap)) return false;
  const keys = [...(objects[0]?.entries.keys() ?? [])];
  const isSame = objects.every(
    ({ entries }) => entries.size === keys.length && keys.every((key) => entries.has(key)),
  );
  const valuesOf = (key: string): Value[] => objects.flatMap(({ entries }) => entries.get(key) ?? []);
  return isSame && keys.every((key) => areAlike(valuesOf(key), walk, false, depth));
}

const isOfType = (one: Resource, other: Resource): boolean =>
  one.type === other.type && one.mode === other.mode;

const isOfTexts = ({ entries }: Objects[number]): boolean =>
  [...entries.values()].every((value) => value.kind === 'null' || kindOf(value) === 'text');

const showsNothing = ({ entries }: Objects[number]): boolean =>
  [...entries.values()].every(({ kind }) => kind === 'null');

const mayBeMap = ({ entries, untyped }: Objects[number]): boolean =>
  !untyped && kindsOf([...entries.values()]).size <= 1;

const kindsOf = (values: readonly Value[]): ReadonlySet<string> =>
  new Set(values.filter(({ kind }) => kind !== 'null' && kind !== 'unknown').map(kindOf));

const isTypedNull = (value: Value): boolean => value.kind === 'null' && !value.untyped;

/** Whether what is in it would have a type that does not show. */
const isTypedEmpty = (value: Value): boolean =>
  (value.kind === 'list' && !value.untyped && value.items.length === 0) ||
  (value.kind === 'object' && !value.untyped && value.entries.size === 0);

/** Whether a value shows all of its type, and has no part that can be left out. */
const isWhole = (value: Value): boolean =>
  value.kind === 'list'
    ? !isTypedEmpty(value) && value.items.every(isSimple)
    : isSimple(value) && kindOf(value) !== 'attribute';

export const isSimple = ({ kind }: Value): boolean =>
  kind === 'text' || kind === 'attribute' || kind === 'number' || kind === 'boolean';

const itemsOf = (lists: readonly Value[]): Value[] =>
  lists.flatMap((list) => (list.kind === 'list' ? list.items : []));
const objectsOf = (values: readonly Value[]): Objects =>
  values.flatMap((value) => (value.kind === 'object' ? [value] : []));

const kindOf = (value: Value): string =>
  value.kind === 'attribute' && value.name === 'id' ? 'text' : value.kind;

/** A value that got a type: what is null or empty in it no longer shows all of its own. */
export function typed(value: Value, walk: Walk): Value {
  walk(1);
  switch (value.kind) {
    case 'null':
      return { kind: 'null' };
    case 'list':
      return { kind: 'list', items: value.items.map((item) => typed(item, walk)) };
    case 'object': {
      const entries = [...value.entries].map(([key, entry]) => [key, typed(entry, walk)] as const);
      return { kind: 'object', entries: new Map(entries) };
    }
    default:
      return value;
  }
}

/**
 * Whether the fallback of a look-up in a map of these values stays what it is. It is converted to their type, also a text to a number, and loses what that type
 * has not.
 */
export function fits(fallback: Value, values: readonly Value[]): boolean {
  switch (fallback.kind) {
    case 'null':
      return true;
    case 'text':
      return isWord(fallback) || values.some(({ kind }) => kind === 'text');
    case 'attribute':
      return fallback.name === 'id';
    case 'number':
    case 'boolean':
      return values.some(({ kind }) => kind === fallback.kind);
    case 'list':
      return values.some(({ kind }) => kind === 'list') && fallback.items.every(isWord);
    case 'object':
      return values.some(({ kind }) => kind === 'object') && fallback.entries.size === 0;
    default:
      return false;
  }
}

/** A text that Terraform makes nothing else of. */
const isWord = (value: Value): boolean =>
  (value.kind === 'attribute' && value.name === 'id') ||
  (value.kind === 'text' && /^[\p{L}*]/u.test(value.text) && !/^(true|false|inf|nan)/i.test(value.text));
