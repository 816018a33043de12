import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explain } from '../../lib/report/explain';
import { compose } from '../mutations/compose';
import { corpus, placed } from '../mutations/corpus';
import { randomOf } from '../mutations/mutation';
import { planCorpus } from '../mutations/plan-corpus';
import type { PlanTexts } from '../mutations/plan-mutation';
import { appliedPlans } from '../support/applied-plans';
import { manifestOf } from '../support/manifest';
import { type Json, plansOf, proofOf, toFiles, writeAssembly, writePlans } from '../support/write-assembly';
import { compliantOrgs } from './arbitraries';
import { type Texts, untrue } from './links';

const runs = 300;

const isOfObjects = ({ level }: { readonly level: string }): boolean => level === 'object';

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
        const files = new Map(manifest.sources);
        const decoder = new TextDecoder();
        files.set('cdktf.out/manifest.json', decoder.decode(toFiles(assembly).manifest));
        for (const { name, entries } of toFiles(assembly).stacks)
          for (const entry of entries ?? [])
            if (entry.bytes) files.set(`cdktf.out/stacks/${name}/${entry.name}`, decoder.decode(entry.bytes));
        const texts: Texts = { files, plans: (plans ?? new Map()) as Map<string, Json>, orgs: input };
        const proof = proofOf(manifest, assembly, plans ? { plans: plansOf(plans) } : {});
        for (const { org, tenants } of proof.model.orgs)
          for (const { tenant } of tenants) {
            const answer = explain(proof, {
              org: org.id,
              tenant: tenant.id,
              role: undefined,
              division: undefined,
            });
            if (answer.kind !== 'explained') throw new Error(answer.kind);
            expect(untrue(answer.explanation, texts)).toEqual([]);
          }
      },
    ),
    { numRuns: runs },
  );
});
