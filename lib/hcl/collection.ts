import { compareTexts } from './order';
import { text, type Value } from './value';

/*
 * What Terraform goes through: the items of lists and sets, the entries of objects and maps, each in Terraform's order. Undefined for what is no
 * collection of that kind.
 */

/** How many are in it. */
export function lengthOf(value: Value): number | undefined {
  if (value.kind === 'object') return value.entries.size;
  return value.kind === 'list' || value.kind === 'set' ? value.items.length : undefined;
}

/** The items of a list or a set. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'list') return value.items;
  return value.kind === 'set' ? value.items.map(text) : undefined;
}

/** What `for_each` takes, by its keys: a set, whose items are their own keys, or an object. */
export function entriesOf(value: Value): readonly (readonly [key: string, value: Value])[] | undefined {
  if (value.kind === 'set') return value.items.map((item) => [item, text(item)]);
  return value.kind === 'object'
    ? [...value.entries].sort(([one], [other]) => compareTexts(one, other))
    : undefined;
}

/** What a for expression and a dynamic block go through: the same, and lists, whose keys are positions. */
export const pairsOf = (value: Value): readonly (readonly [key: Value, value: Value])[] | undefined =>
  value.kind === 'list'
    ? value.items.map((item, index) => [{ kind: 'number', value: index }, item])
    : entriesOf(value)?.map(([key, item]) => [text(key), item]);
