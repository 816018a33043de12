import type { Finding, Place } from '../../proof/finding';
import type { RuleId } from '../../proof/rule-ids';
import type { Spot } from '../body';

/** A place in a file of the configuration. */
export const placeOf = ({ file, offset }: Spot): Place => ({ kind: 'assembly', file, offset });

/** A finding about raw Terraform: of no org and no tenant, since no manifest says whose it is. */
export const finding = (
  rule: RuleId,
  subject: string,
  values: Readonly<Record<string, string>>,
  ...at: readonly Spot[]
): Finding => ({
  rule,
  org: undefined,
  tenant: undefined,
  subject,
  values,
  at: at.map(placeOf),
  because: [],
});
