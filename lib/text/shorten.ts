/** A text that fits a page: of a longer one the beginning, and how much is missing. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half a character is none.
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${text.length - kept.length} characters more)`;
}
