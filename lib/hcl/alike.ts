import type { Resource } from './resource';
import { deepest, isText, type Value, type Walk } from './value';

/*
 * Where Terraform gives several values a common type, it converts: numbers and truth values to texts, lists to sets, objects to such with less in them. It
 * does so also by types that no value shows: of what is null or empty, and of what is not known (held against Terraform 1.11.4, 2026-11-27).
 */

/**
 * Whether a common type changes none of these values. `hidden` is whether there is another type among them that none of them shows. Texts stay what
 * they are whatever it is.
 */
export function areAlike(values: readonly Value[], walk: Walk, hidden = false, depth = 0): boolean {
  if (depth > deepest) return false;
  walk(values.length);
  const shown = values.filter(isShown);
  const [first] = shown;
  if (first === undefined) return true;
  if (shown.some((value) => kindOf(value) !== kindOf(first))) return false;
  // Beside null as it is written, only what has no parts is given one type.
  if (!isSimple(first) && values.some((value) => value.kind === 'null' && value.untyped)) return false;
  const hides = hidden || values.some((value) => value.kind === 'unknown' || isTypedNull(value));
  switch (first.kind) {
    case 'text':
    case 'attribute':
      return true;
    case 'list':
      return !hides && areAlike(itemsOf(shown), walk, shown.some(isTypedEmpty), depth + 1);
    case 'object':
      // Of types that have none in common, Terraform takes one that all can be converted to: `{}`, to which every map and object can be, or an object of
      // what all of them have. Beside a type that does not show, that spares only objects of texts, and those only beside one other.
      return hides || shown.some(isTypedEmpty)
        ? depth === 0 && values.length <= 2 && objectsOf(shown).every(isOfTexts)
        : areAlikeWithin(objectsOf(shown), walk, depth + 1);
    case 'resource':
      return (
        !hides &&
        shown.every((value) => value.kind === 'resource' && isOfType(value.resource, first.resource))
      );
    case 'module':
      return !hides && shown.length === 1;
    default:
      return !hides;
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

/** Whether a value shows what kind it is. */
const isShown = ({ kind }: Value): boolean => kind !== 'null' && kind !== 'unknown';

const kindsOf = (values: readonly Value[]): ReadonlySet<string> =>
  new Set(values.filter(isShown).map(kindOf));

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

/** Whether a value has no parts. */
export const isSimple = ({ kind }: Value): boolean =>
  kind === 'text' || kind === 'attribute' || kind === 'number' || kind === 'boolean';

const itemsOf = (lists: readonly Value[]): Value[] =>
  lists.flatMap((list) => (list.kind === 'list' ? list.items : []));
const objectsOf = (values: readonly Value[]): Objects =>
  values.flatMap((value) => (value.kind === 'object' ? [value] : []));

const kindOf = (value: Value): string => (isText(value) ? 'text' : value.kind);

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
