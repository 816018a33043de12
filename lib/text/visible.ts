/**
 * A text as it can stand in a log: control and bidirectional characters, which forge lines and colours on a terminal, are shown escaped, and
 * so is what makes a CI runner take a line for a command. GitHub's does so where a line begins with `::`, be it after blanks, and takes
 * `##[` anywhere in one; Azure's takes `##vso[`, TeamCity's `##teamcity[`. A text may be wrapped before any of its words, so any word may
 * begin a line: `::` is escaped at the start of each, and stays inside of one, as in `[::1]` and `provider::genesyscloud::f`.
 */
export const visible = (text: string): string => text.replace(dangerous, escaped);

// What precedes is looked at from the character itself: looked for at every place, a long word would be read once for each of its letters.
const dangerous = /[\p{Cc}\p{Cf}\u2028\u2029]|\[(?<=##\w*\[)|:(?<=(?<!\S)::)/gu;

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
