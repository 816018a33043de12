import type { JsonMember, JsonNode } from './parse';
import { pointerTo } from './position';

/** The JSON pointer of the value (or of the member whose key) that starts at `offset`; undefined when none does. */
export function pointerAt(root: JsonNode, offset: number): string | undefined {
  let node = root;
  let pointer = '';
  while (node.offset !== offset) {
    // Children stand in the order of the text: only the last one that starts at or before the offset can hold it.
    if (node.kind === 'array') {
      const index = lastAtOrBefore(node.items, offset, (item: JsonNode) => item.offset);
      const item = node.items[index];
      if (item === undefined) return undefined;
      node = item;
      pointer = pointerTo(pointer, index);
    } else if (node.kind === 'object') {
      const index = lastAtOrBefore(node.members, offset, (member: JsonMember) => member.offset);
      const member = node.members[index];
      if (member === undefined) return undefined;
      pointer = pointerTo(pointer, member.name);
      if (member.offset === offset) return pointer;
      node = member.node;
    } else return undefined;
  }
  return pointer;
}

/** Index of the last item that starts at or before `offset` in a list sorted by start; -1 when there is none. */
export function lastAtOrBefore<T>(sorted: readonly T[], offset: number, start: (item: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && start(item) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
