import type { UnprovenReason } from '../proof/resolve';
import { unprovenReasons } from '../proof/unproven';
import type { ModuleInstance } from './module-instance';
import { crowdedReason, normalForm } from './normal-form';
import type { Resource } from './resource';

/** Why a value is not known: a reason that the catalogue of messages words, or one worded here. */
export type Reason = UnprovenReason | `${string} ${string}`;

const words = (reason: Reason): string => unprovenReasons[reason as UnprovenReason] ?? reason;

/** Why something is not known that follows from another: with the first cause, and not with all that lies between. */
export const because = <What extends string>(what: What, cause: Reason): `${What}: ${string}` =>
  `${what}: ${words(cause).split(': ').at(-1) ?? ''}`;

/** What an expression is, as far as it is decided by these files alone. Whatever else is unknown, with its reason. */
export type Value =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A whole number that is held exactly, see {@link wholeNumber}. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** Texts only, each once, sorted. */
  | { readonly kind: 'set'; readonly items: readonly string[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Value> }
  /** A resource or data source as a whole. */
  | { readonly kind: 'resource'; readonly resource: Resource }
  /** An attribute of one, known when it exists: what it is of, and its name, say which object is meant. */
  | { readonly kind: 'attribute'; readonly of: Resource; readonly name: string }
  | { readonly kind: 'module'; readonly instance: ModuleInstance }
  | { readonly kind: 'unknown'; readonly reason: Reason };

export const unknown = (reason: Reason): Value => ({ kind: 'unknown', reason });

/** A text that was put together, or a name of a reference: the form that it has in Terraform is that of the whole. */
export function text(value: string): Value {
  const normal = normalForm(value);
  return normal === undefined ? unknown(crowdedReason) : { kind: 'text', text: normal };
}

/** Longer than any id or name: templates that double themselves stop here. */
export const longest = 4096;

/** A value as part of a template. */
export function asText(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return value.text.length > longest ? undefined : value.text;
    case 'boolean':
      return String(value.value);
    case 'number':
      return String(value.value);
    default:
      return undefined;
  }
}

/** One step into a value: `.name`, `["name"]` or `[0]`. */
export function stepInto(value: Value, key: Value): Value {
  if (key.kind === 'unknown') return key;
  const name = asText(key);
  if (name === undefined) return unknown('index');
  switch (value.kind) {
    case 'unknown':
      return value;
    case 'object':
      return value.entries.get(name) ?? unknown('dangling');
    case 'list':
      return (/^(0|[1-9]\d*)$/.test(name) ? value.items[Number(name)] : undefined) ?? unknown('dangling');
    case 'resource':
      return { kind: 'attribute', of: value.resource, name };
    case 'module':
      return value.instance.output(name);
    case 'attribute':
      return unknown(value.of.type === 'terraform_remote_state' ? 'remote-state' : 'not-an-id');
    default:
      return unknown('expression');
  }
}

/** Counts values that are looked through: those that stand in several places are, each time. */
export type Walk = (steps: number) => void;

/**
 * Whether all single values within these are of one kind, ids being texts and null being any. Where they are not, Terraform may convert some to another when
 * it gives them a common type.
 */
export function areOfOneKind(values: readonly Value[], walk: Walk): boolean {
  const kinds = new Set<string>();
  const look = (value: Value): void => {
    walk(1);
    if (value.kind === 'list') for (const item of value.items) look(item);
    else if (value.kind === 'object') for (const item of value.entries.values()) look(item);
    else if (value.kind !== 'null') kinds.add(kindOf(value));
  };
  for (const value of values) look(value);
  return kinds.size <= 1;
}

const kindOf = (value: Value): string =>
  value.kind === 'set' || (value.kind === 'attribute' && value.name === 'id') ? 'text' : value.kind;
