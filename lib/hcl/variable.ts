import { attributeOf, type Block } from './body';
import type { ModuleInstance } from './module-instance';
import { parseType } from './parse-type';
import { convert } from './type';
import { unknown, type Value } from './value';

export const strangeType = 'it goes through a variable whose type is not followed here';

/** What a module's variable is in an instance, given what its call says: that, or the default, converted to the variable's type. */
export function variableValue(variable: Block, given: Value | undefined, scope: ModuleInstance): Value {
  const fallback = attributeOf(variable.body, 'default');
  const nullable = attributeOf(variable.body, 'nullable')?.value;
  if (nullable !== undefined && nullable.kind !== 'boolean') return unknown('variable');
  const refusesNull = nullable?.kind === 'boolean' && !nullable.value;
  const useDefault = given === undefined || (given.kind === 'null' && refusesNull);
  // Whether an unknown argument will be null, and so the default, is not known either; it is unknown both ways.
  const value = useDefault ? fallback && scope.evaluate(fallback.value) : given;
  if (value === undefined) return unknown('dangling');
  const written = attributeOf(variable.body, 'type')?.source ?? 'any';
  scope.world.walk(written.length);
  const type = parseType(written);
  return type === undefined ? unknown(strangeType) : convert(value, type, scope.world);
}
