import { expect, it } from 'vitest';
import { beyondTokenBounds } from '../../lib/genesys/token-seconds';

it.each([
  [299, 'is shorter than 300 s'],
  [300, undefined],
  [172_800, undefined],
  [172_801, 'is longer than 172800 s (48 h)'],
])('%d seconds', (seconds, expected) => {
  expect(beyondTokenBounds(seconds)).toBe(expected);
});
