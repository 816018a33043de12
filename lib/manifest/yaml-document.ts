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
interface YamlDocument {
  readonly document: Document.Parsed;
  /** Where a second document starts, of which nothing was read. */
  readonly second: number | undefined;
}

/** A text that is YAML perhaps, and no manifest for certain: reading on would only cost time and memory. */
export class BeyondLimits extends Error {
  constructor(
    readonly offset: number,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** A manifest has eight levels. */
const maxDepth = 50;

/**
 * Words, signs and the spaces between them. A manifest has one in four characters, so that hundreds of kilobytes stay below; 1 MiB of
 * brackets has a million, each of which costs the parser up to a kilobyte.
 */
const maxLexemes = 200_000;

/**
 * What `parseDocument` of the yaml package does, for texts that nobody vouches for: composing nodes is recursive there, and deep nesting
 * would exhaust the stack, at times in a way that ends the whole process. So the depth is watched while the text is read, and the number of
 * lexemes too: the parser keeps a node or an error for each.
 * @throws {BeyondLimits}
 */
export function readDocument(text: string): YamlDocument {
  // Where the parser stood when it met a mistake interests nobody, and a hundred thousand such traces fill a gigabyte.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return compose(text);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function compose(text: string): YamlDocument {
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
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > maxDepth)
      throw new BeyondLimits(parser.offset, `values are nested more than ${maxDepth} levels deep`);
    if (++lexemes > maxLexemes)
      throw new BeyondLimits(
        parser.offset,
        `the file holds more than ${maxLexemes} words and signs`,
        'A manifest is written by hand; this is something else.',
      );
  }
  yield* parser.end();
}
