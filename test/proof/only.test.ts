import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { only, onlyAt } from '../../lib/proof/only';

/** Few keys, so that most lists hold some of them twice. */
const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'toString', '__proto__', ''), {
  maxLength: 40,
  size: 'max',
});

describe.each([
  ['name', (items: readonly string[]) => items.map((name) => ({ name })), only],
  ['address', (items: readonly string[]) => items.map((address) => ({ address })), onlyAt],
] as const)('the one item with a %s', (_of, list, find) => {
  const found = find as (items: readonly object[], key: string) => unknown;
  it('is the one that stands there once, in short lists and in long ones', () => {
    fc.assert(
      fc.property(keys, fc.constantFrom('a', 'b', 'toString', '__proto__', ''), (items, key) => {
        const made = list(items);
        const [first, second] = made.filter((_, index) => items[index] === key);
        expect(found(made, key)).toBe(second === undefined ? first : undefined);
        expect(found(made, key)).toBe(second === undefined ? first : undefined);
      }),
    );
  });

  it('is found in each of many lists', () => {
    const lists = Array.from({ length: 12 }, (_, at) =>
      list(Array.from({ length: 15 + (at % 4) }, (_, index) => `${at} ${index}`)),
    );
    for (const round of [1, 2])
      for (const [at, made] of lists.entries())
        expect(found(made, `${at} ${round}`), String(round)).toBe(made[round]);
    for (const made of lists) expect(found(made, 'none')).toBeUndefined();
  });
});

it.each([
  ['name', (list: readonly Counted[], key: string) => only(list, key)],
  ['address', (list: readonly Counted[], key: string) => onlyAt(list, key)],
] as const)(
  'makes the index of a list by %s once, though many lists are looked through in turn',
  (_of, find) => {
    let looked = 0;
    const item = (key: string): Counted => ({
      get name(): string {
        looked++;
        return key;
      },
      get address(): string {
        looked++;
        return key;
      },
    });
    const lists = Array.from({ length: 20 }, () =>
      Array.from({ length: 20 }, (_, index) => item(`${index}`)),
    );
    for (let round = 0; round < 10; round++)
      for (const list of lists) expect(find(list, `${round}`)).toBe(list[round]);
    // Each is looked at twice when the index is made.
    expect(looked).toBe(20 * 20 * 2);
  },
);

interface Counted {
  readonly name: string;
  readonly address: string;
}
