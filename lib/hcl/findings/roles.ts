import { deputy, escalation, orgWideRead } from '../../genesys/escalation';
import { residualExposure } from '../../genesys/open-operations';
import { isKnownPermission, isWildcard } from '../../genesys/permissions';
import { suggestPermission } from '../../genesys/suggest';
import type { Finding } from '../../proof/finding';
import type { RuleId } from '../../proof/rule-ids';
import type { Role } from '../role';
import { finding } from './finding';

/**
 * Permissions that leave every division. Which of the others stop at divisions, only the catalogue of the live org knows; there is none here, so
 * that is not claimed.
 * @param holders The clients that are granted the role.
 */
export function roleFindings({ resource, permissions }: Role, holders: readonly string[]): Finding[] {
  return permissions.flatMap(({ permission, spot }) =>
    breaches(permission).map(([rule, values]) =>
      finding(
        rule,
        `role ${resource.address} permission ${permission}`,
        { role: resource.address, permission, holders: holders.join(', ') || 'nobody yet', ...values },
        spot,
      ),
    ),
  );
}

function breaches(permission: string): [RuleId, Readonly<Record<string, string>>][] {
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
    found.push(['unknown-permission', { suggestion: suggestPermission(permission) ?? '' }]);
  }
  return found;
}
