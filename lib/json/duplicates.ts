import { maxDepth, maxItems, maxValues } from './limits';
import { type JsonNode, parseJson } from './parse';
import { isObject } from './plain';

/** JSON's white space before a colon, in a text that nobody wrote to be read by people. */
const spacesBeforeColons = [' :', '\t:', '\n:', '\r:'];

/**
 * Why a text that JSON.parse read as `value` may mean something else to other readers, as the rest of a sentence about it; undefined when it
 * cannot. JSON.parse keeps the last of two members of one name, other readers the first, or both. Where every name stands right before its
 * colon, `":` stands in the text at least once for each name that is written, so that as many of them as there are members of `value` leave
 * room for no second one. Any other text is read again with care.
 */
export function ambiguity(text: string, value: unknown): string | undefined {
  const members = membersOf(value, 0);
  if (Number.isNaN(members)) return `is nested deeper than ${maxDepth} levels`;
  // A value takes two characters at least.
  if (text.length > 2 * maxItems) {
    const values = valuesIn(value);
    if (values === Number.POSITIVE_INFINITY)
      return `holds more than ${maxItems.toLocaleString('en')} values in one list or object`;
    if (values > maxValues) return `holds more than ${maxValues.toLocaleString('en')} values`;
  }
  if (spacesBeforeColons.every((spaced) => !text.includes(spaced)) && namesWritten(text) === members)
    return undefined;
  const read = parseJson(text);
  if (!read.ok) return `is JSON that not every reader takes: ${read.error.message}`;
  return hasDuplicate(read.value) ? 'has a key twice in one object' : undefined;
}

function namesWritten(text: string): number {
  let count = 0;
  for (let at = text.indexOf('":'); at !== -1; at = text.indexOf('":', at + 2)) count++;
  return count;
}

/** How many members all objects in a value have; NaN for one that is nested too deeply to be counted. */
function membersOf(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > maxDepth) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) for (const item of value) count += membersOf(item, depth + 1);
  else if (isObject(value)) for (const name in value) count += 1 + membersOf(value[name], depth + 1);
  return count;
}

/** How many values stand in one that is not nested too deeply, itself included; infinitely many for one with too long a list. */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  const inner = Object.values(value);
  return inner.length > maxItems
    ? Number.POSITIVE_INFINITY
    : inner.reduce<number>((count, one) => count + valuesIn(one), 1);
}

function hasDuplicate(node: JsonNode): boolean {
  switch (node.kind) {
    case 'array':
      return node.items.some(hasDuplicate);
    case 'object':
      return (
        new Set(node.members.map(({ name }) => name)).size < node.members.length ||
        node.members.some((member) => hasDuplicate(member.node))
      );
    default:
      return false;
  }
}
