/** Columns of a terminal. */
const width = 80;

/**
 * Breaks a text at spaces to lines of 80 columns, the first after `first`, the others after `rest`. A word longer than a line stays whole, so
 * that paths can be copied.
 */
export function wrap(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest + word;
    } else {
      line += empty ? word : ` ${word}`;
    }
    empty = false;
  }
  lines.push(line);
  return lines.join('\n');
}
