import { isObject } from '../json/plain';
import { pointerTo } from '../json/position';

/*
 * The parts of a plan as of format 1.2 (HashiCorp's "JSON Output Format", 2026-11; Terraform 1.11.4). Later ones of format 1.x add parts, and
 * one of them could say what the plan does beyond its resources, as the actions of Terraform 1.14 do. So a part that is not known here, and
 * that says something, keeps a plan from being proved. Up to 1.16.0 no other was added but identities, in 1.12, and only where a provider has
 * them (internal/command/jsonplan, jsonstate and jsonconfig, read 2026-11-28).
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

const change: ReadonlySet<string> = new Set([
  'address',
  'previous_address',
  'module_address',
  'mode',
  'type',
  'name',
  'index',
  'provider_name',
  'deposed',
  'change',
  'action_reason',
]);
const outcome: ReadonlySet<string> = new Set([
  'actions',
  'before',
  'after',
  'after_unknown',
  'before_sensitive',
  'after_sensitive',
  'replace_paths',
  'importing',
]);
const resource: ReadonlySet<string> = new Set([
  'address',
  'module_address',
  'mode',
  'type',
  'name',
  'index',
  'provider_name',
  'schema_version',
  'values',
  'sensitive_values',
  'depends_on',
  'tainted',
  'deposed_key',
]);
const output: ReadonlySet<string> = new Set(['sensitive', 'type', 'value']);

/** The same of each item of a list, or of each member of an object, and of a part of it. */
const knownOfEach: readonly (readonly [
  path: readonly string[],
  names: ReadonlySet<string>,
  inner?: readonly [name: string, names: ReadonlySet<string>],
])[] = [
  [['resource_changes'], change, ['change', outcome]],
  [['resource_drift'], change, ['change', outcome]],
  [['planned_values', 'root_module', 'resources'], resource],
  [['prior_state', 'values', 'root_module', 'resources'], resource],
  [['output_changes'], outcome],
  [['planned_values', 'outputs'], output],
  [['prior_state', 'values', 'outputs'], output],
];

/** JSON pointers to the parts of a plan that are not known here and say something. */
export function unjudgedParts(plan: Readonly<Record<string, unknown>>): string[] {
  const at = (path: readonly string[]): unknown =>
    path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), plan);
  const found: string[] = [];
  for (const [path, names] of known) look(at(path), path, names, found);
  for (const [path, names, inner] of knownOfEach) {
    const parts = at(path);
    if (typeof parts !== 'object' || parts === null) continue;
    for (const key of Object.keys(parts)) {
      const part: unknown = parts[key as never];
      look(part, [...path, key], names, found);
      if (inner !== undefined && isObject(part))
        look(part[inner[0]], [...path, key, inner[0]], inner[1], found);
    }
  }
  return found;
}

function look(part: unknown, path: readonly string[], names: ReadonlySet<string>, found: string[]): void {
  if (!isObject(part)) return;
  // Spelt once for all of them: a name on the way can be very long.
  let above: string | undefined;
  for (const name of Object.keys(part)) {
    if (names.has(name) || isEmpty(part[name])) continue;
    above ??= path.reduce(pointerTo, '');
    found.push(pointerTo(above, name));
  }
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === false ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
