import { field, isObject } from '../json/plain';

/** A stack has at most so many blocks that it is looked at; so has its plan. What is looked up, compared and told of one takes kilobytes. */
export const most = 20_000;

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

/**
 * Longer than the address of anything that a stack's file can call by names of its longest. What is said of an object names others, and each
 * of very many objects can be held against one and the same: of an address of millions, that would fill any memory.
 */
export const longestName = 3_000;

/** The first part of a plan that is too large to be looked at, as the rest of a sentence about the plan; undefined when none is. */
export function tooLarge(root: Readonly<Record<string, unknown>>): string | undefined {
  for (const path of parts) {
    const part = path.reduce<unknown>(field, root);
    const names = namesIn(part);
    const where = path.join('.');
    if (names.length > most)
      return `has more than ${most.toLocaleString('en')} items in ${where}: too many to look at`;
    if (names.some((name) => typeof name === 'string' && name.length > longestName))
      return `has a name of more than ${longestName.toLocaleString('en')} characters in ${where}: too long to be said of others`;
  }
  return undefined;
}

/** By what the items of a part are called; undefined for one that is called nothing. */
const namesIn = (part: unknown): readonly unknown[] =>
  Array.isArray(part) ? part.map((item) => field(item, 'address')) : isObject(part) ? Object.keys(part) : [];
