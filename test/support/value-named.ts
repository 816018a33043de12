import type { FindingOf } from '../../lib/proof/finding';
import type { RuleId } from '../../lib/proof/rule-ids';

/** What a finding of whichever rule gives its message under a name. */
export function valueNamed({ values }: FindingOf<RuleId>, name: string): string | undefined {
  const texts: Readonly<Record<string, string | undefined>> = { ...values };
  return texts[name];
}
