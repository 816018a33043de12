import type { Finding } from './finding';
import { Merged } from './findings';
import type { RuleId } from './rule-ids';

/**
 * The most findings of one rule that a proof keeps. Whoever writes the files can write a mistake in every few bytes, and a finding takes a
 * thousand: all of them would fill any memory. What is beyond is counted and can no longer be waived, so that the verdict is `rejected`.
 */
export const mostOfARule = 20_000;

/** How many findings of a rule about one tenant a proof did not keep. */
export interface Beyond extends Pick<Finding, 'rule' | 'org' | 'tenant'> {
  readonly count: number;
}

/** The findings of a proof as the rules make them: the first of each rule, and how many more there were. */
export class Collected {
  private readonly merged = new Merged<Finding>();
  private readonly counts = new Map<RuleId, number>();
  private readonly left = new Map<string, Beyond>();

  add(findings: Iterable<Finding> | undefined): void {
    for (const finding of findings ?? []) {
      if (this.merged.merge(finding)) continue;
      const count = this.counts.get(finding.rule) ?? 0;
      if (count < mostOfARule) {
        this.counts.set(finding.rule, count + 1);
        this.merged.add(finding);
      } else this.leave(finding);
    }
  }

  /** One for each tuple, with the places of all. */
  get findings(): readonly Finding[] {
    return this.merged.findings;
  }

  /** Empty when every finding was kept. */
  get beyond(): readonly Beyond[] {
    return [...this.left.values()];
  }

  private leave({ rule, org, tenant }: Finding): void {
    const key = JSON.stringify([rule, org, tenant]);
    this.left.set(key, { rule, org, tenant, count: (this.left.get(key)?.count ?? 0) + 1 });
  }
}
