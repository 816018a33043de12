import { expect, it } from 'vitest';
import { known } from '../../lib/text/known';

it('reads a text once while it is remembered, and remembers no more than it may', () => {
  const made: string[] = [];
  const read = known(2, (text) => {
    made.push(text);
    return { text };
  });
  const [first, second] = [read('a'), read('b')];
  expect([first, second]).toEqual([{ text: 'a' }, { text: 'b' }]);
  expect([read('a') === first, read('b') === second]).toEqual([true, true]);
  expect(read('c')).toEqual({ text: 'c' });
  expect(read('a')).not.toBe(first);
  expect([read('c'), read('a')]).toEqual([{ text: 'c' }, { text: 'a' }]);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});
