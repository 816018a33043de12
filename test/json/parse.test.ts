import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import { canonicalJson, eachText, toPlain } from '../../lib/json/plain';

const runs = 2000;
const plain = (text: string): unknown => {
  const json = parseJson(text);
  return json.ok ? toPlain(json.value) : json.error;
};
const accepted = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('agrees with JSON.parse', () => {
  it('on every value, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        expect(canonicalJson(plain(text))).toBe(canonicalJson(JSON.parse(text)));
      }),
      { numRuns: runs },
    );
  });

  it('on which texts are JSON, wherever a valid one is damaged', () => {
    const damage = fc.record({
      text: fc.json({ maxDepth: 3 }),
      at: fc.nat(200),
      how: fc.constantFrom('cut', 'insert', 'replace'),
      with: fc.constantFrom(
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '\\',
        '0',
        '-',
        '.',
        'e',
        't',
        ' ',
        '\n',
        '\u0001',
        '\u00a0',
        '/',
      ),
    });
    fc.assert(
      fc.property(damage, ({ text, at: any, how, with: character }) => {
        const at = any % (text.length + 1);
        const damaged = {
          cut: text.slice(0, at),
          insert: text.slice(0, at) + character + text.slice(at),
          replace: text.slice(0, at) + character + text.slice(at + 1),
        }[how];
        // Half a surrogate pair is JSON to JSON.parse and to nobody else.
        fc.pre(!/\\ud[89a-f]/i.test(damaged));
        expect(parseJson(damaged).ok).toBe(accepted(damaged));
      }),
      { numRuns: runs },
    );
  });

  it('on texts of any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseJson(text).ok).toBe(accepted(text.replace(/^\ufeff/, '')));
        expect(plain(JSON.stringify(text))).toBe(text);
      }),
      { numRuns: runs },
    );
  });
});

describe('keeps what JSON.parse throws away', () => {
  it('duplicate keys, in order, with their places', () => {
    const json = parseJson('{"a": 1, "\\u0061": [2], "a": {}}');
    expect(json.ok && json.value.kind === 'object' && json.value.members).toEqual([
      { name: 'a', offset: 1, node: { kind: 'number', text: '1', offset: 6 } },
      {
        name: 'a',
        offset: 9,
        node: { kind: 'array', offset: 19, items: [{ kind: 'number', text: '2', offset: 20 }] },
      },
      { name: 'a', offset: 24, node: { kind: 'object', members: [], offset: 29 } },
    ]);
    expect(json.ok && toPlain(json.value)).toBe(undefined);
  });

  it('every digit of a number', () => {
    const json = parseJson('0.10000000000000000000000001');
    expect(json.ok && json.value).toEqual({
      kind: 'number',
      text: '0.10000000000000000000000001',
      offset: 0,
    });
  });

  it('keys that mean something to JavaScript', () => {
    const json = parseJson('{"__proto__": {"x": 1}, "constructor": null}');
    const value = json.ok && (toPlain(json.value) as Record<string, unknown>);
    expect(value && Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect((value as { x?: unknown }).x).toBe(undefined);
    expect(canonicalJson(value)).toBe('{"__proto__":{"x":1},"constructor":null}');
  });

  it('visits every text, keys included', () => {
    const json = parseJson('{"a": ["b", {"c": "d"}], "a": "e"}');
    const seen: string[] = [];
    if (json.ok) eachText(json.value, (text) => seen.push(text));
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'a', 'e']);
  });
});

it.each([
  ['', 'the text ends in the middle', 0],
  ['\ufeff', 'the text ends in the middle', 1],
  ['\ufeff\ufeff{}', 'a JSON value is expected', 1],
  ['{"a"', '":" is expected after a property name', 4],
  ['{"a":1', '"," or "}" is expected', 6],
  ['{"a":1,}', 'a property name in double quotes is expected', 7],
  ["{'a':1}", 'a property name in double quotes is expected', 1],
  ['[1,]', 'a JSON value is expected', 3],
  ['[1 2]', '"," or "]" is expected', 3],
  ['{} {}', 'something follows the end of the JSON value', 3],
  ['// a\n{}', 'a JSON value is expected', 0],
  ['"a\nb"', 'a control character stands unescaped in a text', 2],
  ['"a\u0000b"', 'a control character stands unescaped in a text', 2],
  ['"abc', 'a text is not closed', 4],
  ['"abc\\', 'a text is not closed', 5],
  ['"\\x41"', 'a text has an escape that JSON does not know', 0],
  ['"\\ud800"', 'a text holds half of a surrogate pair', 0],
  ['"\\udc00\\ud800"', 'a text holds half of a surrogate pair', 0],
  ['"\ud800"', 'a text holds half of a surrogate pair', 0],
  ['01', 'something follows the end of the JSON value', 1],
  ['+1', 'a JSON value is expected', 0],
  ['NaN', 'a JSON value is expected', 0],
  ['nul', 'a JSON value is expected', 0],
  ['\u00a0{}', 'a JSON value is expected', 0],
] as const)('refuses %j', (text, message, offset) => {
  expect(parseJson(text)).toEqual({ ok: false, error: { message, offset } });
});

it('reads a byte order mark, pairs of surrogates, and 200 levels, but no more', () => {
  expect(plain('\ufeff{"a":"\\ud83d\\udea2"}')).toEqual({ a: '🚢' });
  const nested = (depth: number): boolean => parseJson('['.repeat(depth) + ']'.repeat(depth)).ok;
  expect([nested(201), nested(202), nested(1_000_000)]).toEqual([true, false, false]);
});

it('reads as many values as it is told to, and no more', () => {
  expect(parseJson('[1,{"a":[]},null]', 5).ok).toBe(true);
  expect(parseJson('[1,{"a":[]},null]', 4)).toEqual({
    ok: false,
    error: { message: 'it holds more than 4 values, which is too many to look at', offset: 12 },
  });
});
