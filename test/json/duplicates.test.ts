import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ambiguity } from '../../lib/json/duplicates';

const twice = (text: string): boolean =>
  ambiguity(text, JSON.parse(text)) === 'has a key twice in one object';

describe('a text that says something twice', () => {
  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"x":[{"roles":[],"roles":[1]}]}',
    '{"<":1,"\\u003c":2}',
    '{"n":1e20,"a":1,"a":12345678901234567890}',
    '{"__proto__":1,"__proto__":2}',
    ' {\n "a" : 1 ,\n "a" : 2 }\n',
    '{"a" :1,"a":2}',
    '{"a" :1,"a":"\\":"}',
  ])('%s', (text) => expect(twice(text)).toBe(true));

  it.each([
    '{}',
    '{"a":{"a":1},"b":{"a":1}}',
    '{"a":"\\u003cb\\u003e \\u0026"}\n',
    '{"a":"\\\\u003c"}',
    '{"2":1,"1":2}',
    '{"a":1.0}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\"a\\":1,\\"a\\":1"}',
    '{"a" :1,"b":"\\":"}',
  ])('not %s', (text) => expect(twice(text)).toBe(false));

  it('is never found in what JSON.stringify writes, compact or not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(ambiguity(text, JSON.parse(text))).toBeUndefined();
      }),
    );
  });

  it('is found wherever a member is repeated', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.jsonValue(), (around, key, value) => {
        const member = `${JSON.stringify(key)}:${JSON.stringify(value)}`;
        expect(twice(`{"around":${JSON.stringify(around)},"in":{${member},${member}}}`)).toBe(true);
      }),
    );
  });

  it('is refused where it is nested deeper than readers go, without a crash', () => {
    for (const depth of [203, 100_000]) {
      const text = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      expect(ambiguity(text, JSON.parse(text))).toBe('is nested deeper than 200 levels');
    }
  });

  it('is refused where it holds more values than are looked at', () => {
    const list = (count: number, item: unknown = 1): string => JSON.stringify(Array(count).fill(item));
    const of = (text: string): string | undefined => ambiguity(text, JSON.parse(text));
    expect(of(list(100_000))).toBeUndefined();
    expect(of(list(100_001))).toBe('holds more than 100,000 values in one list or object');
    const inner = Array(14).fill(1);
    expect(of(list(99_999, inner))).toBeUndefined();
    expect(of(list(100_000, inner))).toBe('holds more than 1,500,000 values');
    const members = Object.fromEntries(Array.from({ length: 100_001 }, (_, index) => [`x${index}`, 1]));
    expect(of(JSON.stringify([members]))).toBe('holds more than 100,000 values in one list or object');
  });
});
