import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonNode, parseJson } from '../../lib/json/parse';
import { canonicalJson, field, sameJson, saysSame, toPlain } from '../../lib/json/plain';

function nodeOf(text: string): JsonNode {
  const read = parseJson(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

// Few names and values, so that two random ones are often equal, or nearly.
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, '', '0', 'a'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('value'), { maxKeys: 2 }),
  ),
}));

describe('what a node says', () => {
  it('is the same as a value exactly where both are equal, however its members are ordered', () => {
    let equal = 0;
    fc.assert(
      fc.property(values, values, (left, right) => {
        const plain: unknown = JSON.parse(JSON.stringify(right));
        const same = isDeepStrictEqual(JSON.parse(JSON.stringify(left)), plain);
        expect(saysSame(nodeOf(JSON.stringify(left)), plain)).toBe(same);
        expect(saysSame(nodeOf(canonicalJson(left)), JSON.parse(JSON.stringify(left)))).toBe(true);
        if (same) equal++;
      }),
      { numRuns: 2_000 },
    );
    expect(equal).toBeGreaterThan(50);
  });

  it.each(['{"a":1,"a":1}', '[{"a":1,"a":1}]', '{"b":{"a":1,"a":1}}'])('is no value for %s', (text) => {
    expect(toPlain(nodeOf(text))).toBeUndefined();
    expect(saysSame(nodeOf(text), JSON.parse(text))).toBe(false);
  });

  it('is the same in the normal form in which Terraform shows it', () => {
    expect(saysSame(nodeOf('["e\u0301"]'), ['\u00e9'])).toBe(true);
    expect(saysSame(nodeOf('["e\u0301"]'), ['e\u0301'])).toBe(true);
    expect(saysSame(nodeOf('["\u00e9"]'), ['e\u0301'])).toBe(false);
    expect(saysSame(nodeOf('{"e\u0301":1}'), { '\u00e9': 1 })).toBe(true);
    expect(saysSame(nodeOf('{"e\u0301":1,"\u00e9":1}'), { '\u00e9': 1 })).toBe(false);
  });

  it.each([
    ['{"constructor":1}', {}],
    ['{}', Object.create({ a: 1 })],
    ['{"a":1}', Object.create({ a: 1 })],
    ['[]', {}],
    ['{}', []],
    ['null', undefined],
    ['1', '1'],
  ])('is not taken for another: %s', (text, value) => {
    const same = text === '{}' && !Array.isArray(value);
    expect(saysSame(nodeOf(text), value)).toBe(same);
  });
});

describe('two plain values', () => {
  it('are the same exactly where both are equal, however their members are ordered', () => {
    let equal = 0;
    fc.assert(
      fc.property(values, values, (one, another) => {
        const [left, right]: unknown[] = [one, another].map((value) => JSON.parse(JSON.stringify(value)));
        const same = isDeepStrictEqual(left, right);
        expect(sameJson(left, right)).toBe(same);
        expect(sameJson(JSON.parse(canonicalJson(left)), left)).toBe(true);
        if (same) equal++;
      }),
      { numRuns: 2_000 },
    );
    expect(equal).toBeGreaterThan(50);
  });

  it.each([
    ['{"constructor":1}', '{}'],
    ['{"__proto__":1}', '{}'],
    ['{"__proto__":{}}', '{"a":{}}'],
    ['{"toString":1}', '{"a":1}'],
    ['[]', '{}'],
    ['[[]]', '[{}]'],
    ['{"0":1}', '[1]'],
    ['1e400', 'null'],
    ['1e400', '-1e400'],
    ['1', '"1"'],
    ['""', 'null'],
  ])('are not the same: %s and %s', (one, another) => {
    const [left, right]: unknown[] = [JSON.parse(one), JSON.parse(another)];
    expect([sameJson(left, right), sameJson(right, left)]).toEqual([false, false]);
    expect([sameJson(left, JSON.parse(one)), sameJson(right, JSON.parse(another))]).toEqual([true, true]);
  });

  it('are the same where neither is there, and only then', () => {
    expect([sameJson(undefined, undefined), sameJson(undefined, null), sameJson({}, undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

it('has only members of its own', () => {
  const value: unknown = JSON.parse('{"a":1,"__proto__":2,"b":null}');
  expect(['a', '__proto__', 'b', 'toString', 'c'].map((name) => field(value, name))).toEqual([
    1,
    2,
    null,
    undefined,
    undefined,
  ]);
  for (const none of [null, undefined, 'ab', ['a'], 1]) expect(field(none, 'length')).toBeUndefined();
});
