import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type JsonNode, parseJson } from '../../lib/json/parse';
import { JsonPlaces } from '../../lib/json/places';
import { pointerTo } from '../../lib/json/position';

/** Every value and key of a text with its pointer, by walking all of it. */
function everywhere(node: JsonNode, pointer = ''): [number, string][] {
  const here: [number, string][] = [[node.offset, pointer]];
  if (node.kind === 'array')
    return [...here, ...node.items.flatMap((item, index) => everywhere(item, pointerTo(pointer, index)))];
  if (node.kind !== 'object') return here;
  return [
    ...here,
    ...node.members.flatMap(({ name, offset, node }): [number, string][] => {
      const inner = pointerTo(pointer, name);
      return [[offset, inner], ...everywhere(node, inner)];
    }),
  ];
}

it('finds the pointer of every value and every key', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2), (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      const json = parseJson(text);
      const places = new JsonPlaces(text);
      for (const [offset, pointer] of json.ok ? everywhere(json.value) : [])
        expect(places.pointer(offset)).toBe(pointer);
    }),
    { numRuns: 1000 },
  );
});

it('counts lines and columns from 1, whatever ends the text', () => {
  const places = new JsonPlaces('{\r\n"a~/b":\n1}\n');
  expect([0, 3, 11, 12, 14].map((offset) => places.position(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 2 },
    { line: 4, column: 1 },
  ]);
  expect(places.pointer(11)).toBe('/a~0~1b');
  expect(places.pointer(1)).toBe(undefined);
});

it('knows lines of a text that is not JSON', () => {
  const places = new JsonPlaces('{\n oops');
  expect(places.pointer(0)).toBe(undefined);
  expect(places.position(3)).toEqual({ line: 2, column: 2 });
});
