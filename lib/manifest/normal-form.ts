/**
 * Texts as Terraform keeps them: in Unicode's normal form C (cty normalizes each; Terraform 1.11, 2026-11). A manifest may be written otherwise,
 * as names of files and pasted texts are on macOS; what follows from it is compared with files and plans.
 * @param text The file that says the value: plain ASCII without escapes holds nothing to normalize.
 */
export const normalized = (value: unknown, text: string): unknown =>
  /[\\\u0080-\uffff]/.test(text) ? withNormalTexts(value) : value;

function withNormalTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(withNormalTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withNormalTexts(item)]));
}
