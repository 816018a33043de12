import type { Finding } from './finding';
import type { Model } from './model';
import type { LocatedPlanIssue } from './plan-issues';
import type { RuleId } from './rule-ids';
import type { Subject } from './subject';
import type { Trace } from './trace';

/** What only shows once every stack was looked at. */
export interface Whole {
  readonly model: Model;
  /** What each stack tells the others, in the order of the subjects. */
  readonly traces: readonly Trace[];
  /** Everything in which plans disagree with each other. */
  readonly planIssues: readonly LocatedPlanIssue[];
}

/** One thing that must hold. Pure: the same input gives the same findings. A rule looks at each stack, at the whole, or at both. */
export interface Rule {
  readonly id: RuleId;
  /** False for what no review can excuse (✗ in the reference of rules). */
  readonly waivable: boolean;
  /** What of the input the rule looks at; a rule about plans has nothing to say without them. */
  readonly about: 'manifest' | 'assembly' | 'plan' | 'waivers';
  /** What is wrong with one stack, its tenant and its plan. */
  readonly stack?: (subject: Subject) => Iterable<Finding>;
  /** What is wrong with the manifest, between stacks, or with what belongs to no stack. */
  readonly whole?: (whole: Whole) => Iterable<Finding>;
}
