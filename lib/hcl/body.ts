import type { Expression } from './expression';

/** A place in a file of the configuration. Without an offset, the file alone is known. */
export interface Spot {
  /** As shown to people: relative, with forward slashes. */
  readonly file: string;
  /** UTF-16 units from the start of the text (a byte order mark not counted). */
  readonly offset: number | undefined;
}

/** `name = expression` */
export interface Attribute {
  readonly name: string;
  readonly value: Expression;
  /** The expression as written, for messages. May hold a secret: shown only for arguments that hold none. */
  readonly source: string;
  readonly spot: Spot;
}

/** `type "label" … { body }` */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly spot: Spot;
}

/** What stands in a file or between the braces of a block, in source order. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** The one attribute of that name; HCL refuses a second. */
export function attributeOf(body: Body, name: string): Attribute | undefined {
  // Most bodies have a handful. A call with thousands is asked for each of them, in each of its instances.
  if (body.attributes.length < 20) return body.attributes.find((attribute) => attribute.name === name);
  const found = indexes.get(body) ?? new Map(body.attributes.map((attribute) => [attribute.name, attribute]));
  indexes.set(body, found);
  return found.get(name);
}
const indexes = new WeakMap<Body, ReadonlyMap<string, Attribute>>();

/** How many arguments and blocks stand in a body, those of its blocks included: what it costs to look through it. */
export function sizeOf(body: Body): number {
  const known = sizes.get(body);
  if (known !== undefined) return known;
  const inner = body.blocks.reduce((sum, block) => sum + sizeOf(block.body), 0);
  const size = body.attributes.length + body.blocks.length + inner;
  // Most are small, and there can be millions: remembering each costs more than counting it again.
  if (size >= 20) sizes.set(body, size);
  return size;
}
const sizes = new WeakMap<Body, number>();

export const blocksOf = (body: Body, type: string): readonly Block[] =>
  body.blocks.filter((block) => block.type === type);

/** Every attribute of a body and of the blocks in it. */
export function* everyAttribute(body: Body): Generator<Attribute> {
  yield* body.attributes;
  for (const block of body.blocks) yield* everyAttribute(block.body);
}

/** What keeps a configuration from being judged: it cannot be read, or Terraform refuses it. */
export interface Problem {
  readonly spot: Spot;
  /** Overrides the spot's offset where a parser gave line and column itself. */
  readonly position: { readonly line: number; readonly column: number } | undefined;
  readonly message: string;
}
