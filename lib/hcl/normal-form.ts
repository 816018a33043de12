/*
 * Terraform keeps every text in Unicode normalisation form C, also those that it puts together: two texts of different bytes are one key, and one name
 * (Terraform 1.11.4, 2026-11-27).
 */

/** The form in which Terraform keeps a text; undefined for one of which that is not known here. */
export function normalForm(text: string): string | undefined {
  if (plain.test(text)) return text;
  // Terraform's normaliser parts a run of more than 30 such characters with a U+034F of its own, JavaScript's does not. Some short of that, nothing is
  // counted exactly.
  if (crowded.test(text.normalize('NFD'))) return undefined;
  return text.normalize('NFC');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const plain = /^[\u0000-\u007f]*$/;

/** Marks, and the letters that combine with what stands before them: vowels and finals of Hangul and of Kirat Rai. */
const crowded = /[\p{M}\u1160-\u11ff\u{16d63}-\u{16d6a}]{20}/u;

export const crowdedReason = 'it has more combining characters in a row than are followed here';
