import type { JsonNode } from './parse';

/** What JSON.parse would give, or undefined where a key stands twice (no reading of it is safe to compare). */
export function toPlain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'array': {
      const items = node.items.map(toPlain);
      return items.includes(undefined) ? undefined : items;
    }
    case 'object': {
      const result: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.members) {
        const plain = toPlain(value);
        if (plain === undefined || key in result) return undefined;
        result[key] = plain;
      }
      return result;
    }
  }
}

/** One text for all spellings of a plain value: keys sorted. Equal texts mean equal values. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** Equal, whatever the order of keys. Most equal values have it in common, so that is looked at first. */
export const sameJson = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a) === JSON.stringify(b) || canonicalJson(a) === canonicalJson(b);

/** Calls `visit` with every text in a value, keys included. */
export function eachText(node: JsonNode, visit: (text: string, offset: number) => void): void {
  switch (node.kind) {
    case 'string':
      visit(node.value, node.offset);
      return;
    case 'array':
      for (const item of node.items) eachText(item, visit);
      return;
    case 'object':
      for (const member of node.members) {
        visit(member.key, member.keyOffset);
        eachText(member.value, visit);
      }
      return;
    default:
      return;
  }
}
