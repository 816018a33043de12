/** What has been read so far of one or more of the words; `length` is that of the longest word that ends here, 0 where none does. */
interface State {
  readonly next: Map<number, State>;
  /** The longest end of what has been read that is a beginning of a word, too. */
  shorter: State | undefined;
  length: number;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * A function that puts one text in the place of all of these words, overlapping ones together, in one pass over a text (Aho and Corasick,
 * "Efficient string matching", 1975): words that begin alike would otherwise be compared at each character of it, one after the other. Of
 * a text that would become more than twice as long, nothing is left: very short words stand everywhere, and it could fill any memory.
 */
export function replacingAll(words: readonly string[], instead: string): (text: string) => string {
  const start = statesOf(words);
  return (text) => {
    const most = Math.max(1, (2 * text.length) / instead.length);
    const places = placesIn(text, start, most);
    if (places.length > most) return instead;
    let rest = 0;
    let result = '';
    for (const { from, to } of places) {
      result += text.slice(rest, from) + instead;
      rest = to;
    }
    result += text.slice(rest);
    return result.length > 2 * text.length ? instead : result;
  };
}

function statesOf(words: readonly string[]): State {
  const state = (): State => ({ next: new Map(), shorter: undefined, length: 0 });
  const start = state();
  for (const word of words) {
    let at = start;
    for (let index = 0; index < word.length; index++) {
      const unit = word.charCodeAt(index);
      const next = at.next.get(unit) ?? state();
      at.next.set(unit, next);
      at = next;
    }
    at.length = word.length;
  }
  const all = [start];
  for (const at of all)
    for (const [unit, next] of at.next) {
      next.shorter = at === start ? start : after(at.shorter, unit, start);
      next.length ||= next.shorter.length;
      all.push(next);
    }
  return start;
}

function after(state: State | undefined, unit: number, start: State): State {
  for (let at = state; at !== undefined; at = at.shorter) {
    const next = at.next.get(unit);
    if (next !== undefined) return next;
  }
  return start;
}

/** Where the words stand, the overlapping ones as one place; of more than `most` places the first ones. */
function placesIn(text: string, start: State, most: number): readonly Place[] {
  const places: Place[] = [];
  let at = start;
  for (let index = 0; index < text.length && places.length <= most; index++) {
    at = after(at, text.charCodeAt(index), start);
    if (at.length === 0) continue;
    let from = index + 1 - at.length;
    for (let last = places.at(-1); last !== undefined && last.to > from; last = places.at(-1)) {
      from = Math.min(from, last.from);
      places.pop();
    }
    places.push({ from, to: index + 1 });
  }
  return places;
}
