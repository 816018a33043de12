import { ambiguity } from '../json/duplicates';
import { isObject } from '../json/plain';
import {
  array,
  type ConfiguredResource,
  isKnown,
  isMisfit,
  type Json,
  type JsonObject,
  type OutputChange,
  object,
  outputText,
  type Plan,
  type PlannedResource,
  type ResourceChange,
} from './plan';
import { unjudgedParts } from './plan-parts';
import { misshapenPart } from './plan-shape';
import { tooLarge } from './plan-size';

type PlanResult = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly why: string };

/** Reads one plan. Total: a text that is no plan becomes a reason. */
export function readPlan(text: string): PlanResult {
  let root: Json;
  try {
    root = JSON.parse(text);
  } catch {
    const why = text.startsWith('\ufeff')
      ? 'begins with a byte order mark, which Terraform does not write: save it as UTF-8 without one'
      : 'is not valid JSON';
    return { ok: false, why };
  }
  if (!isObject(root)) return { ok: false, why: 'is no plan' };
  const ambiguous = ambiguity(text, root);
  if (ambiguous !== undefined)
    return { ok: false, why: `${ambiguous}: no plan that Terraform shows is written so` };
  const version = root['format_version'];
  if (typeof version !== 'string' || !/^1\.\d+$/.test(version))
    return { ok: false, why: 'has no format_version 1.x: write it with terraform show -json' };
  if (
    !isObject(root['planned_values']) ||
    !Array.isArray(root['resource_changes'] ?? []) ||
    !isObject(root['configuration'])
  )
    return { ok: false, why: 'is no plan: planned_values, resource_changes or configuration is missing' };
  const misfit = misshapenPart(root);
  if (misfit !== undefined)
    return { ok: false, why: `is no plan: ${misfit} is missing or of another type than Terraform shows` };
  const large = tooLarge(root);
  return large === undefined ? { ok: true, plan: planOf(root) } : { ok: false, why: large };
}

/** All that is looked at of a plan whose shape was checked. */
function planOf(root: JsonObject): Plan {
  const plannedValues = object(root['planned_values']);
  const priorValues = object(object(root['prior_state'])['values']);
  const configuration = object(root['configuration']);
  const module = object(configuration['root_module']);
  const plannedModule = object(plannedValues['root_module']);
  const priorModule = object(priorValues['root_module']);
  const planned = array(plannedModule['resources']).map(plannedResource);
  const prior = array(priorModule['resources']).map(plannedResource);
  const changes = array(root['resource_changes']).map(change);
  return {
    errored: typeof root['errored'] === 'boolean' ? root['errored'] : undefined,
    complete: typeof root['complete'] === 'boolean' ? root['complete'] : undefined,
    deferred: array(root['deferred_changes']).length > 0,
    applyable: typeof root['applyable'] === 'boolean' ? root['applyable'] : undefined,
    planned,
    plannedAt: firstAt(planned.filter(({ mode }) => mode === 'managed')),
    prior,
    priorOutputs: new Set(Object.keys(object(priorValues['outputs']))),
    readAt: onlyAt(prior.filter(({ mode }) => mode === 'data')),
    outputs: byName(plannedValues['outputs'], (output) => outputText(object(output)['value'])),
    outputChanges: byName(root['output_changes'], outputChange),
    changes,
    changeAt: firstAt(changes.filter(({ deposed }) => !deposed)),
    drift: array(root['resource_drift']).map(change),
    configured: array(module['resources']).map(configured),
    configuredOutputs: byName(module['outputs'], (output) => object(output)['expression']),
    providers: byName(configuration['provider_config'], object),
    variables: new Set([module, root].flatMap((part) => Object.keys(object(part['variables'])))),
    checks: array(root['checks']).map(check),
    unjudged: unjudgedParts(root),
    hasModules:
      Object.keys(object(module['module_calls'])).length > 0 ||
      array(plannedModule['child_modules']).length > 0 ||
      array(priorModule['child_modules']).length > 0,
  };
}

/** What each member of a part says, by its name. */
const byName = <T>(part: Json, read: (member: Json) => T): ReadonlyMap<string, T> =>
  new Map(Object.entries(object(part)).map(([name, member]) => [name, read(member)]));

function firstAt<T extends { readonly address: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  const byAddress = new Map<string, T>();
  for (const item of items) if (!byAddress.has(item.address)) byAddress.set(item.address, item);
  return byAddress;
}

function onlyAt<T extends { readonly address: string }>(
  items: readonly T[],
): ReadonlyMap<string, T | undefined> {
  const byAddress = new Map<string, T | undefined>();
  for (const item of items) byAddress.set(item.address, byAddress.has(item.address) ? undefined : item);
  return byAddress;
}

function plannedResource(item: Json): PlannedResource {
  const resource = object(item);
  return {
    address: text(resource['address']),
    mode: text(resource['mode']),
    type: text(resource['type']),
    name: text(resource['name']),
    instance: resource['index'] !== undefined,
    deposed: resource['deposed_key'] !== undefined,
    tainted: resource['tainted'] === true,
    provider: text(resource['provider_name']),
    values: object(resource['values']),
    sensitive: resource['sensitive_values'],
  };
}

function change(item: Json): ResourceChange {
  const resource = object(item);
  const inner = object(resource['change']);
  const { importing } = inner;
  return {
    address: text(resource['address']),
    mode: text(resource['mode']),
    type: text(resource['type']),
    name: text(resource['name']),
    actions: array(inner['actions']).map(text),
    before: isObject(inner['before']) ? inner['before'] : undefined,
    after: isObject(inner['after']) ? inner['after'] : undefined,
    afterUnknown: inner['after_unknown'],
    beforeSensitive: inner['before_sensitive'],
    afterSensitive: inner['after_sensitive'],
    importing: knownText(object(importing)['id']),
    isImport: importing !== undefined && importing !== null,
    previousAddress: knownText(resource['previous_address']),
    reason: knownText(resource['action_reason']),
    replaces: array(inner['replace_paths']).length > 0,
    deposed: resource['deposed'] !== undefined,
    provider: text(resource['provider_name']),
  };
}

function outputChange(item: Json): OutputChange {
  const { actions, before, after, after_unknown: unknown } = object(item);
  return {
    actions: array(actions).map(text),
    hadValue: before !== undefined && before !== null,
    before: outputText(before),
    // A list or an object of which a part is unknown has no planned value, as one that is unknown as a whole has none.
    after: !isKnown(unknown) && !isMisfit(after, unknown) ? undefined : outputText(after),
    isUnknown: unknown === true,
  };
}

function check(item: Json): Plan['checks'][number] {
  const { address, status } = object(item);
  return { address: text(object(address)['to_display']), status: text(status) };
}

const usual: ReadonlySet<string> = new Set([
  'address',
  'mode',
  'type',
  'name',
  'provider_config_key',
  'expressions',
  'schema_version',
]);

function configured(item: Json): ConfiguredResource {
  const resource = object(item);
  return {
    address: text(resource['address']),
    mode: text(resource['mode']),
    type: text(resource['type']),
    name: text(resource['name']),
    expressions: object(resource['expressions']),
    count: resource['count_expression'],
    forEach: resource['for_each_expression'],
    otherKeys: Object.keys(resource).filter((key) => !usual.has(key)),
    providerKey: text(resource['provider_config_key']),
  };
}

const knownText = (value: Json): string | undefined => (typeof value === 'string' ? value : undefined);
const text = (value: Json): string => (typeof value === 'string' ? value : '');
