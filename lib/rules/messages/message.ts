import type { Finding } from '../../proof/finding';
import type { RuleId } from '../../proof/rule-ids';

/** All that is said about a rule. Every text is one or two plain sentences; values come from the finding only. */
export interface Message {
  /** What the rule holds to be true. */
  readonly says: string;
  /** What happened. */
  readonly what: (finding: Finding) => string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly fix: (finding: Finding) => string;
}

export type Messages<Ids extends RuleId> = Readonly<Record<Ids, Message>>;

/** What to do about a state that holds what is not its own. */
export const restoreState =
  'Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.';

/** A value of a finding; a rule that forgot to give one is a bug that the tests of every rule would show. */
export function value({ values, rule }: Finding, name: string): string {
  const found = values[name];
  if (found === undefined) throw new Error(`the rule ${rule} gave no "${name}" for its message`);
  return found;
}
