import type { Finding } from '../proof/finding';
import type { Model, OrgModel } from '../proof/model';
import { inOrg, inTenant } from '../proof/places';
import type { RuleId } from '../proof/rule-ids';

/** Every permission of every role template of an org. */
function* eachPermission({ org }: OrgModel) {
  for (const [role, { permissions }] of Object.entries(org.config.roles))
    for (const [index, permission] of permissions.entries())
      yield { role, permission, place: inOrg(org, 'roles', role, 'permissions', index) };
}

/** The tenants whose clients hold a role, as text. */
function holdersOf(role: string, { org }: OrgModel): string {
  const holders = org.tenants.filter((tenant) =>
    tenant.config.client.grants.some((grant) => grant.role === role),
  );
  return holders.map(({ id }) => id).join(', ') || 'nobody yet';
}

/** What the live org's catalogue says of a permission; undefined when there is no catalogue or it lacks it. */
export function divisionAware({ org }: OrgModel, permission: string): boolean | undefined {
  const listed = org.catalog?.content.permissions;
  return listed && Object.hasOwn(listed, permission) ? listed[permission] : undefined;
}

/** The values of a message about a permission, or undefined where there is nothing to say. */
type Select = (permission: string, org: OrgModel) => Readonly<Record<string, string>> | undefined;

/** One finding for each permission of which `select` gives values, whoever holds the role. */
export function findPermissions(model: Model, rule: RuleId, select: Select): Finding[] {
  return model.orgs.flatMap((org) => findIn(org, rule, select).map(({ finding }) => finding));
}

/** The same, once for every tenant that holds the role: a waiver is one tenant's, and a role nobody holds is the org's. */
export function findHeldPermissions(model: Model, rule: RuleId, select: Select): Finding[] {
  return model.orgs.flatMap((org) =>
    findIn(org, rule, select).flatMap(({ role, finding }): Finding[] => {
      const holding = org.org.tenants.flatMap((tenant) => {
        const index = tenant.config.client.grants.findIndex((grant) => grant.role === role);
        return index < 0 ? [] : [{ tenant, index }];
      });
      if (holding.length === 0) return [finding];
      return holding.map(({ tenant, index }) => ({
        ...finding,
        tenant: tenant.id,
        at: [...finding.at, inTenant(tenant, 'client', 'grants', index, 'role')],
      }));
    }),
  );
}

function findIn(org: OrgModel, rule: RuleId, select: Select): { role: string; finding: Finding }[] {
  const found: { role: string; finding: Finding }[] = [];
  for (const { role, permission, place } of eachPermission(org)) {
    const values = select(permission, org);
    if (values === undefined) continue;
    const finding: Finding = {
      rule,
      org: org.org.id,
      tenant: undefined,
      subject: `role ${role} permission ${permission}`,
      values: { role, permission, holders: holdersOf(role, org), ...values },
      at: [place],
      because: [],
    };
    found.push({ role, finding });
  }
  return found;
}
