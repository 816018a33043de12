import { describe, expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import { divisionValue, scalar, scalarOf, scalarsOf, showScalar, textsOf } from '../../lib/proof/value';
import { argumentsOf } from '../../lib/terraform/body';

const node = (text: string) => {
  const json = parseJson(text);
  if (!json.ok) throw new Error(json.error.message);
  return json.value;
};
const body = (text: string) => argumentsOf({ node: node(text) });
const reference = { kind: 'reference', to: ['a', 'b', 'id'], source: '${ a.b.id }' };
const call = { kind: 'unknown', reason: 'function', source: '${f(1)}' };
const notText = (source: string) => ({ kind: 'unknown', reason: 'not-text', source });

describe('a value as written', () => {
  it.each<[string, object, string]>([
    ['null', { kind: 'null' }, 'null'],
    ['"x"', { kind: 'text', text: 'x' }, '"x"'],
    ['""', { kind: 'text', text: '' }, '""'],
    ['"$${x}"', { kind: 'text', text: '${x}' }, '"${x}"'],
    ['1e3', { kind: 'number', text: '1e3' }, '1e3'],
    ['true', { kind: 'boolean', value: true }, 'true'],
    ['false', { kind: 'boolean', value: false }, 'false'],
    ['"${ a.b.id }"', reference, '${ a.b.id }'],
    ['"${f(1)}"', call, '${f(1)}'],
    ['[]', notText('array'), 'array'],
    ['{}', notText('object'), 'object'],
  ])('%s is what it is, and is shown', (text, expected, shown) => {
    const value = scalar(node(text));
    expect(value).toEqual(expected);
    expect(showScalar(value)).toBe(shown);
  });

  it('is absent where its argument is, and unknown where that stands twice', () => {
    expect(scalarOf(body('{"b": "x"}'), 'a')).toEqual({ kind: 'absent' });
    expect(showScalar({ kind: 'absent' })).toBe('nothing');
    expect(scalarOf(body('{"b": "x", "a": "y"}'), 'a')).toEqual({ kind: 'text', text: 'y' });
    expect(scalarOf(body('{"a": "x", "a": "x"}'), 'a')).toEqual({
      kind: 'unknown',
      reason: 'duplicate',
      source: 'a',
    });
    expect(showScalar(scalarOf(body('{"a": "x", "a": "x"}'), 'a'))).toBe('a twice');
  });
});

describe('a division', () => {
  it.each<[string, object]>([
    ['{}', { kind: 'home', spelling: 'omitted' }],
    ['{"d": null}', { kind: 'home', spelling: 'null' }],
    ['{"d": ""}', { kind: 'home', spelling: 'empty' }],
    ['{"d": "*"}', { kind: 'all' }],
    ['{"d": "**"}', { kind: 'known', text: '**' }],
    ['{"d": " "}', { kind: 'known', text: ' ' }],
    ['{"d": "${ a.b.id }"}', reference],
    ['{"d": "${f(1)}"}', call],
    ['{"d": 7}', notText('number')],
    ['{"d": false}', notText('boolean')],
    ['{"d": ["*"]}', notText('array')],
  ])('%s is read as the provider does', (text, expected) => {
    expect(divisionValue(scalarOf(body(text), 'd'))).toEqual(expected);
  });
});

describe('a list of texts', () => {
  it.each<[string, object]>([
    ['{}', { kind: 'absent' }],
    ['{"a": null}', { kind: 'absent' }],
    ['{"a": []}', { kind: 'list', items: [] }],
    ['{"a": ["x", "y", "x"]}', { kind: 'list', items: ['x', 'y', 'x'] }],
    ['{"b": 1, "a": ["x"]}', { kind: 'list', items: ['x'] }],
    ['{"a": [], "a": []}', { kind: 'unknown', reason: 'duplicate', source: 'a' }],
    ['{"a": null, "a": []}', { kind: 'unknown', reason: 'duplicate', source: 'a' }],
    ['{"a": "x"}', notText('a')],
    ['{"a": 7}', notText('a')],
    ['{"a": "${f(1)}"}', call],
    ['{"a": "${ a.b.id }"}', notText('a')],
    ['{"a": {}}', notText('object')],
    ['{"a": ["x", "${f(1)}"]}', call],
    ['{"a": ["${ a.b.id }", "x"]}', { kind: 'unknown', reason: 'expression', source: '${ a.b.id }' }],
    ['{"a": ["x", 7]}', notText('a')],
    ['{"a": ["x", null]}', notText('a')],
    ['{"a": ["x", true]}', notText('a')],
    ['{"a": ["x", ["y"]]}', notText('array')],
  ])('%s is known, or says why not', (text, expected) => {
    expect(textsOf(body(text), 'a')).toEqual(expected);
  });
});

it('all arguments of a body have the value that each has alone', () => {
  const all = body('{"a": 1, "b": null, "a": 1, "//": "x", "c": "${f(1)}", "__proto__": "x"}');
  const values = scalarsOf(all);
  expect([...values.keys()]).toEqual(['a', 'b', 'c', '__proto__']);
  for (const [name, value] of values) expect(value).toEqual(scalarOf(all, name));
});
