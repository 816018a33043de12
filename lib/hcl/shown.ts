/** An expression as written, on one line, shortened. */
export function shown(source: string): string {
  const line = source.replaceAll(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
