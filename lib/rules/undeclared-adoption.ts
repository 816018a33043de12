import type { DivisionKey } from '../manifest/ids';
import type { Tenant } from '../manifest/model';
import { divisionLogicalId } from '../manifest/names';
import type { ImportClaim } from '../proof/claim';
import { placeOf } from '../proof/declared';
import type { Finding } from '../proof/finding';
import { inOrg, inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Subject } from '../proof/subject';
import { showScalar } from '../proof/value';
import { findPlanIssues } from './plan-issues';

/** Every `import` block is the adoption of a division that the manifest declares; nothing is moved or removed by hand. */
export const undeclaredAdoption: Rule = {
  id: 'undeclared-adoption',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [...adopted(subject), ...findPlanIssues(subject, 'undeclared-adoption')],
};

function adopted({ org, tenant, stack }: Subject): Finding[] {
  if (stack === undefined) return [];
  const finding = (what: string, place: Finding['at'][number]): Finding => ({
    rule: 'undeclared-adoption',
    org: org.org.id,
    tenant: tenant?.id,
    subject: `${stack.name} ${what}`,
    values: { what, stack: stack.name },
    at: [tenant ? inTenant(tenant, 'divisions') : inOrg(org.org), place],
    because: [],
  });
  const seen = new Set<string>();
  return [
    ...stack.claims.imports.flatMap((claim) => {
      const what = `imports ${showScalar(claim.id)} as ${showScalar(claim.to)}`;
      if (!isDeclared(claim, tenant)) return [finding(what, claim.place)];
      const twice = seen.has(showScalar(claim.to));
      seen.add(showScalar(claim.to));
      return twice ? [finding(`${what} twice`, claim.place)] : [];
    }),
    ...stack.configuration.rebindings.map((block) =>
      finding(`has a ${block.kind} block`, placeOf(block, stack.file)),
    ),
  ];
}

function isDeclared({ to, id, others }: ImportClaim, tenant: Tenant | undefined): boolean {
  if (to.kind !== 'text' || id.kind !== 'text' || others.length > 0) return false;
  return Object.entries(tenant?.config.divisions ?? {}).some(
    ([key, division]) =>
      'id' in division &&
      division.manage &&
      to.text === `genesyscloud_auth_division.${divisionLogicalId(key as DivisionKey)}` &&
      id.text.toLowerCase() === division.id.toLowerCase(),
  );
}
