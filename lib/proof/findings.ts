import type { Finding } from './finding';
import { type RuleId, ruleIds } from './rule-ids';

const identity = (finding: Finding): string =>
  JSON.stringify([finding.rule, finding.org, finding.tenant, finding.subject]);

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

/** Findings in the order of the rules, those of one rule by their tuple. */
export function inOrder(a: Finding, b: Finding): number {
  const rank = (order.get(a.rule) ?? 0) - (order.get(b.rule) ?? 0);
  if (rank !== 0) return rank;
  const [left, right] = [identity(a), identity(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
