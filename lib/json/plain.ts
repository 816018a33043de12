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
      for (const member of node.members) {
        const plain = toPlain(member.node);
        if (plain === undefined || member.name in result) return undefined;
        result[member.name] = plain;
      }
      return result;
    }
  }
}

/**
 * True when a node says exactly what a plain value is, in whatever order; never of a node in which a key stands twice. Terraform shows every text and name in
 * Unicode's normal form C, however it is written (1.11.4, 2026-11-28).
 */
export function saysSame(node: JsonNode, value: unknown): boolean {
  switch (node.kind) {
    case 'null':
      return value === null;
    case 'boolean':
      return node.value === value;
    case 'string':
      return node.value === value || node.value.normalize('NFC') === value;
    case 'number':
      return Number(node.text) === value;
    case 'array':
      return (
        Array.isArray(value) &&
        value.length === node.items.length &&
        node.items.every((item, index) => saysSame(item, value[index]))
      );
    case 'object': {
      if (!isObject(value)) return false;
      const said = new Map(
        node.members.map(({ name, node: inner }) => [
          Object.hasOwn(value, name) ? name : name.normalize('NFC'),
          inner,
        ]),
      );
      return (
        said.size === node.members.length &&
        said.size === Object.keys(value).length &&
        [...said].every(([name, inner]) => Object.hasOwn(value, name) && saysSame(inner, value[name]))
      );
    }
  }
}

/** An object of JSON: no list, no null. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The own member of an object by its name; undefined where there is none, or no object. */
export const field = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** One text for all spellings of a plain value: keys sorted. Equal texts mean equal values. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isObject(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** Equal, whatever the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b);
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => sameJson(item, b[index]));

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
        visit(member.name, member.offset);
        eachText(member.node, visit);
      }
      return;
    default:
      return;
  }
}
