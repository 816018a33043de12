import type { Finding } from './finding';
import type { Model } from './model';
import type { RuleId } from './rule-ids';

/** One thing that must hold. Pure: the same model gives the same findings. */
export interface Rule {
  readonly id: RuleId;
  /** False for what no review can excuse (✗ in the reference of rules). */
  readonly waivable: boolean;
  /** What of the input the rule looks at; a rule about plans has nothing to say without them. */
  readonly about: 'manifest' | 'assembly' | 'plan' | 'waivers';
  readonly check: (model: Model) => readonly Finding[];
}
