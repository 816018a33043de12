import { ambiguity } from '../json/duplicates';
import { isObject } from '../json/plain';
import { strangeParts } from './plan-parts';
import { misshapen } from './plan-shape';
import { tooLarge } from './plan-size';

/*
 * `terraform show -json` of a plan, format 1.x, as typed data (shape: HashiCorp's "JSON Output Format", seen with Terraform 1.11.4,
 * 2026-11-23). Reading is total: a file that is no plan becomes a reason. Values stay `unknown` until a rule looks at them, and nothing
 * here is ever printed, since a plan may hold secrets.
 */

type Json = unknown;
export type JsonObject = Readonly<Record<string, Json>>;

/** An object as planned values or a state have it. */
export interface PlannedResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  /** `count` or `for_each` instance. */
  readonly instance: boolean;
  /** An object that an earlier run left behind, beside the one that its address stands for; only in a state. */
  readonly deposed: boolean;
  /** Made by a run that did not end: Terraform replaces it; only in a state. */
  readonly tainted: boolean;
  /** The full name of the provider that makes it. */
  readonly provider: string | undefined;
  readonly values: JsonObject;
  /** Marks of what must not be said again, in the shape of `values`. */
  readonly sensitive: Json;
}

/** What a plan does to an object (`resource_changes`), or what it found done to one outside Terraform (`resource_drift`). */
export interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  /** `true` at any level means that anything may be inside. */
  readonly afterUnknown: Json;
  /** Marks of what must not be said again, in the shape of `before` and `after`. */
  readonly beforeSensitive: Json;
  readonly afterSensitive: Json;
  readonly importing: string | undefined;
  readonly isImport: boolean;
  readonly previousAddress: string | undefined;
  /** Why Terraform does it, where it says so. */
  readonly reason: string | undefined;
  /** Attributes are named that cannot change in place. */
  readonly replaces: boolean;
  readonly deposed: boolean;
  /** The full name of the provider that makes it. */
  readonly provider: string | undefined;
}

/** What becomes of an output. */
export interface OutputChange {
  readonly actions: readonly string[];
  /** It had a value so far. */
  readonly hadValue: boolean;
  /** That value, in the way of {@link Plan.outputs}. */
  readonly before: string | undefined;
  /** A known value after apply, in the way of {@link Plan.outputs}. */
  readonly after: string | undefined;
  readonly isUnknown: boolean;
}

/** A resource or data source as the plan's own copy of the configuration has it. */
export interface ConfiguredResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly expressions: JsonObject;
  /** Keys beside the usual ones: count_expression, for_each_expression, provisioners, depends_on … */
  readonly others: readonly string[];
  readonly providerKey: string;
}

/** All that a plan says and the proof looks at. Nothing in it was compared yet: its parts may contradict each other. */
export interface Plan {
  readonly errored: boolean;
  /** Undefined where it does not say, as the plans of older versions and of OpenTofu. */
  readonly complete: boolean | undefined;
  readonly deferred: boolean;
  /** Terraform's own word on whether applying the plan would do anything; undefined where it does not say. */
  readonly applyable: boolean | undefined;
  readonly planned: readonly PlannedResource[];
  /** The managed ones of them, by address; the first where there are several. */
  readonly plannedAt: ReadonlyMap<string, PlannedResource>;
  readonly prior: readonly PlannedResource[];
  /** The names of the outputs that the state has. */
  readonly priorOutputs: ReadonlySet<string>;
  /** The data sources of the prior state, by address; undefined where there are several. */
  readonly readAt: ReadonlyMap<string, PlannedResource | undefined>;
  /** Outputs after apply: a known text, undefined where it is not known, and words that are nobody's id for a value that is no text. */
  readonly outputs: ReadonlyMap<string, string | undefined>;
  readonly outputChanges: ReadonlyMap<string, OutputChange>;
  readonly changes: readonly ResourceChange[];
  /** Those of objects that are not deposed, by address; the first where there are several. */
  readonly changeAt: ReadonlyMap<string, ResourceChange>;
  readonly drift: readonly ResourceChange[];
  readonly configured: readonly ConfiguredResource[];
  readonly configuredOutputs: ReadonlyMap<string, Json>;
  readonly providers: ReadonlyMap<string, JsonObject>;
  /** Names of the variables that the configuration declares, or that have a value. */
  readonly variables: ReadonlySet<string>;
  /** Conditions and `check` blocks with what came of them. Their messages can hold anything and are left out. */
  readonly checks: readonly { readonly address: string; readonly status: string }[];
  /** Parts that say something and that are not known here, by JSON pointer. */
  readonly strange: readonly string[];
  /** Modules anywhere: in the configuration, in planned values or in state. */
  readonly hasModules: boolean;
}

/** A plan, or why a text is none, as the rest of a sentence about the file. */
export type PlanResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly why: string };

/** Reads one plan. Never throws. */
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
  if (typeof version !== 'string' || !/^1\.\d+$/.test(version)) {
    return { ok: false, why: 'has no format_version 1.x: write it with terraform show -json' };
  }
  const configuration = object(root['configuration']);
  const module = object(configuration['root_module']);
  if (
    !isObject(root['planned_values']) ||
    !Array.isArray(root['resource_changes'] ?? []) ||
    !isObject(root['configuration'])
  ) {
    return { ok: false, why: 'is no plan: planned_values, resource_changes or configuration is missing' };
  }
  const misfit = misshapen(root);
  if (misfit !== undefined) {
    return { ok: false, why: `is no plan: ${misfit} is missing or of another type than Terraform shows` };
  }
  const large = tooLarge(root);
  if (large !== undefined) return { ok: false, why: large };
  const plannedModule = object(object(root['planned_values'])['root_module']);
  const priorModule = object(object(object(root['prior_state'])['values'])['root_module']);
  const planned = array(plannedModule['resources']).map(plannedResource);
  const prior = array(priorModule['resources']).map(plannedResource);
  const changes = array(root['resource_changes']).map(change);
  return {
    ok: true,
    plan: {
      errored: root['errored'] !== false,
      complete: typeof root['complete'] === 'boolean' ? root['complete'] : undefined,
      deferred: array(root['deferred_changes']).length > 0,
      applyable: typeof root['applyable'] === 'boolean' ? root['applyable'] : undefined,
      planned,
      plannedAt: firstAt(planned.filter(({ mode }) => mode === 'managed')),
      prior,
      priorOutputs: new Set(Object.keys(object(object(object(root['prior_state'])['values'])['outputs']))),
      readAt: onlyAt(prior.filter(({ mode }) => mode === 'data')),
      outputs: new Map(
        Object.entries(object(object(root['planned_values'])['outputs'])).map(([name, output]) => [
          name,
          outputText(object(output)['value']),
        ]),
      ),
      outputChanges: new Map(
        Object.entries(object(root['output_changes'])).map(([name, output]) => [name, outputChange(output)]),
      ),
      changes,
      changeAt: firstAt(changes.filter(({ deposed }) => !deposed)),
      drift: array(root['resource_drift']).map(change),
      configured: array(module['resources']).map(configured),
      configuredOutputs: new Map(
        Object.entries(object(module['outputs'])).map(([name, output]) => [
          name,
          object(output)['expression'],
        ]),
      ),
      providers: new Map(
        Object.entries(object(configuration['provider_config'])).map(([key, value]) => [key, object(value)]),
      ),
      variables: new Set([
        ...Object.keys(object(module['variables'])),
        ...Object.keys(object(root['variables'])),
      ]),
      checks: array(root['checks']).map(check),
      strange: strangeParts(root),
      hasModules:
        Object.keys(object(module['module_calls'])).length > 0 ||
        array(plannedModule['child_modules']).length > 0 ||
        array(priorModule['child_modules']).length > 0,
    },
  };
}

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
    provider: knownText(resource['provider_name']),
    values: object(resource['values']),
    sensitive: resource['sensitive_values'],
  };
}

function change(item: Json): ResourceChange {
  const resource = object(item);
  const inner = object(resource['change']);
  const importing = inner['importing'];
  const id = object(importing)['id'];
  return {
    address: text(resource['address']),
    mode: text(resource['mode']),
    type: text(resource['type']),
    actions: array(inner['actions']).map(text),
    before: isObject(inner['before']) ? inner['before'] : undefined,
    after: isObject(inner['after']) ? inner['after'] : undefined,
    afterUnknown: inner['after_unknown'],
    beforeSensitive: inner['before_sensitive'],
    afterSensitive: inner['after_sensitive'],
    importing: knownText(id),
    isImport: importing !== undefined && importing !== null,
    previousAddress: knownText(resource['previous_address']),
    reason: knownText(resource['action_reason']),
    replaces: array(inner['replace_paths']).length > 0,
    deposed: resource['deposed'] !== undefined,
    provider: knownText(resource['provider_name']),
  };
}

function outputChange(item: Json): OutputChange {
  const { actions, before, after, after_unknown: unknown } = object(item);
  return {
    actions: array(actions).map(text),
    hadValue: before !== undefined && before !== null,
    before: outputText(before),
    after: outputText(after),
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
    others: Object.keys(resource).filter((key) => !usual.has(key)),
    providerKey: text(resource['provider_config_key']),
  };
}

/** True for a plan that says itself that it does not cover all of its stack: what is missing in it is then no news. */
export const isPartial = ({ errored, complete }: Plan): boolean => errored || complete === false;

/** True when nothing at or below this `after_unknown` is unknown. */
export function isKnown(unknown: Json): boolean {
  if (unknown === undefined || unknown === null || unknown === false) return true;
  if (Array.isArray(unknown)) return unknown.every(isKnown);
  return isObject(unknown) && Object.values(unknown).every(isKnown);
}

/** An object, empty for what is none; to be asked only after the shape was checked. */
export const object = (value: Json): JsonObject => (isObject(value) ? value : {});
/** A list, in the same way. */
export const array = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);
const outputText = (value: Json): string | undefined =>
  typeof value === 'string' || value === undefined || value === null
    ? (value ?? undefined)
    : 'something that is no text';
const knownText = (value: Json): string | undefined => (typeof value === 'string' ? value : undefined);
const text = (value: Json): string => (typeof value === 'string' ? value : '');
