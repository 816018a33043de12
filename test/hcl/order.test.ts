import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareTexts } from '../../lib/hcl/order';

it('orders texts as the bytes of their UTF-8 are ordered', () => {
  const part = fc.constantFrom('a', 'b', 'é', '\uffe6', '\ue000', '\u{1f600}', '\u{1f601}', '\u{10000}');
  const text = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(Math.sign(compareTexts(one, other))).toBe(Buffer.from(one).compare(Buffer.from(other)));
    }),
  );
});
