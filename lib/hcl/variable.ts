import { attributeOf, type Block } from './body';
import type { Expression } from './expression';
import { converted } from './type';
import { unknown, type Value } from './value';

/** What a module's variable is, given what its call says: that, or the default, converted to the variable's type. */
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
