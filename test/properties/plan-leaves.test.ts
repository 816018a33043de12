import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appliedPlans } from '../support/applied-plans';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type Json, plansOf, proofOf, writeAssembly, writePlans } from '../support/write-assembly';

/*
 * A plan says most things more than once, and two plans say some things both. Here exactly one place lies: any one value of any one plan is
 * another text, no text, or an id that stands elsewhere in the plans. Nothing that a reader could believe of divisions, roles, scopes or
 * clients may pass.
 */

type Path = readonly (string | number)[];

/** What may be said otherwise, since it says nothing about access that is not held against something else. */
const harmless: readonly (readonly [RegExp, why: string])[] = [
  [/^(terraform_version|timestamp|applyable|prior_state\/format_version)$/, 'who wrote it, and when'],
  [/\/schema_version$/, 'how the provider stores it'],
  [/sensitive$/, 'what must not be said again'],
  [/^planned_values\/outputs\/[^/]+\/type$/, 'of which type its value is'],
  // Who asks for an object is judged by what becomes of it: Terraform asks the one that is configured, not the one that wrote the state.
  [/^prior_state\/.*\/provider_name$/, 'who wrote it into the state'],
  // What changed outside Terraform: whoever can write it can leave it out. The state since then is held against the changes.
  [/^resource_drift\//, 'what was found changed'],
  // A value that is neither known nor unknown is nobody's; whatever goes by it has marks of its own.
  [/\/after_unknown(\/(id|client_id|client_secret))?$/, 'that nothing is said of a value'],
  [/\/client_secret$/, 'that there is no secret'],
];

const manifest = manifestOf(sample());
const assembly = writeAssembly(manifest);
const made = { 'before the first deploy': writePlans(assembly), 'after it': appliedPlans(assembly) };
// An adopted division may have been called anything, and what is read of a role that no grant has is nobody's.
const isOthers = (path: Path, plan: Json): boolean => {
  const item =
    path[0] === 'resource_changes' ? plan.resource_changes[path[1] ?? 0] : at(plan, path.slice(0, 5));
  return (
    (/\/before\//.test(path.join('/')) || path[0] === 'prior_state') &&
    (item?.name === 'division-old' || (path.includes('outputs') && !uses(plan, String(path.at(-1)))))
  );
};
const uses = (plan: Json, output: string): boolean =>
  JSON.stringify(plan.configuration.root_module.resources).includes(`.${output}}`);

const at = (plan: Json, path: Path): Json => path.reduce((node, key) => node?.[key], plan);

function leaves(node: Json, path: Path = []): Path[] {
  if (typeof node !== 'object' || node === null) return [path];
  const keys: (string | number)[] = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
  return keys.flatMap((key) => leaves(node[key], [...path, key]));
}

type Stage = keyof typeof made;

/** Everything that stands in one place, where it must not be another. */
const places = (Object.keys(made) as Stage[]).flatMap((stage) =>
  [...made[stage]].flatMap(([stack, plan]) =>
    leaves(plan)
      .filter((path) => !harmless.some(([pattern]) => pattern.test(path.join('/'))) && !isOthers(path, plan))
      .map((path) => ({ stage, stack, path })),
  ),
);

/** Other values for one place, among them every id that stands anywhere in these plans. */
function liesAbout(original: Json, stage: Stage): Json[] {
  const ids = new Set(JSON.stringify([...made[stage]]).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g));
  return [
    ...(typeof original === 'string' ? [original.toUpperCase(), ` ${original}`] : [!original]),
    ...['', null, '*', 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b', 7],
    ...ids,
  ].filter((lie) => lie !== original && (lie || null) !== (original || null));
}

it('no plan is proved in which one value is another', () => {
  expect(places.length).toBeGreaterThan(500);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.nat(), ({ stage, stack, path }, choice) => {
      const plan = structuredClone(made[stage].get(stack));
      const original = at(plan, path);
      const lies = liesAbout(original, stage);
      const lie = lies[choice % lies.length];
      // Letter case means nothing in an id that the manifest gives.
      fc.pre(!(path.includes('importing') && String(lie).toLowerCase() === original));
      at(plan, path.slice(0, -1))[path.at(-1) ?? ''] = lie;
      const plans = plansOf(new Map([...made[stage], [stack, plan]]));
      const { verdict } = proofOf(manifest, assembly, { plans });
      expect({ original, lie, verdict }).toEqual({ original, lie, verdict: 'rejected' });
    }),
    { numRuns: 1000 },
  );
});
