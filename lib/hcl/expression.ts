import type { FunctionName } from './functions';

/*
 * The part of HCL's expression language that can be evaluated exactly: literals, templates, lists, objects, attribute access, literal
 * indexes, splats, for expressions, conditions, comparisons and a few functions. Whatever else stands in an expression makes that expression, or
 * that element of a list or object, opaque with its own reason.
 */

/** Why an expression is not evaluated. */
export type OpaqueReason =
  | 'function'
  | 'provider-function'
  | 'conditional'
  | 'operator'
  | 'interpolation'
  | 'directive'
  | 'splat'
  | 'for-expression'
  | FunctionReason
  | 'heredoc'
  | 'expression'
  /** A number that JavaScript would round, or write otherwise than Terraform. */
  | 'number'
  /** A text of which it is not known in what form Terraform keeps it. */
  | 'crowded'
  /** HashiCorp's parser and the reader of the text see different values: neither is trusted. */
  | 'two-readings';

/** Names the function, so that people find it. */
export type FunctionReason = `the function ${string} makes it, which is not followed here`;
export const madeBy = (name: string): FunctionReason =>
  `the function ${name} makes it, which is not followed here`;

export type Expression =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  /** A template of several parts; one of a single part is that part. */
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  /** The first name of a reference, e.g. `local` or a resource type. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly given: readonly Expression[] }
  | ForExpression
  | {
      readonly kind: 'conditional';
      readonly when: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: 'equal';
      readonly one: Expression;
      readonly other: Expression;
      readonly negated: boolean;
    }
  /** `of[*].a.b` */
  | { readonly kind: 'splat'; readonly of: Expression; readonly names: readonly string[] }
  | { readonly kind: 'opaque'; readonly reason: OpaqueReason };

/** `[for value in over : result if only]`, or with `key`, `{ for … : key => result if only }`. */
export interface ForExpression {
  readonly kind: 'for';
  /** What the key and the value of each round are called in it. */
  readonly names: readonly [key: string | undefined, value: string];
  readonly over: Expression;
  readonly key: Expression | undefined;
  readonly result: Expression;
  readonly only: Expression | undefined;
}

export const opaque = (reason: OpaqueReason): Expression => ({ kind: 'opaque', reason });

/** What both readings of one expression agree on. Where one knows less, the less counts; where they differ, nothing does. */
export function agreed(one: Expression, other: Expression): Expression {
  if (one.kind === 'opaque') return one;
  // The parser makes directives of conditions in templates.
  if (other.kind === 'opaque') return other.reason === 'directive' ? opaque('interpolation') : other;
  if (one.kind === 'list' && other.kind === 'list' && one.items.length === other.items.length) {
    return {
      kind: 'list',
      items: one.items.map((item, index) => agreed(item, other.items[index] ?? opaque('two-readings'))),
    };
  }
  if (one.kind === 'object' && other.kind === 'object' && one.entries.length === other.entries.length) {
    // The parser gives members sorted by their names.
    const rest = new Map(other.entries.map(([key, value]) => [JSON.stringify(key), value]));
    if (rest.size !== one.entries.length) return opaque('two-readings');
    const entries: [Expression, Expression][] = [];
    for (const [key, value] of one.entries) {
      const twin = rest.get(JSON.stringify(key));
      if (twin === undefined) return opaque('two-readings');
      entries.push([key, agreed(value, twin)]);
    }
    return { kind: 'object', entries };
  }
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  // The parser drops parts of a template that are empty texts.
  return opaque(one.kind === 'template' || other.kind === 'template' ? 'interpolation' : 'two-readings');
}

/** The expressions that one is made of. */
export function partsOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'text':
    case 'name':
    case 'opaque':
      return [];
    case 'template':
      return value.parts;
    case 'list':
      return value.items;
    case 'object':
      return value.entries.flat();
    case 'attribute':
    case 'splat':
      return [value.of];
    case 'index':
      return [value.of, value.key];
    case 'call':
      return value.given;
    case 'conditional':
      return [value.when, value.then, value.otherwise];
    case 'equal':
      return [value.one, value.other];
    case 'for':
      return [value.over, value.key, value.result, value.only].filter((part) => part !== undefined);
  }
}
