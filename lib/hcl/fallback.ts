import { isId, type Value } from './value';

/**
 * Whether the fallback of a look-up in a map of these values stays what it is. It is converted to their type, also a text to a number, and loses what that type
 * has not.
 */
export function fits(fallback: Value, values: readonly Value[]): boolean {
  switch (fallback.kind) {
    case 'null':
      return true;
    case 'text':
      return isWord(fallback) || values.some(({ kind }) => kind === 'text');
    case 'attribute':
      return isId(fallback);
    case 'number':
    case 'boolean':
      return values.some(({ kind }) => kind === fallback.kind);
    case 'list':
      return values.some(({ kind }) => kind === 'list') && fallback.items.every(isWord);
    case 'object':
      return values.some(({ kind }) => kind === 'object') && fallback.entries.size === 0;
    default:
      return false;
  }
}

/** A text that Terraform makes nothing else of. */
const isWord = (value: Value): boolean =>
  isId(value) ||
  (value.kind === 'text' && /^[\p{L}*]/u.test(value.text) && !/^(true|false|inf|nan)/i.test(value.text));
