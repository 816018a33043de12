import { expect, it } from 'vitest';
import { entriesOf, itemsOf, lengthOf, pairsOf } from '../../lib/hcl/collection';
import { text, type Value } from '../../lib/hcl/value';

const list: Value = { kind: 'list', items: [text('b'), text('a')] };
const set: Value = { kind: 'set', items: ['a', 'b'] };
// Beyond U+FFFF comes last for Terraform, and first for JavaScript.
const object: Value = {
  kind: 'object',
  entries: new Map([...'\u{1f600}\uffe6b'].map((key) => [key, text(key)])),
};

it('goes through lists as they stand, and through sets and objects in Terraform’s order', () => {
  const [first, second]: Value[] = [0, 1].map((value) => ({ kind: 'number', value }));
  expect(pairsOf(list)).toEqual([
    [first, text('b')],
    [second, text('a')],
  ]);
  expect(pairsOf(set)).toEqual(['a', 'b'].map((key) => [text(key), text(key)]));
  expect(pairsOf(object)).toEqual(['b', '\uffe6', '\u{1f600}'].map((key) => [text(key), text(key)]));
  expect(entriesOf(object)).toEqual(['b', '\uffe6', '\u{1f600}'].map((key) => [key, text(key)]));
  expect(itemsOf(set)).toEqual([text('a'), text('b')]);
});

it('counts collections, and knows what is none, or has no keys or no items', () => {
  expect([list, set, object, text('abc')].map(lengthOf)).toEqual([2, 2, 3, undefined]);
  expect([entriesOf(list), itemsOf(object), pairsOf(text('abc'))]).toEqual([undefined, undefined, undefined]);
});
