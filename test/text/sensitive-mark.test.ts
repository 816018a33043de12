import { expect, it } from 'vitest';
import { sensitiveMark } from '../../lib/text/sensitive-mark';

const marked = new RegExp(sensitiveMark);

it.each([
  'sensitive("x")',
  '${ sensitive /* ( */ ("x") }',
  'nonsensitive(sensitive("x"))',
  'core::sensitive("x")',
  '-sensitive("1")',
  '1-sensitive("1")',
  'x.1-sensitive("1")',
  '1e5-sensitive("1")',
  'x -sensitive("1")',
])('is in %s', (text) => expect(marked.test(text)).toBe(true));

it.each([
  'local.sensitive',
  'nonsensitive(x)',
  'non-sensitive',
  'x1-sensitive',
  '_-sensitive',
  'x--sensitive',
  'sensitive-id',
  'sensitive2',
  'issensitive(x)',
])('is not in %s', (text) => expect(marked.test(text)).toBe(false));

it('is taken to be behind what is too long to be a name, and found in long texts at once', () => {
  expect(marked.test(`${'x'.repeat(101)}-sensitive`)).toBe(true);
  expect(marked.test(`${'x'.repeat(99)}-sensitive`)).toBe(false);
  expect(marked.test('x'.repeat(1_000_000))).toBe(false);
  expect(marked.test('sensitive-'.repeat(100_000))).toBe(false);
});
