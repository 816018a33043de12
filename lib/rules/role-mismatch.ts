import type { RoleKey } from '../manifest/ids';
import { roleName } from '../manifest/names';
import type { Finding } from '../proof/finding';
import type { OrgModel } from '../proof/model';
import { inOrg } from '../proof/places';
import type { RoleClaim } from '../proof/role-claim';
import type { Rule } from '../proof/rule';
import type { Subject } from '../proof/subject';
import { scalarOf, showScalar } from '../proof/value';

/** Each role resource has the name and exactly the permissions of its template, and each template has its role, in the foundation only. */
export const roleMismatch: Rule = {
  id: 'role-mismatch',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [...differing(subject), ...(subject.owner === undefined ? absent(subject.org) : [])],
};

function differing({ org: model, stack, stackName, tenant }: Subject): Finding[] {
  const seen = new Set<string>();
  return (stack?.claims.roles ?? []).flatMap((claim): Finding[] => {
    const twice = seen.has(claim.name);
    seen.add(claim.name);
    const difference = tenant
      ? 'stands in a tenant’s stack, where no role belongs'
      : twice
        ? 'is declared twice'
        : differenceOf(model, claim);
    if (difference === undefined) return [];
    const known = Object.hasOwn(model.org.config.roles, claim.name) && !tenant;
    return [
      {
        rule: 'role-mismatch',
        org: model.org.id,
        tenant: tenant?.id,
        subject: `role ${claim.name}`,
        values: { role: claim.address, difference, stack: stackName },
        at: [known ? inOrg(model.org, 'roles', claim.name) : inOrg(model.org, 'roles'), claim.place],
        because: [],
      },
    ];
  });
}

function differenceOf({ org }: OrgModel, claim: RoleClaim): string | undefined {
  const template = Object.hasOwn(org.config.roles, claim.name) ? org.config.roles[claim.name] : undefined;
  if (template === undefined) return 'is no role template of the org';
  if (claim.repeated) return 'has count or for_each: how many roles it makes is decided when Terraform runs';
  const name = scalarOf(claim.body, 'name');
  const expected = roleName(org.id, claim.name as RoleKey);
  if (name.kind !== 'text' || name.text !== expected)
    return `has the name ${showScalar(name)} where ${JSON.stringify(expected)} follows from the manifest`;
  if (claim.beyondTemplate.length > 0) {
    return `has ${[...new Set(claim.beyondTemplate)].sort().join(', ')}, which no template can say`;
  }
  const { permissions } = claim;
  if (permissions.kind === 'unknown') {
    return `has permissions that cannot be read as written (${permissions.reason}: ${permissions.source})`;
  }
  const declared = new Set(template.permissions);
  const written = new Set(permissions.list);
  const added = permissions.list.filter((permission) => !declared.has(permission));
  const dropped = [...declared].filter((permission) => !written.has(permission)).sort();
  if (added.length === 0 && dropped.length === 0) return undefined;
  const parts = [
    ...(added.length > 0 ? [`adds ${added.join(', ')}`] : []),
    ...(dropped.length > 0 ? [`lacks ${dropped.join(', ')}`] : []),
  ];
  return parts.join(' and ');
}

function absent({ org, foundation, foundationName }: OrgModel): Finding[] {
  const present = new Set(foundation?.claims.roles.map(({ name }) => name));
  return Object.keys(org.config.roles)
    .filter((role) => !present.has(role))
    .map((role) => ({
      rule: 'role-mismatch',
      org: org.id,
      tenant: undefined,
      subject: `role ${role}`,
      values: {
        role,
        stack: foundationName,
        difference: foundation ? 'is not in the foundation stack' : 'has no foundation stack to be in',
      },
      at: [inOrg(org, 'roles', role)],
      because: [],
    }));
}
