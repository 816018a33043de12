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
  const letters = new Letters(wanted);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    if (letters.mistakesAtLeast(candidate.toLowerCase()) > limit) continue;
    const mistakes = distance(wanted, candidate.toLowerCase(), limit);
    if (mistakes > limit || (mistakes === limit && best !== undefined && best < candidate)) continue;
    best = candidate;
    limit = mistakes;
  }
  return best;
}

/** The letters of a word, in no order: what another word has more of, or fewer, are mistakes. Much sooner counted than {@link distance}. */
class Letters {
  private readonly counts = new Int32Array(kinds);
  private readonly left = new Int32Array(kinds);

  constructor(word: string) {
    for (let i = 0; i < word.length; i++) count(this.counts, word.charCodeAt(i), 1);
  }

  mistakesAtLeast(other: string): number {
    const { left } = this;
    left.set(this.counts);
    for (let i = 0; i < other.length; i++) count(left, other.charCodeAt(i), -1);
    let [missing, added] = [0, 0];
    for (const more of left) {
      if (more > 0) missing += more;
      else added -= more;
    }
    return Math.max(missing, added);
  }
}

/** Letters that share a kind are taken for the same one: then there are more mistakes than are counted. */
const kinds = 64;
const count = (counts: Int32Array, letter: number, by: 1 | -1): void => {
  const kind = letter % kinds;
  counts[kind] = (counts[kind] as number) + by;
};

/**
 * Edit distance with swaps of neighbours (optimal string alignment); any number above `limit` stands for "too far". Only a band of the table
 * is filled: what is further from the diagonal than `limit` cannot be nearer. Words are looked for among thousands.
 */
function distance(a: string, b: string, limit: number): number {
  const far = limit + 1;
  let beforeLast = new Uint32Array(b.length + 1).fill(far);
  let last = new Uint32Array(b.length + 1).map((_, j) => Math.min(j, far));
  let row = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    row.fill(far);
    if (i <= limit) row[0] = i;
    let least = row[0] ?? far;
    for (let j = from; j <= to; j++) {
      const substituted = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(substituted, at(last, j) + 1, at(row, j - 1) + 1, far);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return far;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return at(last, b.length);
}

const at = (row: Uint32Array, index: number): number => row[index] as number;
