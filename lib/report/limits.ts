import { shorten } from '../text/shorten';
import { visible } from '../text/visible';

/**
 * The most that a report shows. Whoever writes the files can write hundreds of thousands of mistakes into them, and a report of all would be
 * too large for whoever reads it, people and machines. Verdict, counts and exit code are of all.
 */
export const most = {
  /** Findings of one rule, notices of one kind. */
  ofAKind: 1000,
  /** Places of a finding. */
  places: 100,
  /** Steps of the chain of a finding. */
  steps: 100,
  /** Of all that is shown of one rule or kind, as JSON: so that all rules together stay below the longest text that Node.js can make. */
  characters: 5_000_000,
  /** Of the chains of all grants: as JSON they are three times as much at most, and the longest text is half a gigabyte. */
  chains: 150_000_000,
  /** Of the chains of grants that are not proved, a part of these: such a grant can be three bytes of a file, and its chain is a thousand. */
  unprovedChains: 5_000_000,
  /** Of any single text. */
  text: 8000,
} as const;

/** A text from a manifest, a file or a plan, as every format shows it. */
export const shown = (text: string): string => visible(shorten(text, most.text));

interface Kept<Item, Shown> {
  readonly shown: readonly Shown[];
  readonly left: readonly Item[];
}

/** The first items of each kind, in their order, as they are shown; what is left out is only counted, and never made. */
export function keep<Item, Shown>(
  items: readonly Item[],
  kindOf: (item: Item) => string,
  show: (item: Item) => Shown,
): Kept<Item, Shown> {
  const taken = new Map<string, { count: number; characters: number }>();
  const kept: Shown[] = [];
  const left: Item[] = [];
  for (const item of items) {
    const kind = kindOf(item);
    const before = taken.get(kind) ?? { count: 0, characters: 0 };
    if (before.count >= most.ofAKind || before.characters >= most.characters) {
      left.push(item);
      continue;
    }
    const one = show(item);
    kept.push(one);
    const { length } = JSON.stringify(one);
    taken.set(kind, { count: before.count + 1, characters: before.characters + length });
  }
  return { shown: kept, left };
}
