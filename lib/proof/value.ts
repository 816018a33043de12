import type { JsonNode } from '../json/parse';
import type { Argument } from '../terraform/body';
import { type OpaqueReason, parseExpression, type Traversal } from '../terraform/expression';
import { quotable } from './conceal';

/** Why a value is not known. Every reason fails closed; it is kept so that a finding can say what to write instead. */
export type UnknownReason =
  | OpaqueReason
  /** the argument stands twice: Terraform refuses such a file */
  | 'duplicate'
  /** a number, a list or an object where a text belongs */
  | 'not-text'
  /** a `dynamic` block: how many blocks it makes, and with what, is decided when Terraform runs */
  | 'dynamic';

/** One argument's value as written. No coercion: what is not text stays what it is. */
export type Scalar =
  | { readonly kind: 'absent' }
  | { readonly kind: 'null' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'reference'; readonly to: Traversal; readonly source: string }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly source: string };

/** A division as a grant or placement names it. */
export type DivisionValue =
  | { readonly kind: 'known'; readonly text: string }
  | { readonly kind: 'reference'; readonly to: Traversal; readonly source: string }
  | { readonly kind: 'home'; readonly spelling: 'omitted' | 'null' | 'empty' }
  | { readonly kind: 'all' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly source: string };

const absent: Scalar = { kind: 'absent' };

/** The value of the argument `name` of a body; `unknown` when it stands more than once. */
export function scalarOf(body: readonly Argument[], name: string): Scalar {
  let first: Argument | undefined;
  for (const item of body) {
    if (item.name !== name) continue;
    if (first !== undefined) return { kind: 'unknown', reason: 'duplicate', source: name };
    first = item;
  }
  return first === undefined ? absent : scalar(first.node);
}

/**
 * The values of all arguments of a body, each as {@link scalarOf} gives it. For those who want many of them: a search for each would take
 * for ever in a body of very many members.
 */
export function scalarsOf(body: readonly Argument[]): ReadonlyMap<string, Scalar> {
  const values = new Map<string, Scalar>();
  for (const { name, node } of body) {
    const again = values.has(name);
    values.set(name, again ? { kind: 'unknown', reason: 'duplicate', source: name } : scalar(node));
  }
  return values;
}

/** The value of one JSON node as an argument. Total: a list or an object is `unknown`. */
export function scalar(node: JsonNode): Scalar {
  switch (node.kind) {
    case 'null':
      return { kind: 'null' };
    case 'boolean':
      return { kind: 'boolean', value: node.value };
    case 'number':
      return { kind: 'number', text: node.text };
    case 'string': {
      const expression = parseExpression(node.value);
      switch (expression.kind) {
        case 'literal':
          return { kind: 'text', text: expression.text };
        case 'reference':
          return { kind: 'reference', to: expression.to, source: node.value };
        case 'opaque':
          return { kind: 'unknown', reason: expression.reason, source: quotable(expression.source) };
      }
      break;
    }
    default:
      return { kind: 'unknown', reason: 'not-text', source: node.kind };
  }
}

/** What a division argument means to the provider: omitted, null and "" are home, "*" is every division, also future ones. */
export function divisionValue(value: Scalar): DivisionValue {
  switch (value.kind) {
    case 'absent':
      return { kind: 'home', spelling: 'omitted' };
    case 'null':
      return { kind: 'home', spelling: 'null' };
    case 'text':
      if (value.text === '') return { kind: 'home', spelling: 'empty' };
      return value.text === '*' ? { kind: 'all' } : { kind: 'known', text: value.text };
    case 'number':
    case 'boolean':
      return { kind: 'unknown', reason: 'not-text', source: value.kind };
    default:
      return value;
  }
}

/** The texts of a list argument, or why they are not known. Absent and null are no list. */
export function textsOf(
  body: readonly Argument[],
  name: string,
):
  | { readonly kind: 'absent' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly source: string } {
  const found = body.filter((item) => item.name === name);
  const [first] = found;
  if (first === undefined || (found.length === 1 && first.node.kind === 'null')) return { kind: 'absent' };
  if (found.length > 1) return { kind: 'unknown', reason: 'duplicate', source: name };
  if (first.node.kind !== 'array') {
    const value = scalar(first.node);
    return value.kind === 'unknown'
      ? { kind: 'unknown', reason: value.reason, source: value.source }
      : { kind: 'unknown', reason: 'not-text', source: name };
  }
  const items: string[] = [];
  for (const item of first.node.items) {
    const value = scalar(item);
    if (value.kind === 'text') items.push(value.text);
    else if (value.kind === 'unknown') return { kind: 'unknown', reason: value.reason, source: value.source };
    else if (value.kind === 'reference')
      return { kind: 'unknown', reason: 'expression', source: value.source };
    else return { kind: 'unknown', reason: 'not-text', source: name };
  }
  return { kind: 'list', items };
}

/** How a scalar is shown in a message. Secrets are never shown: callers pass only arguments that hold none. */
export function showScalar(value: Scalar): string {
  switch (value.kind) {
    case 'absent':
      return 'nothing';
    case 'null':
      return 'null';
    case 'text':
      return JSON.stringify(value.text);
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'unknown':
      // By its name alone, it would look like the value.
      return value.reason === 'duplicate' ? `${value.source} twice` : value.source;
    default:
      return value.source;
  }
}
