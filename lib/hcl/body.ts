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
export const attributeOf = (body: Body, name: string): Attribute | undefined =>
  body.attributes.find((attribute) => attribute.name === name);

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
