import { isObject } from '../json/plain';

/*
 * The parts of a plan as of format 1.2 (HashiCorp's "JSON Output Format", 2026-11; Terraform 1.11.4). Later ones of format 1.x add parts, and
 * one of them could say what the plan does beyond its resources, as the actions of Terraform 1.14 do. So a part that is not known here, and
 * that says something, keeps a plan from being proved.
 */

const top: ReadonlySet<string> = new Set([
  'format_version',
  'terraform_version',
  'variables',
  'planned_values',
  'resource_drift',
  'resource_changes',
  'deferred_changes',
  'output_changes',
  'prior_state',
  'configuration',
  'relevant_attributes',
  'checks',
  'timestamp',
  'applyable',
  'complete',
  'errored',
]);
const values: ReadonlySet<string> = new Set(['outputs', 'root_module']);
const valuesModule: ReadonlySet<string> = new Set(['resources', 'child_modules']);
const configuration: ReadonlySet<string> = new Set(['provider_config', 'root_module']);
const configurationModule: ReadonlySet<string> = new Set([
  'outputs',
  'resources',
  'module_calls',
  'variables',
]);
const state: ReadonlySet<string> = new Set(['format_version', 'terraform_version', 'values', 'checks']);

const known: readonly (readonly [path: readonly string[], names: ReadonlySet<string>])[] = [
  [[], top],
  [['planned_values'], values],
  [['planned_values', 'root_module'], valuesModule],
  [['prior_state'], state],
  [['prior_state', 'values'], values],
  [['prior_state', 'values', 'root_module'], valuesModule],
  [['configuration'], configuration],
  [['configuration', 'root_module'], configurationModule],
];

/** JSON pointers to the parts of a plan that are not known here and say something. */
export function strangeParts(plan: Readonly<Record<string, unknown>>): string[] {
  return known.flatMap(([path, names]) => {
    const part = path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), plan);
    if (!isObject(part)) return [];
    return Object.keys(part)
      .filter((name) => !names.has(name) && !isEmpty(part[name]))
      .map((name) => ['', ...path, name].join('/'));
  });
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === false ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
