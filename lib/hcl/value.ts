import type { Worded } from '../proof/finding-values';
import { inWords } from '../proof/unproven';
import type { UnprovenReason } from '../proof/verdict';
import type { ModuleInstance } from './module-instance';
import { crowdedReason, normalForm } from './normal-form';
import type { Resource } from './resource';

/** Why a value is not known: a reason that the catalogue of messages words, or one worded here. */
export type Reason = UnprovenReason | Worded;

/** Why something is not known that follows from another: with the first cause, and not with all that lies between. */
export const because = <What extends string>(what: What, cause: Reason): `${What}: ${string}` =>
  `${what}: ${inWords(cause).split(': ').at(-1) ?? ''}`;

/**
 * What an expression is, as far as it is decided by these files alone. Whatever else is unknown, with its reason. `untyped` is what has no type but that
 * which shows in it: a null that nothing converted, Terraform's tuples and its objects. An empty list of texts looks the same, and turns numbers
 * beside it into texts.
 */
export type Value =
  | { readonly kind: 'null'; readonly untyped?: true }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A whole number that is held exactly, see {@link wholeNumber}. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly untyped?: true }
  /** Texts only, each once, sorted. */
  | { readonly kind: 'set'; readonly items: readonly string[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Value>; readonly untyped?: true }
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

/** What a data source `terraform_remote_state` gives. */
export const anotherState: Reason =
  'another configuration made it, and these files only read that one’s state';

/** The id of an object that may not exist yet: a text, whatever it will be. */
export const isId = (value: Value): boolean => value.kind === 'attribute' && value.name === 'id';

/** Whether a value is a text, or will be one. */
export const isText = (value: Value): boolean => value.kind === 'text' || isId(value);

/** Values within each other: shared, they may lie in each other deeper than a call stack bears. */
export const deepest = 100;

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
      return itemAt(value.items, name);
    case 'resource':
      return { kind: 'attribute', of: value.resource, name };
    case 'module':
      return value.instance.output(name);
    case 'attribute':
      return unknown(value.of.type === 'terraform_remote_state' ? anotherState : 'not-an-id');
    default:
      return unknown('expression');
  }
}

/** Terraform takes other spellings of a position, too: "00", "1.0". */
function itemAt(items: readonly Value[], position: string): Value {
  if (/^(0|[1-9]\d*)$/.test(position)) return items[Number(position)] ?? unknown('dangling');
  return unknown(/^[\p{ID_Start}_]/u.test(position) ? 'dangling' : 'index');
}

/** Counts values that are looked through: those that stand in several places are, each time. */
export type Walk = (steps: number) => void;

/** What it costs to go through a value once: its texts count by their length, which may be that of a file. */
export function weightOf(value: Value): number {
  let characters = 0;
  switch (value.kind) {
    case 'text':
      return stepsOf(value.text);
    case 'list':
      for (const item of value.items) if (item.kind === 'text') characters += item.text.length;
      return value.items.length + characters / perStep;
    case 'set':
      for (const { length } of value.items) characters += length;
      return value.items.length + characters / perStep;
    case 'object':
      for (const { length } of value.entries.keys()) characters += length;
      return value.entries.size + characters / perStep;
    default:
      return 0;
  }
}

/** What it costs to go through a text once. */
export const stepsOf = ({ length }: string): number => length / perStep;
const perStep = 20;
