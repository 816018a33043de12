import type { Tenant } from '../manifest/model';
import type { FindingOf } from '../proof/finding';
import type { NamedPermission } from '../proof/finding-values';
import type { Model, OrgModel } from '../proof/model';
import { inOrg, inTenant } from '../proof/places';
import { recent } from '../proof/recent';
import type { RuleId } from '../proof/rule-ids';

/** Every permission of every role template of an org. */
function* eachPermission({ org }: OrgModel) {
  for (const [role, { permissions }] of Object.entries(org.config.roles))
    for (const [index, permission] of permissions.entries())
      yield { role, permission, place: inOrg(org, 'roles', role, 'permissions', index) };
}

/** A tenant whose client holds a role, and where its file says so first. */
interface Holder {
  readonly tenant: Tenant;
  readonly index: number;
}

/** Who holds each role, and the same as text. Made once an org: each permission of each role is asked for, and there can be very many. */
const holdersIn = recent(1, ({ org }: OrgModel) => {
  const holders = new Map<string, Holder[]>();
  for (const tenant of org.tenants) {
    const seen = new Set<string>();
    for (const [index, { role }] of tenant.config.client.grants.entries()) {
      if (seen.has(role)) continue;
      seen.add(role);
      const before = holders.get(role);
      if (before) before.push({ tenant, index });
      else holders.set(role, [{ tenant, index }]);
    }
  }
  const texts = new Map(
    [...holders].map(([role, list]) => [role, list.map(({ tenant }) => tenant.id).join(', ')]),
  );
  return { holders, texts };
});

/** What the live org's catalogue says of a permission; undefined when there is no catalogue or it lacks it. */
export function divisionAware({ org }: Pick<OrgModel, 'org'>, permission: string): boolean | undefined {
  const listed = org.catalog?.content.permissions;
  return listed && Object.hasOwn(listed, permission) ? listed[permission] : undefined;
}

/** The values of a message beside those about any permission, or undefined where there is nothing to say. */
type Select<More> = (permission: string, org: OrgModel) => More | undefined;

type PermissionFinding<Id extends RuleId, More> = FindingOf<Id, NamedPermission & More>;

/** One finding for each permission of which `select` gives values, whoever holds the role. */
export function* findPermissions<Id extends RuleId, const More extends object>(
  { orgs }: Model,
  rule: Id,
  select: Select<More>,
): Iterable<PermissionFinding<Id, More>> {
  for (const org of orgs) for (const { finding } of findIn(org, rule, select)) yield finding;
}

/** The same, once for every tenant that holds the role: a waiver is one tenant's, and a role nobody holds is the org's. */
export function* findHeldPermissions<Id extends RuleId, const More extends object>(
  { orgs }: Model,
  rule: Id,
  select: Select<More>,
): Iterable<PermissionFinding<Id, More>> {
  for (const org of orgs)
    for (const { role, finding } of findIn(org, rule, select)) {
      const holding = holdersIn(org).holders.get(role);
      if (holding === undefined) yield finding;
      for (const { tenant, index } of holding ?? [])
        yield {
          ...finding,
          tenant: tenant.id,
          at: [...finding.at, inTenant(tenant, 'client', 'grants', index, 'role')],
        };
    }
}

// One after the other: all of them, for very many tenants, would fill any memory.
function* findIn<Id extends RuleId, More extends object>(
  org: OrgModel,
  rule: Id,
  select: Select<More>,
): Iterable<{ role: string; finding: PermissionFinding<Id, More> }> {
  for (const { role, permission, place } of eachPermission(org)) {
    const values = select(permission, org);
    if (values === undefined) continue;
    const holders = holdersIn(org).texts.get(role) ?? 'nobody yet';
    const finding: PermissionFinding<Id, More> = {
      rule,
      org: org.org.id,
      tenant: undefined,
      subject: `role ${role} permission ${permission}`,
      values: { role, permission, holders, ...values },
      at: [place],
      because: [],
    };
    yield { role, finding };
  }
}
