import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../lib/text/json-text';
import { visible } from '../../lib/text/visible';

describe('visible', () => {
  it.each([
    ['a line break before a command', 'x\n::error::y', 'x\\u000a:\\u003aerror::y'],
    ['colours', '\u001b[31mred', '\\u001b[31mred'],
    ['bidirectional characters', 'a\u202eb', 'a\\u202eb'],
    // Terraform takes each for a letter: `client-1` with one of them is another client, and looks the same.
    ['letters that nobody sees', 'a\u3164b\u115f\u1160\uffa0', 'a\\u3164b\\u115f\\u1160\\uffa0'],
    ['what fonts leave out', 'a\u2065b\ufff0\u{e0000}\u{e0080}', 'a\\u2065b\\ufff0\\ue0000\\ue0080'],
    ['marks that nobody sees', 'a\u034fb\u17b4\u180b', 'a\\u034fb\\u17b4\\u180b'],
    ['selectors that select nothing', 'client-1\ufe0f _\u{e0100}', 'client-1\\ufe0f _\\ue0100'],
    [
      'selectors behind letters and marks of any script',
      'grö\ufe0f o\u0308\ufe0f Ω\ufe01',
      'grö\\ufe0f o\u0308\\ufe0f Ω\\ufe01',
    ],
    ['a second selector', '\u2764\ufe0f\ufe0f', '\u2764\ufe0f\\ufe0f'],
    ['a command of GitHub', '::error file=a::pwned', ':\\u003aerror file=a::pwned'],
    ['one that a wrapped line would begin with', 'so: ::notice::x', 'so: :\\u003anotice::x'],
    ['one after a space that is none in ASCII', 'a\u00a0::notice::x', 'a\u00a0:\\u003anotice::x'],
    ['an old command of GitHub, anywhere', 'a##[error]b', 'a##\\u005berror]b'],
    ['a command of Azure', 'a##vso[task.complete]b', 'a##vso\\u005btask.complete]b'],
    ['a command of TeamCity', '##teamcity[x]', '##teamcity\\u005bx]'],
  ])('escapes %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each([
    'http://[::1]:8083',
    '${provider::genesyscloud::f(var.a)}',
    'a::b',
    'a ## b [c]',
    'x#[0]',
    'routing:queue:view',
    // What emoji need to be shown as such.
    '\u2764\ufe0f',
    '1\ufe0f\u20e3',
    '\u2139\ufe0f',
    // What Chinese and Japanese names need.
    '葛\u{e0100}城',
    '',
  ])('leaves %j', (text) => {
    expect(visible(text)).toBe(text);
  });

  it('is the same when done twice, and takes no more time for a long word', () => {
    const parts = fc.array(fc.constantFrom(':', '#', '[', ' ', '\n', 'a', 'vso', '\u202e'));
    fc.assert(
      fc.property(parts, (all) => {
        const once = visible(all.join(''));
        expect(visible(once)).toBe(once);
        expect(once).not.toMatch(/^\s*::|##\w*\[|\s::|[\n\u202e]/);
      }),
    );
    expect(visible(`##${'a'.repeat(3_000_000)}`)).toHaveLength(3_000_002);
    expect(visible('##a['.repeat(300_000))).not.toContain('[');
  });
});

describe('JSON', () => {
  it.each([
    { a: ['x\n::e', '##[error]', '##vso[x]', '\u202e', '\u{e0041}', '\u0085', '\u3164\u034f', '[[1]]'] },
    [],
    'a',
  ])('of %j means the same, and holds nothing that a terminal or a runner obeys', (value) => {
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u3164]|\u034f|##\w*\[/u);
  });
});

it('shows every character that is to be ignored by default, but selectors where they select', () => {
  const ignored = Array.from({ length: 0x110000 }, (_, code) => code).filter(
    (code) =>
      (code < 0xd800 || code > 0xdfff) &&
      /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code)) &&
      !/\p{Variation_Selector}/u.test(String.fromCodePoint(code)),
  );
  expect(ignored.length).toBeGreaterThan(3000);
  for (const show of [visible, jsonText])
    expect(
      ignored.filter((code) => show(`a${String.fromCodePoint(code)}`).includes(String.fromCodePoint(code))),
    ).toEqual([]);
});
