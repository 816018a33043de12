import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../../lib/genesys/wildcard';
import { covers } from './sample';

/** Every text over a two-letter alphabet that two patterns of up to four characters could need as a common match. */
const texts = Array.from({ length: 9 }, (_, length) =>
  Array.from({ length: 2 ** length }, (_, n) =>
    Array.from({ length }, (_, bit) => ((n >> bit) & 1 ? 'a' : ':')).join(''),
  ),
).flat();

describe('overlaps', () => {
  it('is true exactly when some text matches both patterns', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', ':', '*'), maxLength: 4 });
    // Between two patterns of three parts a star keeps within its part: see the next property.
    const threeParts = (text: string): boolean => text.split(':').length === 3;
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        fc.pre(!threeParts(a) || !threeParts(b));
        expect(overlaps(a, b)).toBe(texts.some((text) => covers(a, text) && covers(b, text)));
      }),
      { numRuns: 500 },
    );
  });

  it('compares domain, entity and action apart', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 3 });
    const parts = fc.tuple(part, part, part);
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(overlaps(a.join(':'), b.join(':'))).toBe(a.every((one, i) => overlaps(one, b[i] ?? '')));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['oauth:client:add', 'oauth:client:add', true],
    ['OAuth:Client:ADD', 'oauth:client:add', true],
    [' oauth:client:add ', 'oauth:client:add', true],
    ['oauth:client:add', 'oauth:client:addX', false],
    ['authorization:*:add', 'authorization:grant:*', true],
    ['authorization:org*', 'authorization:orgTrustee*:*', true],
    ['usage:*:view', 'usage:events:*', true],
    ['usage:*:view', 'usage:events:add', false],
    ['*:client:*', 'authorization:orgTrustee*:*', false],
    ['*', 'admin', true],
    ['*:*:*', 'admin', false],
    ['', '', true],
    ['', 'admin', false],
    ['**', '*', true],
  ])('%j and %j: %j', (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  it('takes a very long text', () => {
    expect(overlaps(`usage:${'x'.repeat(100_000)}:add`, 'usage:*:view')).toBe(false);
    expect(overlaps(`usage:${'*'.repeat(5_000)}:view`, 'usage:*:view')).toBe(true);
  });
});
