/** Letters with variants that a selector chooses. The emoji among the letters is the sign for information. */
const varied = String.raw`\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Egyptian_Hieroglyphs}\u2139`;

/** Places that Unicode keeps for characters to be ignored: fonts show nothing there. Names of files and literals can hold them. */
const reserved = String.raw`\u2065\ufff0-\ufff8\u{e0000}\u{e0002}-\u{e001f}\u{e0080}-\u{e00ff}\u{e01f0}-\u{e0fff}`;

/**
 * Letters and marks that nobody sees, as a part of a regular expression. Terraform takes them in names (1.11.4, 2026-11-27), so one that holds some looks like
 * another. Variation selectors are among them where they stand behind what has no variants: emoji need theirs, those of keys among them.
 */
export const unseen = String.raw`[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0${reserved}]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}](?<=(?![${varied}])[\p{L}\p{M}\p{N}_-].)(?!\u20e3)`;

/**
 * A text as it can stand in a log: control and bidirectional characters, which forge lines and colours on a terminal, are shown escaped, and
 * so is what nobody sees, and what makes a CI runner take a line for a command. GitHub's does so where a line begins with `::`, be it after blanks, and takes
 * `##[` anywhere in one; Azure's takes `##vso[`, TeamCity's `##teamcity[`. A text may be wrapped before any of its words, so any word may
 * begin a line: `::` is escaped at the start of each, and stays inside of one, as in `[::1]` and `provider::genesyscloud::f`.
 */
export const visible = (text: string): string => text.replace(dangerous, escaped);

// What precedes is looked at from the character itself: looked for at every place, a long word would be read once for each of its letters.
const dangerous = new RegExp(
  String.raw`[\p{Cc}\p{Cf}\u2028\u2029]|${unseen}|\[(?<=##\w*\[)|:(?<=(?<!\S)::)`,
  'gu',
);

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
