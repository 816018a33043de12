import { expect, it } from 'vitest';
import { literal } from '../../../lib/report/markdown/escape';

it.each([
  '@team',
  'see #123',
  'owner/repo#123',
  'GH-123',
  'owner/repo@0123abc',
  '!4 %5 $6 ~bug &7 ^8',
  '%"a b"',
])('puts what opens a mention in %j into code, where none is looked for', (text) => {
  // What the page's own filters look at: text outside code, with entities read.
  const outside = literal(text)
    .split(/<code>.*?<\/code>/)
    .map((part) => part.replace(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point))));
  for (const part of outside) expect(part).not.toMatch(/(^|\W)@\w|@[0-9a-f]{7}|[#!%$~&^][\w"]|GH-\d/i);
  const page = literal(text).replace(/<\/?code>/g, '');
  expect(page.replace(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)))).toBe(text);
});

it('leaves a mail address in one piece', () => {
  expect(literal('acme@example.com')).toBe('acme&#64;example.com');
});
