/**
 * The candidate that `word` was most probably meant to be, for "did you mean …". Another letter case counts as no mistake; otherwise up
 * to one insertion, deletion, substitution or swap of neighbours for every four letters (at least one). `undefined` when nothing is that
 * close: no suggestion is better than a misleading one. Of equally close candidates the first in code-unit order wins.
 */
export function nearest<Candidate extends string>(
  word: string,
  candidates: Iterable<Candidate>,
): Candidate | undefined {
  const wanted = word.trim().toLowerCase();
  let best: Candidate | undefined;
  let limit = Math.max(1, Math.floor(wanted.length / 4));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const mistakes = distance(wanted, candidate.toLowerCase(), limit);
    if (mistakes > limit || (mistakes === limit && best !== undefined && best < candidate)) continue;
    best = candidate;
    limit = mistakes;
  }
  return best;
}

/** Edit distance with swaps of neighbours (optimal string alignment); any number above `limit` stands for "too far". */
function distance(a: string, b: string, limit: number): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(substituted, at(last, j) + 1, at(row, j - 1) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
