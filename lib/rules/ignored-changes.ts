import type { JsonNode } from '../json/parse';
import { blocksNamed, type Declared, placeOf } from '../proof/declared';
import type { Finding } from '../proof/finding';
import type { Rule } from '../proof/rule';
import { argumentsOf } from '../terraform/body';

/** What may be ignored on a role, a client or a division: text that has no effect on access, and by which nobody knows it. */
const harmless: ReadonlySet<string> = new Set(['description']);
/** And on what only lies in a division. */
const harmlessInPlacements: ReadonlySet<string> = new Set(['name', 'description']);

/** No resource that carries authority tells Terraform to ignore a change of it: the plan would say no-op whatever is written. */
export const ignoredChanges: Rule = {
  id: 'ignored-changes',
  waivable: false,
  about: 'assembly',
  stack: ({ org, tenant, stack }) =>
    stack === undefined
      ? []
      : [
          ...[...stack.claims.clients, ...stack.claims.roles, ...stack.claims.divisions].map(
            (claim) => [claim, harmless] as const,
          ),
          ...stack.claims.placements.map((claim) => [claim, harmlessInPlacements] as const),
        ].flatMap(([claim, allowed]): Finding[] =>
          ignored(claim, allowed).map(({ what, offset }) => ({
            rule: 'ignored-changes',
            org: org.org.id,
            tenant: tenant?.id,
            subject: `${stack.name} ${claim.address} ignores ${what}`,
            values: { resource: claim.address, what },
            at: [placeOf({ offset }, stack.file)],
            because: [],
          })),
        ),
};

/** Whether a resource tells Terraform to ignore a change that is about access. */
export const ignoresAccess = (claim: Declared): boolean => ignored(claim, harmless).length > 0;

function ignored(claim: Declared, allowed: ReadonlySet<string>): { what: string; offset: number }[] {
  const { blocks, dynamic } = blocksNamed(claim.body, 'lifecycle');
  const found = blocks.flatMap((block) =>
    argumentsOf(block)
      .filter(({ name }) => name === 'ignore_changes')
      .flatMap(({ node }) => names(node, allowed)),
  );
  return [...found, ...dynamic.map(({ offset }) => ({ what: 'a dynamic lifecycle', offset }))];
}

function names(node: JsonNode, allowed: ReadonlySet<string>): { what: string; offset: number }[] {
  if (node.kind === 'null') return [];
  const items = node.kind === 'array' ? node.items : [node];
  return items.flatMap((item) => {
    const what = item.kind === 'string' ? item.value : `a ${item.kind}`;
    return node.kind === 'array' && allowed.has(what) ? [] : [{ what, offset: item.offset }];
  });
}
