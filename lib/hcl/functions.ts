import { areAlike, typed } from './alike';
import { entriesOf, itemsOf, lengthOf } from './collection';
import { fits } from './fallback';
import { compareTexts } from './order';
import {
  deepest,
  isId,
  longest,
  type Reason,
  stepsOf,
  text,
  unknown,
  type Value,
  type Walk,
  weightOf,
} from './value';

/*
 * Terraform's functions that are evaluated exactly (held against Terraform 1.11.4, 2026-11-27), each for the values for which that is sure: a list whose items
 * Terraform would convert to a common type is not known, and upper and lower case are those of ASCII.
 */

type Items = readonly Value[];
type Call = (walk: Walk, ...given: Value[]) => Value | undefined;

const table = {
  // Of other items it keeps their type, and its order is not that of texts.
  toset: (_, of) => {
    const texts = textsIn(of);
    return texts && { kind: 'set', items: [...new Set(texts)].sort(compareTexts) };
  },
  tolist: (walk, of) => {
    const items = itemsOf(of);
    return items && areAlike(items, walk) ? typed({ kind: 'list', items }, walk) : undefined;
  },
  length: (_, of) => {
    const length = lengthOf(of);
    return length === undefined ? undefined : { kind: 'number', value: length };
  },
  keys: (_, of) => listFrom(of, ([key]) => text(key)),
  values: (_, of) => listFrom(of, ([, value]) => value),
  concat: (walk, ...lists) => {
    if (lists.some(({ kind }) => kind !== 'list')) return undefined;
    const items = lists.flatMap((list) => (list.kind === 'list' ? list.items : []));
    // Behind a tuple nothing is converted.
    const [first] = lists;
    if (first?.kind === 'list' && first.untyped) return { kind: 'list', items, untyped: true };
    return areAlike(lists, walk) ? typed({ kind: 'list', items }, walk) : undefined;
  },
  flatten: (walk, of) => {
    const items = itemsOf(of);
    const flat: Value[] = [];
    return items && flatten(items, flat, walk) ? { kind: 'list', items: flat, untyped: true } : undefined;
  },
  distinct: (_, of) => {
    const texts = textsIn(of);
    return texts && { kind: 'list', items: [...new Set(texts)].map(text) };
  },
  merge: (_, ...objects) => {
    if (objects.some(({ kind }) => kind !== 'object')) return undefined;
    const all = objects.flatMap((object) => (object.kind === 'object' ? [object] : []));
    const entries = new Map(all.flatMap((object) => [...object.entries]));
    return all.every(({ untyped }) => untyped)
      ? { kind: 'object', entries, untyped: true }
      : { kind: 'object', entries };
  },
  lookup: (walk, of, key, fallback) => {
    if (of?.kind !== 'object' || key?.kind !== 'text') return undefined;
    const found = of.entries.get(key.text);
    if (found !== undefined || fallback === undefined) return found;
    if (of.untyped) return fallback;
    return fits(fallback, [...of.entries.values()]) ? typed(fallback, walk) : undefined;
  },
  one: (_, of) => {
    const items = itemsOf(of);
    return items === undefined || items.length > 1 ? undefined : (items[0] ?? { kind: 'null' });
  },
  element: (_, of, at) => {
    if (of?.kind !== 'list' || at?.kind !== 'number' || at.value < 0) return undefined;
    // None, where there are no items: Terraform refuses that.
    return of.items[at.value % of.items.length];
  },
  join: (walk, separator, of) => {
    const texts = of && textsIn(of);
    if (separator?.kind !== 'text' || texts === undefined) return undefined;
    const size = texts.reduce((sum, one) => sum + one.length + separator.text.length, 0);
    if (size > longest) return undefined;
    const joined = texts.join(separator.text);
    walk(stepsOf(joined));
    return text(joined);
  },
  lower: (_, of) => plainText(of, (ascii) => ascii.toLowerCase()),
  upper: (_, of) => plainText(of, (ascii) => ascii.toUpperCase()),
} satisfies Readonly<Record<string, Call>>;

export type FunctionName = keyof typeof table;
export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(table, name);

/** How many arguments each takes. */
const takes: Readonly<Record<FunctionName, readonly [least: number, most: number]>> = {
  toset: [1, 1],
  tolist: [1, 1],
  length: [1, 1],
  keys: [1, 1],
  values: [1, 1],
  concat: [1, Number.POSITIVE_INFINITY],
  flatten: [1, 1],
  distinct: [1, 1],
  merge: [1, Number.POSITIVE_INFINITY],
  lookup: [2, 3],
  one: [1, 1],
  element: [2, 2],
  join: [2, 2],
  lower: [1, 1],
  upper: [1, 1],
};

/** What a function makes of values; unknown where that is not sure, and where Terraform refuses it. */
export function call(name: FunctionName, given: readonly Value[], walk: Walk): Value {
  const lost = given.find(isUnknown);
  if (lost !== undefined) return lost;
  const [least, most] = takes[name];
  for (const value of given) walk(weightOf(value));
  const made =
    given.length < least || given.length > most ? undefined : (table[name] as Call)(walk, ...given);
  // What is not known in a list is why nothing sure can be made of it.
  const lostItem = given.flatMap((value) => (value.kind === 'list' ? value.items : [])).find(isUnknown);
  return made ?? lostItem ?? unknown(unsure(name));
}

const isUnknown = ({ kind }: Value): boolean => kind === 'unknown';

const unsure = (name: FunctionName): Reason =>
  `the function ${name} is not followed over values of this kind`;

function textsIn(value: Value): string[] | undefined {
  const items = itemsOf(value);
  const texts = items?.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  return texts?.length === items?.length ? texts : undefined;
}

/** Of an object's entries, the keys or the values. */
function listFrom(value: Value, part: (entry: readonly [string, Value]) => Value): Value | undefined {
  if (value.kind !== 'object') return undefined;
  const items = (entriesOf(value) ?? []).map(part);
  return value.untyped ? { kind: 'list', items, untyped: true } : { kind: 'list', items };
}

/** Puts the items of lists within lists beside each other; false where an item may be a list when it is known. */
function flatten(items: Items, flat: Value[], walk: Walk, depth = 0): boolean {
  if (depth > deepest) return false;
  walk(items.length);
  return items.every((item) => {
    if (item.kind === 'unknown' || (item.kind === 'attribute' && !isId(item))) return false;
    const inner = itemsOf(item);
    if (inner !== undefined) return flatten(inner, flat, walk, depth + 1);
    flat.push(item);
    return true;
  });
}

const plainText = (value: Value, change: (ascii: string) => string): Value | undefined =>
  value.kind === 'text' && /^[\x20-\x7e]*$/.test(value.text) ? text(change(value.text)) : undefined;
