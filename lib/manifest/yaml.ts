import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Scalar,
  type YAMLError,
} from 'yaml';
import { maxFaultsOfAFile, type Parsed, type TextFault } from './fault';
import { inheritedNames } from './ids';
import { quote } from './quote';

type Code = YAMLError['code'];
type Steps = readonly (string | number)[];

/** Also what positions are looked up with, so that both see the same document. */
export const yamlOptions = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  // Checked below: the parser's own check compares every key with all others.
  uniqueKeys: false,
  prettyErrors: false,
  // `silent` would also silence the error that a second document is.
  logLevel: 'error',
} as const;

/** Aliases may repeat this many values in all: plenty for people, nothing for who would fill the memory. */
const maxRepeated = 10_000;

/**
 * The plain value of a YAML 1.2 text (core schema), stricter than YAML where two readers could differ: one document, text keys that are
 * given once, no merge keys, no custom tags. Anchors and aliases are followed. Never throws, and no fault repeats a value of the text.
 */
export function parseYaml(text: string): Parsed {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof RangeError) return { value: undefined, faults: [tooDeep] };
    throw error;
  }
}

function read(text: string): Parsed {
  const document = parseDocument(text, yamlOptions);
  const { yaml } = document.directives ?? {};
  if (yaml?.explicit && yaml.version !== '1.2')
    return {
      value: undefined,
      faults: [
        {
          path: [],
          offset: 0,
          message: `YAML ${yaml.version} is declared; YAML 1.2 is expected`,
          hint: 'Remove the %YAML line.',
        },
      ],
    };
  if (document.errors.length > 0) return { value: undefined, faults: syntaxFaults(text, document) };
  const { contents } = document;
  if (contents === null || contents === undefined || (isScalar(contents) && contents.source === ''))
    return { value: undefined, faults: [{ path: [], offset: 0, message: 'the file is empty' }] };
  const reader = new Reader();
  const value = reader.read(contents, []);
  return { value, faults: [...document.warnings.map(explain), ...reader.faults] };
}

/** Turns nodes into plain values. What it cannot take is left out and noted. */
class Reader {
  readonly faults: TextFault[] = [];
  private readonly anchors = new Map<string, { value: unknown; size: number } | 'unfinished'>();
  private size = 0;
  private repeated = 0;

  read(node: unknown, path: Steps): unknown {
    if (isAlias(node)) return this.alias(node.source, node.range?.[0], path);
    const sizeBefore = this.size++;
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, 'unfinished');
    const value = this.plain(node, path);
    if (anchor !== undefined) this.anchors.set(anchor, { value, size: this.size - sizeBefore });
    return value;
  }

  private plain(node: unknown, path: Steps): unknown {
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
    if (isScalar(node)) return this.scalar(node, path);
    if (!isMap(node)) return null;
    const result: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const at = [...path, name];
      const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
      if (name === '<<') this.faults.push({ path: at, offset, ...mergeKey });
      else if (inheritedNames.has(name)) this.faults.push({ path: at, offset, ...inheritedKey(name) });
      else if (Object.hasOwn(result, name)) this.faults.push({ path: at, offset, ...duplicateKey(name) });
      else {
        result[name] = this.read(value, at);
        continue;
      }
      this.read(value, at);
    }
    return result;
  }

  private scalar({ value, range }: Scalar, path: Steps): unknown {
    if (typeof value !== 'string' || !/\p{Surrogate}/u.test(value)) return value;
    this.faults.push({ path, offset: range?.[0] ?? 0, message: 'the text holds half of a surrogate pair' });
    return undefined;
  }

  private alias(name: string, offset = 0, path: Steps): unknown {
    const target = this.anchors.get(name);
    if (target === undefined || target === 'unfinished') {
      const message =
        target === undefined
          ? `the alias ${quote(`*${name}`)} has no anchor before it`
          : `the alias ${quote(`*${name}`)} stands inside of what it repeats`;
      this.faults.push({ path, offset, message });
      return undefined;
    }
    this.size += target.size;
    this.repeated += target.size;
    if (this.repeated <= maxRepeated) return target.value;
    if (this.repeated - target.size <= maxRepeated)
      this.faults.push({
        path,
        offset,
        message: `the aliases of this file repeat more than ${maxRepeated} values`,
        hint: 'Write out what is meant, or repeat less.',
      });
    return undefined;
  }
}

/** Of every line the first fault: the rest of a line is mostly a consequence. */
function syntaxFaults(text: string, { errors }: Document.Parsed): readonly TextFault[] {
  const faults: TextFault[] = [];
  let lineEnd = -1;
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    if (error.pos[0] <= lineEnd) continue;
    faults.push(explain(error));
    if (error.code === 'RESOURCE_EXHAUSTION' || faults.length > maxFaultsOfAFile) break;
    const end = text.indexOf('\n', error.pos[0]);
    lineEnd = end === -1 ? text.length : end;
  }
  return faults;
}

const explain = (error: YAMLError): TextFault => {
  const [message, hint] = codes[error.code];
  return { path: [], offset: error.pos[0], message, hint };
};

export const mergeKey = {
  message: 'merge keys ("<<") are not read',
  hint: 'Two YAML readers could merge differently. Write the keys out, or repeat a whole value with an alias.',
};
export const duplicateKey = (key: string) => ({
  message: `the key ${quote(key)} is given twice`,
  hint: 'Keep one of them: which one a reader takes is a matter of luck.',
});
export const inheritedKey = (key: string) => ({
  message: `${quote(key)} cannot be a key`,
  hint: 'JavaScript objects answer to this word by themselves. Choose another one.',
});

const codes: Readonly<Record<Code, readonly [message: string, hint?: string]>> = {
  ALIAS_PROPS: ['an alias cannot have an anchor or a tag of its own'],
  BAD_ALIAS: ['an anchor or alias needs a name that does not end in ":"'],
  BAD_COLLECTION_TYPE: ['the tag does not fit the value', 'Remove the tag.'],
  BAD_DIRECTIVE: ['this "%" line is not understood', 'Remove it: a manifest needs no directives.'],
  BAD_DQ_ESCAPE: [
    'a text in double quotes has an unknown escape',
    'In single quotes a backslash is only a backslash.',
  ],
  BAD_INDENT: [
    'the indentation fits nothing above it',
    'Align it with the other keys or items of its block, with spaces.',
  ],
  BAD_PROP_ORDER: ['an anchor or tag stands before the "-", "?" or ":" that it must follow'],
  BAD_SCALAR_START: ['a plain text cannot start with this character', 'Put the text in quotes.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a second ":" stands where only a text can',
    'Put a text that holds ": " in quotes, or start the inner keys on a line of their own.',
  ],
  BLOCK_IN_FLOW: [
    'an indented block stands inside of [ ] or { }',
    'Close the bracket first, or write the block with brackets too.',
  ],
  DUPLICATE_KEY: ['a key is given twice'],
  IMPOSSIBLE: ['the YAML parser cannot make sense of this'],
  KEY_OVER_1024_CHARS: ['a key is longer than 1024 characters'],
  MISSING_CHAR: [
    'something is missing here: a ":" or "- " or ",", a closing quote or bracket, or the space after one',
  ],
  MULTILINE_IMPLICIT_KEY: ['a key runs over several lines', 'Is a ":" missing?'],
  MULTIPLE_ANCHORS: ['a value has more than one anchor'],
  MULTIPLE_DOCS: [
    'a second YAML document starts here',
    'One file is one document: remove the "---" or "..." line.',
  ],
  MULTIPLE_TAGS: ['a value has more than one tag'],
  NON_STRING_KEY: ['a key must be a plain text, not a list, an object, an alias or a tagged value'],
  RESOURCE_EXHAUSTION: ['values are nested too deeply here'],
  TAB_AS_INDENT: ['a tab is used as indentation', 'YAML is indented with spaces.'],
  TAG_RESOLVE_FAILED: ['the tag ("!…") is not understood', 'A manifest needs no tags: remove it.'],
  UNEXPECTED_TOKEN: [
    'this is not expected here',
    'A text with special characters needs quotes; brackets must match.',
  ],
};

const tooDeep: TextFault = { path: [], offset: 0, message: 'values are nested too deeply' };
