import { expect, it } from 'vitest';
import { recent } from '../../lib/proof/recent';

it('forgets what was asked for longest ago, whatever is asked for again', () => {
  const made: string[] = [];
  const ask = recent(3, (name: string) => {
    made.push(name);
    return name;
  });
  for (const name of 'abccbbabcadbc') ask(name);
  // d took the place of b, then b that of c, and c that of a.
  expect(made.join('')).toBe('abcdbc');
});

it('remembers the answers that were asked for last, and no others', () => {
  const made: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name }));
  if (!a || !b || !c) throw new Error('three keys are needed');
  const ask = recent(2, ({ name }: { readonly name: string }) => {
    made.push(name);
    return name === 'b' ? undefined : name.toUpperCase();
  });
  expect([a, b, a, b].map(ask)).toEqual(['A', undefined, 'A', undefined]);
  expect(made).toEqual(['a', 'b']);
  // b was asked for last, so a is forgotten.
  expect([c, b, a, b].map(ask)).toEqual(['C', undefined, 'A', undefined]);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});
