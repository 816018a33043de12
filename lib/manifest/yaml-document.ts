import { Composer, type Document, Lexer, Parser } from 'yaml';

const options = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  // The reader checks this: the parser's own check compares every key with all others.
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/** The nodes of a YAML text. */
export interface YamlDocument {
  readonly document: Document.Parsed;
  /** Where a second document starts, of which nothing was read. */
  readonly second: number | undefined;
}

/** Values are nested deeper than {@link maxDepth}. */
export class NestedTooDeeply extends Error {
  constructor(readonly offset: number) {
    super(`values are nested more than ${maxDepth} levels deep`);
  }
}

/** A manifest has eight levels. */
const maxDepth = 50;

/**
 * What `parseDocument` of the yaml package does, for texts that nobody vouches for: composing nodes is recursive there, and deep nesting
 * would exhaust the stack, at times in a way that ends the whole process. So the depth is watched while the text is read.
 * @throws {NestedTooDeeply}
 */
export function readDocument(text: string): YamlDocument {
  let document: Document.Parsed | undefined;
  let second: number | undefined;
  for (const one of new Composer(options).compose(tokens(text), true, text.length)) {
    if (document) {
      second = one.range[0];
      break;
    }
    document = one as Document.Parsed;
  }
  // With `true` above, there is a document even where there is no text.
  if (!document) throw new Error('the YAML parser gave no document');
  return { document, second };
}

function* tokens(text: string) {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > maxDepth) throw new NestedTooDeeply(parser.offset);
  }
  yield* parser.end();
}
