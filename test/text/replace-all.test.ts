import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replacingAll } from '../../lib/text/replace-all';

it.each<[readonly string[], string, string]>([
  [['b'], 'abc', 'a_c'],
  [['abc', 'b'], 'xabcbx', 'x__x'],
  // A shorter one inside of one that turns out to be another.
  [['abcd', 'bc'], 'abcx', 'a_x'],
  [['abc', 'cde'], 'abcdef', '_f'],
  [['bcd', 'abcde', 'c'], 'abcdx abcde', 'a_x _'],
  [['ab', 'cd'], 'abcd', '__'],
  [['"x"', 'x'], 'is "x" and x', 'is _ and _'],
  [['😀'], 'a😀b', 'a_b'],
  [[], 'abc', 'abc'],
  [['a'], '', ''],
  [['a'], 'a', '_'],
])('replaces %j in %j', (words, text, expected) => {
  expect(replacingAll(words, '_')(text)).toBe(expected);
});

it('replaces exactly what stands in an occurrence of a word', () => {
  const some = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 });
  const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(words, some, (words, text) => {
      const covered = Array<boolean>(text.length).fill(false);
      for (const word of words)
        for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
          covered.fill(true, at, at + word.length);
      const kept = [...text].filter((_, index) => !covered[index]).join('');
      expect(replacingAll(words, '_')(text).replaceAll('_', '')).toBe(kept);
    }),
    { numRuns: 2000 },
  );
});

it('leaves nothing of a text that would become more than twice as long', () => {
  const replace = replacingAll(['a'], '12345');
  expect(replace('xaxx')).toBe('x12345xx');
  expect(replace('xax')).toBe('12345');
  expect(replace('a')).toBe('12345');
  expect(replace('ab'.repeat(2_000_000))).toBe('12345');
});

it('reads a text once, however alike the words are', () => {
  const words = Array.from({ length: 90 }, (_, index) => `${'a'.repeat(index)}b`);
  const text = 'a'.repeat(2_000_000);
  expect(replacingAll(words, '_')(text)).toBe(text);
});
