import type { Document, YAMLError } from 'yaml';
import { maxFaultsOfAFile, type TextFault } from './fault';
import { quote } from './quote';

/** Of every line the first fault: the rest of a line is mostly a consequence. */
export function syntaxFaults(text: string, { errors }: Document.Parsed): readonly TextFault[] {
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

/** In our own words: the parser's may repeat a piece of the text, which could be a secret. */
export function explain(error: YAMLError): TextFault {
  const [message, hint] = unclosed(error.message) ?? codes[error.code];
  return { path: [], offset: error.pos[0], message, hint };
}

/** The parser's codes do not tell a missing end from other mistakes, its texts do. */
function unclosed(text: string): readonly [message: string, hint?: string] | undefined {
  const [, indented, end] = /must (be sufficiently indented and )?end with a ([\]}])/.exec(text) ?? [];
  if (end !== undefined) {
    const message = `a bracket is not closed before this: ${quote(end)} is missing`;
    return indented === undefined
      ? [message]
      : [
          message,
          'If it stands further below: indent what is in the bracket, and its end, by more than the key.',
        ];
  }
  return text.startsWith('Missing closing') ? ['a quote is not closed before this'] : undefined;
}

export const secondDocument = (offset: number): TextFault => ({
  path: [],
  offset,
  message: 'a second YAML document starts here',
  hint: 'One file is one document: remove the "---" or "..." line.',
});

const codes: Readonly<Record<YAMLError['code'], readonly [message: string, hint?: string]>> = {
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
    'Put a text that holds ": " in quotes. Keys inside of this one start on a line of their own; a key beside it is indented as it is.',
  ],
  BLOCK_IN_FLOW: [
    'a key or an item starts here inside of [ ] or { }',
    'A "," is missing before it, or a bracket before it is not closed; what stands in brackets needs brackets of its own.',
  ],
  DUPLICATE_KEY: ['a key is given twice'],
  IMPOSSIBLE: ['the YAML parser cannot make sense of this'],
  KEY_OVER_1024_CHARS: ['a key is longer than 1024 characters'],
  MISSING_CHAR: [
    'something is missing here: a ":" or "- " or ",", a closing quote or bracket, or the space after one',
  ],
  MULTILINE_IMPLICIT_KEY: ['a key runs over several lines', 'Is a ":" missing?'],
  MULTIPLE_ANCHORS: ['a value has more than one anchor'],
  MULTIPLE_DOCS: ['a second YAML document starts here'],
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
