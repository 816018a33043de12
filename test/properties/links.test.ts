import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Proof } from '../../lib/proof/prove';
import { explain } from '../../lib/report/explain';
import type { ExplainedGrant, ExplainedStep, Explanation } from '../../lib/report/explanation';
import { compose } from '../mutations/compose';
import { corpus, placed } from '../mutations/corpus';
import { randomOf } from '../mutations/mutation';
import { planCorpus } from '../mutations/plan-corpus';
import type { PlanTexts } from '../mutations/plan-mutation';
import { appliedPlans } from '../support/applied-plans';
import { manifestOf, type OrgInput } from '../support/manifest';
import { sample } from '../support/sample';
import {
  type AssemblyText,
  type Json,
  plansOf,
  proofOf,
  toFiles,
  writeAssembly,
  writePlans,
} from '../support/write-assembly';
import { compliantOrgs } from './arbitraries';
import { type Texts, untrue } from './links';

const runs = 300;

const isOfObjects = ({ level }: { readonly level: string }): boolean => level === 'object';

/** Everything that the links of a proof of these can name. */
function textsOf(
  orgs: Readonly<Record<string, OrgInput>>,
  assembly: AssemblyText,
  plans: PlanTexts | undefined,
): Texts {
  const files = new Map(manifestOf(orgs).sources);
  const decoder = new TextDecoder();
  const { manifest, stacks } = toFiles(assembly);
  files.set('cdktf.out/manifest.json', decoder.decode(manifest));
  for (const { name, entries } of stacks)
    for (const entry of entries ?? [])
      if (entry.bytes) files.set(`cdktf.out/stacks/${name}/${entry.name}`, decoder.decode(entry.bytes));
  return { files, plans: (plans ?? new Map()) as Map<string, Json>, orgs };
}

/** What is told of each tenant. */
const explanations = (proof: Proof): Explanation[] =>
  proof.model.orgs.flatMap(({ org, tenants }) =>
    tenants.map(({ tenant }) => {
      const asked = { org: org.id, tenant: tenant.id, role: undefined, division: undefined };
      const answer = explain(proof, asked);
      if (answer.kind !== 'explained') throw new Error(answer.kind);
      return answer.explanation;
    }),
  );

it('every link of every chain is what the files and plans say, whatever was done to them', () => {
  fc.assert(
    fc.property(
      compliantOrgs,
      fc.constantFrom(undefined, writePlans, appliedPlans),
      fc.array(fc.constantFrom(...placed, ...corpus), { maxLength: 2 }),
      fc.array(fc.constantFrom(...planCorpus), { maxLength: 2 }),
      fc.nat(),
      (input, plan, ofFiles, ofPlans, seed) => {
        const manifest = manifestOf(input);
        const assembly = writeAssembly(manifest);
        const plans: PlanTexts | undefined = plan?.(assembly);
        const random = randomOf(seed);
        compose(ofFiles.filter(isOfObjects), assembly, random);
        if (plans) compose(ofPlans.filter(isOfObjects), plans, random);
        // Every block may stand in a list.
        const written: Json = assembly.stacks.get('demo-acme');
        if (seed % 3 === 0 && written?.resource) written.resource = [written.resource];
        const texts = textsOf(input, assembly, plans);
        for (const explanation of explanations(
          proofOf(manifest, assembly, plans && { plans: plansOf(plans) }),
        ))
          expect(untrue(explanation, texts)).toEqual([]);
      },
    ),
    { numRuns: runs },
  );
});

it('a link that says another thing, or stands elsewhere, is told from it', () => {
  const input = sample();
  const manifest = manifestOf(input);
  const assembly = writeAssembly(manifest);
  const plans: PlanTexts = writePlans(assembly);
  const texts = textsOf(input, assembly, plans);
  const lies = explanations(proofOf(manifest, assembly, { plans: plansOf(plans) })).flatMap((explanation) =>
    explanation.grants.flatMap(({ chain }, grant) =>
      chain.flatMap((step, index) => {
        const lied = (changed: Partial<ExplainedStep>) => ({
          link: step.text,
          ...changed,
          explanation: {
            ...explanation,
            grants: explanation.grants.with(grant, {
              ...(explanation.grants[grant] as ExplainedGrant),
              chain: chain.with(index, { ...step, ...changed }),
            }),
          },
        });
        const { at } = step;
        const moved = at?.line === undefined ? [] : [lied({ at: { ...at, line: at.line + 1 } })];
        return [lied({ text: `${step.text}x` }), ...moved];
      }),
    ),
  );
  expect(lies.length).toBeGreaterThan(100);
  const taken = lies.filter(({ explanation }) => untrue(explanation, texts).length === 0);
  expect(taken.map(({ link, at }) => [link, at])).toEqual([]);
});
