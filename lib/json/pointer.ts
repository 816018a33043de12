import { type JsonNode, parseJson } from './parse';
import { pointerTo } from './position';

/** The JSON pointer of the value (or of the member whose key) starts at `offset`; undefined when none does. */
export function pointerAt(text: string, offset: number): string | undefined {
  const json = parseJson(text);
  return json.ok ? search(json.value, '', offset) : undefined;
}

function search(node: JsonNode, pointer: string, offset: number): string | undefined {
  if (node.offset === offset) return pointer;
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) {
      const found = search(item, pointerTo(pointer, index), offset);
      if (found !== undefined) return found;
    }
  }
  if (node.kind === 'object') {
    for (const { key, keyOffset, value } of node.members) {
      const inner = pointerTo(pointer, key);
      const found = keyOffset === offset ? inner : search(value, inner, offset);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
