import { expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import { JsonPlaces } from '../../lib/json/places';
import { readConfiguration } from '../../lib/terraform/configuration';

const read = (text: string) => {
  const json = parseJson(text);
  if (!json.ok) throw new Error(json.error.message);
  return readConfiguration(json.value);
};

it('puts every member of a file into exactly one list', () => {
  const found = read(`{
    "//": {"resource": {"x": {"y": {}}}},
    "terraform": [{"backend": {"local": {}}}, {}],
    "provider": {"genesyscloud": [{}, {"alias": "b"}], "aws": {}},
    "resource": {"a": {"b": {}, "c": [{}]}},
    "data": {"d": {"e": {}}},
    "output": {"o": {"value": 1}},
    "import": [{"to": "a.b", "id": "1"}],
    "locals": {"x": 1},
    "variable": {"v": {}},
    "moved": {"from": "a.b"},
    "removed": [{"from": "a.b"}],
    "module": {"m": {}},
    "check": {"c": {}},
    "ephemeral": {},
    "constructor": {},
    "Resource": {"a": {"b": {}}}
  }`);
  const { otherBlocks, rebindings, malformed, ...lists } = found;
  expect(
    Object.fromEntries(
      Object.entries(lists).map(([name, blocks]) => [name, blocks.map(({ labels }) => labels.join('.'))]),
    ),
  ).toEqual({
    terraform: ['', ''],
    providers: ['genesyscloud', 'genesyscloud', 'aws'],
    resources: ['a.b', 'a.c'],
    data: ['d.e'],
    outputs: ['o'],
    imports: [''],
    values: ['', 'v'],
  });
  expect(rebindings.map(({ kind }) => kind)).toEqual(['moved', 'removed']);
  expect(otherBlocks.map(({ kind }) => kind)).toEqual([
    'module',
    'check',
    'ephemeral',
    'constructor',
    'Resource',
  ]);
  expect(malformed).toEqual([]);
});

it('says where a block stands', () => {
  const text = '{"resource": [{"a": {"b/c": [[{"x": 1}]]}}]}';
  expect(
    read(text).resources.map(({ node, offset, labels }) => ({
      pointer: new JsonPlaces(text).pointer(node.offset),
      at: text.slice(offset, offset + 5),
      labels,
    })),
  ).toEqual([{ pointer: '/resource/0/a/b~1c/0', at: '"b/c"', labels: ['a', 'b/c'] }]);
});

it.each([
  ['[1]', ['an object is expected here /0']],
  ['"x"', ['an object or an array of objects is expected here ']],
  [
    '{"resource": 1}',
    [
      'an object or an array of objects is expected here /resource',
      'a block label is missing here /resource',
    ],
  ],
  ['{"resource": {}}', ['a block label is missing here /resource']],
  ['{"resource": {"a": []}}', ['a block label is missing here /resource/a']],
  ['{"resource": {"a": {"b": 1}}}', ['a block is expected here /resource/a/b']],
  [
    '{"resource": {"a": [null]}}',
    ['an object is expected here /resource/a/0', 'a block label is missing here /resource/a'],
  ],
  ['{"output": {"a": "x"}}', ['a block is expected here /output/a']],
  ['{"import": "x"}', ['a block is expected here /import']],
])('%s cannot be applied', (text, messages) => {
  const places = new JsonPlaces(text);
  expect(read(text).malformed.map(({ message, offset }) => `${message} ${places.pointer(offset)}`)).toEqual(
    messages,
  );
});

it.each(['\u212a', 'e\u0301', 'é', '', '1a', '-a', 'a b', 'a.b', 'a/b', '//', 'a\n'])(
  'has no name %j: which name that is to Terraform, its bytes do not show',
  (name) => {
    for (const kind of ['output', 'variable', 'provider', 'resource', 'data'])
      for (const labels of kind === 'resource' || kind === 'data'
        ? [
            [name, 'x'],
            ['x', name],
          ]
        : [[name]]) {
        const body = labels.reduceRight<unknown>((inner, label) => ({ [label]: inner }), {});
        const { malformed } = read(JSON.stringify({ [kind]: body }));
        expect(malformed.map(({ message }) => message)).toEqual([
          'a name of letters a to z, digits, "_" and "-" is expected here; others can be one name to Terraform though their bytes differ',
        ]);
      }
  },
);

it.each(['a', 'Z_', '_', 'a-1', 'client-1', 'cross-stack-output-genesyscloud_auth_roleetl-readerid'])(
  'may have the name %s',
  (name) => {
    expect(read(JSON.stringify({ output: { [name]: {} } })).malformed).toEqual([]);
  },
);

it('has no name that is longer than any name, and repeats little of it', () => {
  const named = (length: number) => read(JSON.stringify({ output: { ['a'.repeat(length)]: {} } }));
  expect(named(1000).malformed).toEqual([]);
  const { malformed, outputs } = named(100_000);
  expect(malformed).toEqual([{ message: 'a name of at most 1,000 characters is expected here', offset: 11 }]);
  expect(outputs[0]?.labels[0]).toBe(`${'a'.repeat(1000)}… (99000 characters more)`);
});

it('reads as many blocks as a file can hold', () => {
  const many = `[${Array(300_000).fill('{}').join(',')}]`;
  expect(read(`{"resource": {"a": {"b": ${many}}}}`).resources.length).toBe(300_000);
  expect(read(`{"moved": ${many}}`).rebindings.length).toBe(300_000);
});

it('says of null in the place of blocks only that a label is missing', () => {
  expect(read('{"resource": null, "output": null, "import": null}').malformed).toEqual([
    { message: 'a block label is missing here', offset: 1 },
    { message: 'a block label is missing here', offset: 19 },
  ]);
});
