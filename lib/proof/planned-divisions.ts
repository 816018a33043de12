import type { Tenant } from '../manifest/model';
import { divisionLogicalId } from '../manifest/names';
import { isKnown, type Plan } from '../terraform/plan';
import type { DivisionClaim } from './claim';
import type { OrgModel } from './model';
import { named } from './named-ids';
import type { Owner } from './ownership';
import type { PlanIssue } from './planned-grants';
import type { Issue } from './planned-stack';
import { unknownOf, valuesOf } from './planned-values';
import { plannedId } from './plans';

/** What a division's planned values must be, by the claim of its file: no home, and the id that is its own. */
export function divisionValues(
  claim: DivisionClaim,
  plan: Plan,
  org: OrgModel,
  tenant: Tenant | undefined,
  issue: Issue,
): PlanIssue[] {
  const { address } = claim;
  const values = valuesOf(plan, address);
  if (values === undefined) return [];
  if ((values['home'] ?? false) !== false)
    return [issue('home-division', `plans ${address} as the home division`, address, 'plan-again')];
  const found: PlanIssue[] = [];
  if (!isKnown(unknownOf(plan, address)('home')))
    found.push(issue('plan-mismatch', `leaves home of ${address} unknown`, address, 'plan-again'));
  const id = plannedId(plan, address);
  const imported = claim.imports.find((item) => item.kind === 'text');
  if (
    imported !== undefined &&
    !(id.kind === 'known' && id.text.toLowerCase() === imported.text.toLowerCase())
  ) {
    found.push(
      issue(
        'plan-mismatch',
        `plans ${address} with another id than the adopted one`,
        address,
        'adopt-otherwise',
      ),
    );
  }
  if (id.kind !== 'known') return found;
  const owners = org.around.ownership.ownersOf(id.text);
  const isOwn = (owner: Owner): boolean =>
    owner.kind === 'tenant' &&
    owner.tenant === tenant?.id &&
    owner.org === org.org.id &&
    claim.name === divisionLogicalId(owner.division);
  for (const owner of owners) {
    if (owner.kind === 'home') {
      // Where the manifest adopts it, nobody edited the state.
      const remedy = owners.some(isOwn) ? 'plan-again' : 'restore-state';
      found.push(issue('home-division', `binds ${address} to the home division`, address, remedy));
    }
    if (owner.kind !== 'home' && !isOwn(owner)) {
      const item = issue(
        'foreign-division',
        `binds ${address} to another division`,
        address,
        'restore-state',
      );
      const whose = owner.kind === 'tenant' ? owner.tenant : 'shared';
      found.push({
        ...item,
        values: { ...item.values, owner: whose, key: owner.division, whose: named(owner) },
      });
    }
  }
  return found;
}
