/** A section with its rows, so that a report that grows too long can leave rows out and say how many. */
export interface Section {
  readonly head: readonly string[];
  readonly rows: readonly string[];
  /** How many there are beyond the rows: they were never made. */
  readonly more?: number;
  /** Rows that it keeps while others have more, where that is not {@link fewest}. */
  readonly fewest?: number;
  readonly foot: readonly string[];
}

/** The largest comment that GitHub takes is 65,536 characters; the cap leaves room for what a workflow puts around it. */
export const maxLength = 65_000;

/** Rows that each section keeps while others have more: a section that fills the comment must not push the next ones out. */
const fewest = 5;

/**
 * Leaves rows out from the end of each section, the last sections first, until all fits; and says so where they were. First down to a few of
 * each, and only then to none.
 */
export function capped(sections: readonly Section[]): string {
  const kept = sections.map(({ rows }) => rows.length);
  const text = (): string =>
    sections
      .map(({ head, rows, more = 0, foot }, index) => {
        const shown = kept[index] ?? 0;
        const left = rows.length + more - shown;
        // Inside a table, a line without cells would end it: the rest is told after it.
        return [
          ...head,
          ...rows.slice(0, shown),
          ...(left > 0 ? ['', `**${left} more**`] : []),
          ...foot,
        ].join('\n');
      })
      .join('\n')
      .trimEnd()
      .concat('\n');
  for (const isLast of [false, true])
    for (let index = sections.length - 1; index >= 0 && text().length > maxLength; index--) {
      const rows = kept[index] ?? 0;
      const least = isLast ? 0 : (sections[index]?.fewest ?? fewest);
      let [low, high] = [Math.min(least, rows), rows];
      // The most rows of this section with which all fits.
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        kept[index] = middle;
        if (text().length > maxLength) high = middle - 1;
        else low = middle;
      }
      kept[index] = low;
    }
  const whole = text();
  // One row alone can be longer than a comment: then not even the headings can be trusted to be closed.
  return whole.length <= maxLength ? whole : `${whole.slice(0, maxLength - 20)}\n\n**cut here**\n`;
}
