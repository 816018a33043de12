/** Line and column (both from 1; columns count UTF-16 units, as editors do) of an offset in a text. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const next = text.indexOf('\n', start);
    if (next === -1 || next >= offset) return { line, column: offset - start + 1 };
    line++;
    start = next + 1;
  }
}

/** One more step of an RFC 6901 JSON pointer. */
export const pointerTo = (parent: string, step: string | number): string =>
  `${parent}/${typeof step === 'number' || !/[~/]/.test(step) ? step : escaped(step)}`;

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');
