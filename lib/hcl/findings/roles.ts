import { deputy, escalation, orgWideRead } from '../../genesys/escalation';
import { residualExposure } from '../../genesys/open-operations';
import { isKnownPermission, isWildcard } from '../../genesys/permissions';
import type { Finding } from '../../proof/finding';
import type { RuleId } from '../../proof/rule-ids';
import type { Role } from '../role';
import { finding } from './finding';
import type { Suggestions } from './suggestions';

/**
 * Permissions that leave every division. Which of the others stop at divisions, only the catalogue of the live org knows; there is none here, so
 * that is not claimed.
 * @param holders The clients that are granted the role.
 */
export function roleFindings(
  { resource, permissions }: Role,
  holders: ReadonlySet<string>,
  suggestions: Suggestions,
): Finding[] {
  const held = heldBy(holders);
  return permissions.flatMap(({ permission, spot }) =>
    breaches(permission, suggestions).map(([rule, values]) =>
      finding(
        rule,
        `role ${resource.address} permission ${permission}`,
        { role: resource.address, permission, holders: held, ...values },
        spot,
      ),
    ),
  );
}

/** The first few clients tell whose role it is. */
const mostHolders = 20;

function heldBy(holders: ReadonlySet<string>): string {
  const first = [...holders].slice(0, mostHolders);
  const more = holders.size - first.length;
  return [...first, ...(more > 0 ? [`${more} more`] : [])].join(', ') || 'nobody yet';
}

function breaches(
  permission: string,
  suggestions: Suggestions,
): [RuleId, Readonly<Record<string, string>>][] {
  const found: [RuleId, Readonly<Record<string, string>>][] = [];
  if (isWildcard(permission)) found.push(['wildcard-permission', {}]);
  const escalates = escalation(permission);
  if (escalates) found.push(['escalating-permission', { effect: escalates.meaning }]);
  const acts = deputy(permission);
  if (acts) found.push(['deputy-permission', { means: acts.meaning }]);
  if (orgWideRead(permission)) {
    const open = String(residualExposure().open);
    found.push(['org-wide-permission', { source: 'the table of org-wide reads', open }]);
  }
  if (!isWildcard(permission) && !isKnownPermission(permission)) {
    found.push(['unknown-permission', { suggestion: suggestions.for(permission) }]);
  }
  return found;
}
