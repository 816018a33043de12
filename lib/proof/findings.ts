import type { Finding } from './finding';
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
export function distinct(findings: readonly Finding[]): Finding[] {
  const byIdentity = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = identity(finding);
    const same = byIdentity.get(key);
    if (same) same.push(finding);
    else byIdentity.set(key, [finding]);
  }
  return [...byIdentity.values()].map((same) => {
    if (same.length === 1) return same[0];
    const places = new Map(same.flatMap(({ at }) => at).map((place) => [JSON.stringify(place), place]));
    return { ...same[0], at: [...places.values()] };
  });
}

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
