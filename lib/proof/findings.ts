import type { Finding, Place } from './finding';
import { type RuleId, ruleIds } from './rule-ids';

/** The tuple that a waiver repeats, as one text. */
export const identity = ({
  rule,
  org,
  tenant,
  subject,
}: Readonly<Record<'rule' | 'subject', string> & Record<'org' | 'tenant', string | undefined>>): string =>
  JSON.stringify([rule, org, tenant, subject]);

/** One finding for each tuple, with the places of all: the same thing said twice is noise. */
export class Merged<One extends Finding> {
  private readonly first = new Map<string, { readonly finding: One; places?: Map<string, Place> }>();

  /** Adds the places of a finding to those of its tuple; false when there is no such tuple yet. */
  merge(finding: Finding): boolean {
    const same = this.first.get(identity(finding));
    if (same === undefined) return false;
    same.places ??= byText(same.finding.at);
    for (const [text, place] of byText(finding.at)) same.places.set(text, place);
    return true;
  }

  add(finding: One): void {
    if (!this.merge(finding)) this.first.set(identity(finding), { finding });
  }

  /** In the order in which the first of each tuple came, each place once. */
  get findings(): readonly One[] {
    return [...this.first.values()].map(({ finding, places }) =>
      places === undefined ? finding : { ...finding, at: [...places.values()] },
    );
  }
}

const byText = (places: readonly Place[]): Map<string, Place> =>
  new Map(places.map((place) => [JSON.stringify(place), place]));

const order = new Map<RuleId, number>(ruleIds.map((id, index) => [id, index]));

/** In the order of the rules, those of one rule by their tuple. Tuples are spelt once: there can be hundreds of thousands. */
export function inOrder<T>(items: Iterable<T>, findingOf: (item: T) => Finding): T[] {
  return [...items]
    .map((item) => {
      const finding = findingOf(item);
      return { item, rank: order.get(finding.rule) ?? 0, key: identity(finding) };
    })
    .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}
