import type { DivisionKey } from '../manifest/ids';
import type { ImportClaim } from '../proof/claim';
import { placeOf } from '../proof/declared';
import type { Finding, Place } from '../proof/finding';
import { type Adoption, adoptionsOf } from '../proof/ownership';
import { inOrg, inTenant, wholeFile } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Stack } from '../proof/stack';
import type { Subject } from '../proof/subject';
import { showScalar } from '../proof/value';
import { findPlanIssues } from './plan-issues';

/** The `import` blocks are the adoptions that the manifest declares, neither more nor less; nothing is moved or removed by hand. */
export const undeclaredAdoption: Rule = {
  id: 'undeclared-adoption',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [...adopted(subject), ...findPlanIssues(subject, 'undeclared-adoption')],
};

function adopted({ org, tenant, stack }: Subject): Finding[] {
  if (stack === undefined) return [];
  const manifest = tenant ? inTenant(tenant, 'divisions') : inOrg(org.org);
  const finding = (what: string, at: readonly Place[], remedy?: 'take-out' | 'synthesize'): Finding => ({
    rule: 'undeclared-adoption',
    org: org.org.id,
    tenant: tenant?.id,
    subject: `${stack.name} ${what}`,
    values: { what, stack: stack.name, ...(remedy && { remedy }) },
    at,
    because: [],
  });
  const declared = adoptionsOf(tenant);
  const imports = importsBeyond(stack, declared).map(({ what, place }) => finding(what, [manifest, place]));
  const rebindings = stack.configuration.rebindings.map((block) =>
    finding(`has a ${block.kind} block`, [manifest, placeOf(block, stack.file)], 'take-out'),
  );
  // One that is written otherwise is said above, and most likely the one that seems to be missing.
  if (tenant === undefined || imports.length > 0) return [...imports, ...rebindings];
  const missing = notAdopted(stack, declared).map(({ what, key }) =>
    finding(what, [inTenant(tenant, 'divisions', key), wholeFile(stack.file)], 'synthesize'),
  );
  return [...missing, ...rebindings];
}

function importsBeyond(
  stack: Stack,
  declared: ReadonlyMap<string, Adoption>,
): { readonly what: string; readonly place: Place }[] {
  const seen = new Set<string>();
  return stack.claims.imports.flatMap((claim) => {
    const { otherArguments: others } = claim;
    const more = others.length > 0 ? ` with ${others.join(', ')}` : '';
    const what = `imports ${showScalar(claim.id)} as ${showScalar(claim.to)}${more}`;
    if (!isDeclared(claim, declared)) return [{ what, place: claim.place }];
    const twice = seen.has(showScalar(claim.to));
    seen.add(showScalar(claim.to));
    return twice ? [{ what: `${what} twice`, place: claim.place }] : [];
  });
}

function isDeclared(
  { to, id, otherArguments }: ImportClaim,
  declared: ReadonlyMap<string, Adoption>,
): boolean {
  if (to.kind !== 'text' || id.kind !== 'text' || otherArguments.length > 0) return false;
  return declared.get(to.text)?.id.toLowerCase() === id.text.toLowerCase();
}

/**
 * The other half: a division that the manifest says this stack manages, and that it does not. Without the resource nothing holds its name;
 * without the import block a first deploy makes a second division, under an address that passes for the adopted one.
 */
function notAdopted(
  { claims }: Stack,
  declared: ReadonlyMap<string, Adoption>,
): { readonly what: string; readonly key: DivisionKey }[] {
  const imported = new Set(claims.imports.map(({ to }) => showScalar(to)));
  const made = new Set(claims.divisions.map(({ address }) => address));
  return [...declared].flatMap(([address, { key, id }]) =>
    made.has(address) && imported.has(JSON.stringify(address))
      ? []
      : [
          {
            what: `does not adopt ${JSON.stringify(id)} as ${JSON.stringify(address)}, which the manifest adopts`,
            key,
          },
        ],
  );
}
