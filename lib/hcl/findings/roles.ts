import { deputy, escalation, orgWideRead } from '../../genesys/escalation';
import { residualExposure } from '../../genesys/open-operations';
import { isKnownPermission, isWildcard } from '../../genesys/permissions';
import type { NamedPermission } from '../../proof/finding-values';
import type { Spot } from '../body';
import type { Role } from '../role';
import { finding, type HclFinding, type HclFindingOf, type HclRule, type HclValues } from './finding';
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
): HclFinding[] {
  const held = heldBy(holders);
  return permissions.flatMap(({ permission, spot }) =>
    breaches({ role: resource.address, permission, holders: held }, spot, suggestions),
  );
}

/** The first few clients tell whose role it is. */
const mostHolders = 20;

function heldBy(holders: ReadonlySet<string>): string {
  const first = [...holders].slice(0, mostHolders);
  const more = holders.size - first.length;
  return [...first, ...(more > 0 ? [`${more} more`] : [])].join(', ') || 'nobody yet';
}

function breaches(named: NamedPermission, spot: Spot, suggestions: Suggestions): HclFinding[] {
  const { role, permission } = named;
  const breach = <Id extends HclRule>(rule: Id, values: HclValues[Id]): HclFindingOf<Id> =>
    finding(rule, `role ${role} permission ${permission}`, values, spot);
  const found: HclFinding[] = [];
  if (isWildcard(permission)) found.push(breach('wildcard-permission', named));
  const escalates = escalation(permission);
  if (escalates) found.push(breach('escalating-permission', { ...named, effect: escalates.meaning }));
  const acts = deputy(permission);
  if (acts) found.push(breach('deputy-permission', { ...named, means: acts.meaning }));
  if (orgWideRead(permission)) {
    const open = String(residualExposure().open);
    const source = 'the table of org-wide reads';
    found.push(breach('org-wide-permission', { ...named, source, open }));
  }
  if (!isWildcard(permission) && !isKnownPermission(permission)) {
    const suggestion = suggestions.for(permission);
    found.push(breach('unknown-permission', { ...named, suggestion }));
  }
  return found;
}
