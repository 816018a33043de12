import { expect, it } from 'vitest';
import { shorten } from '../../lib/text/shorten';

it('leaves what is not too long, and says how much of a longer text is missing', () => {
  expect(shorten('abc', 3)).toBe('abc');
  expect(shorten('abcdef', 3)).toBe('abc… (3 characters more)');
});

it('cuts no character in half', () => {
  expect(shorten('ab😀cd', 3)).toBe('ab… (4 characters more)');
});
