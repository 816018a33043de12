import { field, isObject } from '../json/plain';

/** A stack has at most so many blocks that it is looked at; so has its plan. What is looked up, compared and told of one takes kilobytes. */
const most = 20_000;

/** The parts of a plan that have an item for each object, output, variable, provider or check. */
const parts = [
  ['planned_values', 'outputs'],
  ['planned_values', 'root_module', 'resources'],
  ['prior_state', 'values', 'outputs'],
  ['prior_state', 'values', 'root_module', 'resources'],
  ['configuration', 'provider_config'],
  ['configuration', 'root_module', 'outputs'],
  ['configuration', 'root_module', 'resources'],
  ['configuration', 'root_module', 'variables'],
  ['resource_changes'],
  ['resource_drift'],
  ['output_changes'],
  ['variables'],
  ['checks'],
] as const;

/** The first part of a plan that is too large to be looked at, as the rest of a sentence about the plan; undefined when none is. */
export function tooLarge(root: Readonly<Record<string, unknown>>): string | undefined {
  const large = parts.find((path) => {
    const part = path.reduce<unknown>(field, root);
    if (Array.isArray(part)) return part.length > most;
    return isObject(part) && Object.keys(part).length > most;
  });
  return (
    large && `has more than ${most.toLocaleString('en')} items in ${large.join('.')}: too many to look at`
  );
}
