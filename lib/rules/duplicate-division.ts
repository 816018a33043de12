import type { DivisionClaim } from '../proof/claim';
import type { Finding } from '../proof/finding';
import { type Model, type OrgModel, stacksOf } from '../proof/model';
import type { Rule } from '../proof/rule';
import type { Stack } from '../proof/stack';
import { showScalar } from '../proof/value';

/** No division name or imported id has two owners, and every name is written out so that this can be seen. */
export const duplicateDivision: Rule = {
  id: 'duplicate-division',
  waivable: false,
  about: 'assembly',
  check: (model: Model) => model.orgs.flatMap(duplicates),
};

interface Named {
  readonly key: string;
  readonly stack: Stack;
  readonly claim: DivisionClaim;
  readonly tenant: Finding['tenant'];
}

function duplicates(org: OrgModel): Finding[] {
  const findings: Finding[] = [];
  const first = new Map<string, Named>();
  for (const { stack, tenant } of stacksOf(org)) {
    for (const claim of stack.claims.divisions) {
      if (claim.label.kind !== 'text') {
        findings.push(finding(org, { key: '', stack, claim, tenant: tenant?.id }, undefined));
        continue;
      }
      const ids = claim.imports.flatMap((id) =>
        id.kind === 'text' ? [`the id ${id.text.toLowerCase()}`] : [],
      );
      for (const key of [`the name ${JSON.stringify(claim.label.text.trim().toLowerCase())}`, ...ids]) {
        const named: Named = { key, stack, claim, tenant: tenant?.id };
        const other = first.get(key);
        if (other && other.claim !== claim) findings.push(finding(org, named, other));
        else first.set(key, named);
      }
    }
  }
  return findings;
}

const finding = ({ org }: OrgModel, item: Named, other: Named | undefined): Finding => ({
  rule: 'duplicate-division',
  org: org.id,
  tenant: item.tenant,
  subject: `${item.stack.name} ${item.claim.address}`,
  values: {
    division: `${item.claim.address} of ${item.stack.name}`,
    difference: other
      ? `has ${item.key}, which ${other.claim.address} of ${other.stack.name} has too`
      : `has a name that is not written out (${showScalar(item.claim.label)})`,
  },
  at: [item.claim.place, ...(other ? [other.claim.place] : [])],
  because: [],
});
