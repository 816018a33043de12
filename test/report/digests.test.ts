import { expect, it } from 'vitest';
import { digestsOf } from '../../lib/report/digests';

/** Names of which each looks like every other: a character that nobody sees is shown as its escape. */
const alike = (count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    Array.from({ length: 14 }, (_, bit) => ((index >> bit) & 1 ? '\u200b' : '\\u200b')).join(''),
  );

it('tells files that look alike apart, however many', () => {
  const [first = '', ...others] = Object.keys(digestsOf(alike(3).map((name) => [name, 'x'])));
  expect(others).toEqual([`${first} (another)`, `${first} (another 2)`]);
  expect(Object.keys(digestsOf(alike(10_000).map((name) => [name, 'x']))).length).toBe(10_000);
});
