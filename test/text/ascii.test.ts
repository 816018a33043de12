import { expect, it } from 'vitest';
import { inAscii } from '../../lib/text/ascii';

it.each([
  ['Backend', '"Backend"'],
  ['bac\u212aend', '"bac\\u212aend"'],
  ['a"b\\', '"a\\"b\\\\"'],
  ['\n\u009b\u202e', '"\\n\\u009b\\u202e"'],
  ['😀', '"\\ud83d\\ude00"'],
  ['x'.repeat(60), `"${'x'.repeat(60)}"`],
  ['x'.repeat(61), `"${'x'.repeat(60)}..."`],
])('shows %j as %s', (text, shown) => {
  expect(inAscii(text)).toBe(shown);
});
