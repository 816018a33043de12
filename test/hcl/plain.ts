import { attributeOf } from '../../lib/hcl/body';
import type { Value } from '../../lib/hcl/value';

export const notKnown = Symbol('not known');

/** A value as JSON; `notKnown` where any part of it is not. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case 'null':
      return null;
    case 'text':
      return value.text;
    case 'number':
    case 'boolean':
      return value.value;
    case 'set':
      return value.items;
    case 'list': {
      const items = value.items.map(plain);
      return items.includes(notKnown) ? notKnown : items;
    }
    case 'object': {
      const entries = [...value.entries].map(([name, item]) => [name, plain(item)] as const);
      return entries.some(([, item]) => item === notKnown) ? notKnown : Object.fromEntries(entries);
    }
    case 'attribute': {
      const { of, name } = value;
      const input = attributeOf(of.block.body, name);
      return input === undefined ? notKnown : plain(of.scope.evaluate(input.value, of.names));
    }
    default:
      return notKnown;
  }
}
