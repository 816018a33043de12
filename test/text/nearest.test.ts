import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../lib/text/nearest';

describe('nearest', () => {
  it.each([
    ['divsions', 'divisions'],
    ['dvisions', 'divisions'],
    ['Divisions', 'divisions'],
    ['diviisons', 'divisions'],
    ['clinet', 'client'],
    ['own', undefined],
    ['', undefined],
    ['something else', undefined],
  ])('%j: %j', (word, expected) => {
    expect(nearest(word, ['client', 'divisions', 'owner-of-all'])).toBe(expected);
  });

  it('takes the closest, then the first in order', () => {
    expect(nearest('grant', ['grand', 'grants', 'grant'])).toBe('grant');
    expect(nearest('abcd', ['abcf', 'abce'])).toBe('abce');
    expect(nearest('abcd', ['abce', 'abcf'])).toBe('abce');
  });

  it('finds every candidate again after one edit', () => {
    const candidates = ['organization', 'division', 'permission', 'credential', 'generation'];
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(fc.constantFrom(...candidates), fc.nat(11), letter, fc.nat(2), (word, at, other, edit) => {
        const i = at % word.length;
        const changed = [
          word.slice(0, i) + word.slice(i + 1),
          word.slice(0, i) + other + word.slice(i),
          word.slice(0, i) + other + word.slice(i + 1),
        ][edit] as string;
        expect(nearest(changed, candidates)).toBe(word);
      }),
    );
  });

  it('misses none that is near: all words of three letters, of which some share a kind', () => {
    const letters = ['a', 'b', '!', '\u0101'];
    const words = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    for (const word of words) {
      // One mistake, by the plainest of definitions.
      const near = words.filter((other) => {
        const differ = [...word].filter((letter, i) => letter !== other[i]).length;
        const swapped = [1, 2].some(
          (i) => word.slice(0, i - 1) + word[i] + word[i - 1] + word.slice(i + 1) === other,
        );
        return differ === 1 || swapped;
      });
      for (const other of words.filter((one) => one !== word))
        expect(nearest(word, [other]), `${word} ${other}`).toBe(near.includes(other) ? other : undefined);
    }
  });
});
