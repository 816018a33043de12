import type { Worded } from '../proof/finding-values';
import { attributeOf, type Block } from './body';
import { entriesOf, lengthOf, pairsOf } from './collection';
import type { ModuleInstance } from './module-instance';
import { asText, because, type Reason, text, unknown, type Value } from './value';
import type { Names } from './world';

/** How often a block counts: once, once for each key, or nobody can say. */
type Repetition =
  | { readonly kind: 'once' }
  | { readonly kind: 'each'; readonly list: boolean; readonly items: readonly Item[] }
  | { readonly kind: 'unknown'; readonly why: Uncertain; readonly names: Names };

/** Why it is not known how many there are. */
export type Uncertain = `${typeof undecided}${string}` | typeof tooMany;
export const undecided = 'how many of it there are is not written out';

interface Item {
  readonly key: string;
  readonly value: Value;
  readonly names: Names;
}

/** More of one block than anybody writes out. */
const most = 1000;
export const tooMany =
  'it stands in a block that is made more than 1,000 times, which is the most that is followed here';

/** Reads `count` and `for_each` of a resource, data source or module call. */
export function repetitionOf(block: Block, scope: ModuleInstance): Repetition {
  const count = attributeOf(block.body, 'count');
  const forEach = attributeOf(block.body, 'for_each');
  if (count !== undefined && forEach !== undefined) return uncertain(because(undecided, 'expression'));
  if (count !== undefined) return counted(scope.evaluate(count.value));
  return forEach === undefined ? { kind: 'once' } : each(scope.evaluate(forEach.value));
}

function counted(value: Value): Repetition {
  if (value.kind === 'unknown') return uncertain(because(undecided, value.reason));
  const number = asText(value);
  if (number === undefined || !/^\d+$/.test(number)) return uncertain(because(undecided, noNumber));
  if (Number(number) > most) return uncertain(tooMany);
  const items = Array.from({ length: Number(number) }, (_, index): Item => {
    const position: Value = { kind: 'number', value: index };
    return {
      key: String(index),
      value: position,
      names: new Map([['count', { kind: 'object', entries: new Map([['index', position]]) }]]),
    };
  });
  return { kind: 'each', list: true, items };
}

function each(value: Value): Repetition {
  if (value.kind === 'unknown') return uncertain(because(undecided, value.reason));
  if (isTooLong(value)) return uncertain(tooMany);
  const entries = entriesOf(value);
  if (entries === undefined) return uncertain(because(undecided, 'for_each takes maps and sets of texts'));
  const items = entries.map(
    ([key, item]): Item => ({ key, value: item, names: iterator('each', text(key), item) }),
  );
  return { kind: 'each', list: false, items };
}

/** Makes one of a block. `key` is the index in its address, `` where it has none; `uncertain` says why it stands for any number of them. */
export type Make = (key: string, names: Names, uncertain: Uncertain | undefined) => Value;

/**
 * Makes as many as a repetition says. Gives the value that a reference to all of them has.
 * @param whenUnknown What such a reference does when it is not known how many there are.
 */
export function repeated(repetition: Repetition, whenUnknown: Worded, make: Make): Value {
  switch (repetition.kind) {
    case 'once':
      return make('', new Map(), undefined);
    case 'unknown': {
      const { why, names } = repetition;
      make('', names, why);
      return unknown(why === tooMany ? tooMany : because(whenUnknown, why));
    }
    case 'each': {
      const { list, items } = repetition;
      const entries = items.map(({ key, names }): [string, Value] => [
        key,
        make(list ? `[${key}]` : `[${JSON.stringify(key)}]`, names, undefined),
      ]);
      return list
        ? { kind: 'list', items: entries.map(([, value]) => value), untyped: true }
        : { kind: 'object', entries: new Map(entries), untyped: true };
    }
  }
}

const isTooLong = (value: Value): boolean => (lengthOf(value) ?? 0) > most;

/** Why it is not known what a `dynamic` block makes: its rounds are not written out. */
export const undecidedRounds = 'a dynamic block makes it';

/** The iterations of a `dynamic` block, or why they are not known. It takes lists, too. */
export function iterations(value: Value, name: string): Names[] | Reason {
  if (value.kind === 'unknown') return because(undecidedRounds, value.reason);
  if (isTooLong(value)) return tooMany;
  return pairsOf(value)?.map(([key, item]) => iterator(name, key, item)) ?? 'dynamic';
}

const iterator = (name: string, key: Value, value: Value): Names =>
  new Map<string, Value>([
    [
      name,
      {
        kind: 'object',
        entries: new Map([
          ['key', key],
          ['value', value],
        ]),
      },
    ],
  ]);

const noNumber = 'count takes a whole number';

const uncertain = (why: Uncertain): Repetition => ({
  kind: 'unknown',
  why,
  names: new Map([
    ['each', unknown(why)],
    ['count', unknown(why)],
  ]),
});
