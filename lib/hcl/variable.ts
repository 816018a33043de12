import { attributeOf, type Block } from './body';
import type { Expression } from './expression';
import { asText, unknown, type Value } from './value';

/**
 * What a module's variable is, given what its call says. Terraform converts values to the variable's type: only types whose conversion keeps
 * what is looked at here are followed; `optional(…)` may add a default, and tuples and nested sets rearrange.
 */
export function variableValue(
  variable: Block,
  given: Value | undefined,
  evaluate: (expression: Expression) => Value,
): Value {
  const fallback = attributeOf(variable.body, 'default');
  const nullable = attributeOf(variable.body, 'nullable')?.value;
  if (nullable !== undefined && nullable.kind !== 'boolean') return unknown('variable');
  const refusesNull = nullable?.kind === 'boolean' && !nullable.value;
  const useDefault = given === undefined || (given.kind === 'null' && refusesNull);
  // Whether an unknown argument will be null, and so the default, is not known either; it is unknown both ways.
  const value = useDefault ? fallback && evaluate(fallback.value) : given;
  if (value === undefined) return unknown('dangling');
  return converted(value, attributeOf(variable.body, 'type')?.source ?? 'any');
}

function converted(value: Value, written: string): Value {
  if (value.kind === 'unknown' || value.kind === 'null') return value;
  const type = written.replaceAll(/[\s"]/g, '');
  if (type === 'set(string)' || type === 'set(any)') return asSet(value);
  if (/\b(optional|set|tuple)\(|\/[/*]|#/.test(type)) return unknown('variable');
  if (type === 'string') {
    const said = asText(value);
    // An attribute of a resource is converted when it is known; an id is a text anyway.
    return said === undefined
      ? value.kind === 'attribute'
        ? value
        : unknown('not-text')
      : { kind: 'text', text: said };
  }
  return value;
}

function asSet(value: Value): Value {
  if (value.kind === 'set') return value;
  const items = value.kind === 'list' ? value.items.map(asText) : [undefined];
  const texts = items.flatMap((item) => (item === undefined ? [] : [item]));
  return texts.length === items.length
    ? { kind: 'set', items: [...new Set(texts)].sort() }
    : unknown('variable');
}
