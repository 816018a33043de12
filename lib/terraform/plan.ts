import { canonicalJson, field, isObject } from '../json/plain';

/*
 * `terraform show -json` of a plan, format 1.x, as typed data (shape: HashiCorp's "JSON Output Format", seen with Terraform 1.11.4,
 * 2026-11-23). Values stay `unknown` until a rule looks at them, and nothing here is ever printed, since a plan may hold secrets.
 */

export type Json = unknown;
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
  readonly provider: string;
  readonly values: JsonObject;
  /** Marks of what must not be said again, in the shape of `values`. */
  readonly sensitive: Json;
}

/** What a plan does to an object (`resource_changes`), or what it found done to one outside Terraform (`resource_drift`). */
export interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
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
  readonly provider: string;
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
  /** How many objects it makes; undefined where it makes one. */
  readonly count: Json;
  readonly forEach: Json;
  /** Keys beside the usual ones: count_expression, for_each_expression, provisioners, depends_on … */
  readonly otherKeys: readonly string[];
  readonly providerKey: string;
}

/** All that a plan says and the proof looks at. Nothing in it was compared yet: its parts may contradict each other. */
export interface Plan {
  /** Undefined where it does not say, as `complete`. */
  readonly errored: boolean | undefined;
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
  /** Outputs after apply, in the way of {@link outputText}; undefined where one is not known. */
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
  readonly unjudged: readonly string[];
  /** Modules anywhere: in the configuration, in planned values or in state. */
  readonly hasModules: boolean;
}

/** True for a plan that says itself that it does not cover all of its stack: what is missing in it is then no news. */
export const isPartial = ({ errored, complete }: Plan): boolean => errored === true || complete === false;

/** True when nothing at or below this `after_unknown` is unknown. */
export function isKnown(unknown: Json): boolean {
  if (unknown === undefined || unknown === null || unknown === false) return true;
  if (Array.isArray(unknown)) return unknown.every(isKnown);
  return isObject(unknown) && Object.values(unknown).every(isKnown);
}

/**
 * Marks of the unknown that do not fit their value: `true` where a value stands nevertheless, or marks of the inside of something that has
 * none. One reader takes such a value as known, another as unknown.
 */
export function isMisfit(value: unknown, mark: unknown): boolean {
  if (mark === true) return value !== undefined && value !== null;
  if (Array.isArray(mark))
    return (
      !Array.isArray(value) ||
      value.length !== mark.length ||
      mark.some((inner, index) => isMisfit(value[index], inner))
    );
  if (!isObject(mark)) return false;
  return !isObject(value) || Object.keys(mark).some((name) => isMisfit(field(value, name), mark[name]));
}

/** An output as one text: what is no text begins with words that are nobody's id. Undefined for nothing. */
export const outputText = (value: Json): string | undefined =>
  typeof value === 'string' || value === undefined || value === null
    ? (value ?? undefined)
    : `something that is no text: ${canonicalJson(value)}`;

/** An object, empty for what is none; to be asked only after the shape was checked. */
export const object = (value: Json): JsonObject => (isObject(value) ? value : {});
/** A list, in the same way. */
export const array = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);
