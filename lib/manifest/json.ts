import { type JsonNode, parseJson } from '../json/parse';
import { emptyFile, type Parsed, type TextFault } from './fault';
import { inheritedNames } from './ids';
import { duplicateKey, inheritedKey } from './key-faults';

/** The plain value of a JSON text; a key that stands twice is a fault. Never throws, and no fault repeats a value of the text. */
export function readJson(text: string): Parsed {
  const result = parseJson(text);
  if (!result.ok) {
    const { message, offset } = result.error;
    return {
      value: undefined,
      faults: [text.trim() === '' ? emptyFile : { path: [], offset, message: `not JSON: ${message}` }],
    };
  }
  const faults: TextFault[] = [];
  return { value: plain(result.value, [], faults), faults };
}

function plain(node: JsonNode, path: readonly (string | number)[], faults: TextFault[]): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'array':
      return node.items.map((item, index) => plain(item, [...path, index], faults));
    case 'object': {
      const result: Record<string, unknown> = {};
      for (const { name: key, offset, node: value } of node.members) {
        const at = [...path, key];
        if (inheritedNames.has(key)) faults.push({ path: at, offset, ...inheritedKey(key) });
        else if (Object.hasOwn(result, key)) faults.push({ path: at, offset, ...duplicateKey(key) });
        else result[key] = plain(value, at, faults);
      }
      return result;
    }
  }
}
