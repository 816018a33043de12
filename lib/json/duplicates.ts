import { type JsonNode, parseJson } from './parse';

/**
 * True when a text that JSON.parse read as `value` may say something twice: JSON.parse keeps the last of two members of one name, other
 * readers the first, or both. A compact text without duplicates is what JSON.stringify writes, so it costs no second reading.
 */
export function saysTwice(text: string, value: unknown): boolean {
  if (JSON.stringify(value) === asJavaScriptWrites(text)) return false;
  const read = parseJson(text);
  return !read.ok || hasDuplicate(read.value);
}

/** Go escapes three characters that JavaScript does not. A character for a character: what was there twice still is. */
const asJavaScriptWrites = (text: string): string =>
  text
    .trimEnd()
    .replace(/\\u(003c|003e|0026)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function hasDuplicate(node: JsonNode): boolean {
  switch (node.kind) {
    case 'array':
      return node.items.some(hasDuplicate);
    case 'object':
      return (
        new Set(node.members.map(({ key }) => key)).size < node.members.length ||
        node.members.some(({ value }) => hasDuplicate(value))
      );
    default:
      return false;
  }
}
