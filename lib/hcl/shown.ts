/** An expression as written, on one line, shortened. */
export function shown(source: string): string {
  // Of a long text, what is shown comes from its start.
  const line = source.trimStart().slice(0, 1000).replaceAll(/\s+/g, ' ').trim();
  return line.length > 100 || source.length > 1000 ? `${line.slice(0, 99)}…` : line;
}
