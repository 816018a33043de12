import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, isApplied } from '../mutations/compose';
import { corpus, placed } from '../mutations/corpus';
import { randomOf } from '../mutations/mutation';
import { planCorpus } from '../mutations/plan-corpus';
import type { PlanTexts } from '../mutations/plan-mutation';
import { appliedPlans } from '../support/applied-plans';
import { manifestOf, type OrgInput } from '../support/manifest';
import { sample } from '../support/sample';
import { type Json, plansOf, proofOf, writeAssembly, writePlans } from '../support/write-assembly';
import { compliantOrgs } from './arbitraries';
import { Judge, type Judgement } from './judge';
import { PlanJudge } from './plan-judge';
import { harmlessPlan } from './rewrites';

const runs = 400;
const stages = { 'before the first deploy': writePlans, 'after it': appliedPlans } as const;
type Stage = keyof typeof stages;
const stage = fc.constantFrom<Stage>('before the first deploy', 'after it');

describe('every mutation of plans and states alone', () => {
  it('has a name of its own', () => {
    for (const list of [planCorpus.map(({ id }) => id), planCorpus.map(({ does }) => does)])
      expect(list.filter((item, index) => list.indexOf(item) !== index)).toEqual([]);
  });

  const manifest = manifestOf(sample());
  const assembly = writeAssembly(manifest);
  it.each(planCorpus.map((mutation) => [mutation.id, mutation] as const))(
    '%s is caught by its rule, wherever it is',
    (_id, mutation) => {
      let applied = 0;
      for (const make of Object.values(stages))
        for (const seed of [1, 2, 3]) {
          const plans: PlanTexts = make(assembly);
          if (!isApplied(mutation, plans, randomOf(seed))) continue;
          applied++;
          const proof = proofOf(manifest, assembly, { plans: plansOf(plans) });
          expect(proof.verdict).toBe('rejected');
          expect(proof.findings.map((finding) => finding.rule)).toContain(mutation.rule);
        }
      expect(applied).toBeGreaterThan(0);
    },
  );
});

describe('plans', () => {
  it('of every compliant manifest are accepted, also after harmless rewrites, and so does the reference', () => {
    fc.assert(
      fc.property(compliantOrgs, stage, fc.nat(), (input, at, seed) => {
        const manifest = manifestOf(input);
        const assembly = writeAssembly(manifest);
        const plans: PlanTexts = stages[at](assembly);
        const judge = new PlanJudge(input, plans);
        expect(judge.ofMade()).toBe('as declared');
        const random = randomOf(seed);
        for (const [name, plan] of plans) plans.set(name, harmlessPlan(plan, random));
        const { findings } = proofOf(manifest, assembly, { plans: plansOf(plans) });
        expect(findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([]);
        expect(judge.of(plans)).toBe('as declared');
      }),
      { numRuns: runs / 2 },
    );
  });

  it('are rejected, with their files, wherever mutations of either change what comes about, or nobody can say', () => {
    const seen: Record<Judgement, number> = { 'as declared': 0, differs: 0, unsayable: 0 };
    const telling = new Set<string>();
    fc.assert(
      fc.property(
        compliantOrgs.map(withHeldRoles),
        stage,
        fc.array(fc.constantFrom(...placed, ...corpus), { maxLength: 1 }),
        fc.array(fc.constantFrom(...planCorpus), { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (input, at, ofFiles, ofPlans, seed) => {
          const manifest = manifestOf(input);
          const assembly = writeAssembly(manifest);
          const plans: PlanTexts = stages[at](assembly);
          const [files, judge] = [new Judge(input, assembly), new PlanJudge(input, plans)];
          const random = randomOf(seed);
          compose(ofFiles, assembly, random);
          const applied = compose(ofPlans, plans, random);
          const judgement = judge.of(plans);
          seen[judgement]++;
          if (judgement !== 'as declared') for (const { id } of applied) telling.add(id);
          const { verdict } = proofOf(manifest, assembly, { plans: plansOf(plans) });
          if (judgement !== 'as declared' || files.of(assembly) !== 'as declared')
            expect(verdict).toBe('rejected');
        },
      ),
      { numRuns: runs },
    );
    // The property must have had something to say, and not by the same few mutations.
    expect(seen.differs).toBeGreaterThan(runs / 4);
    expect(seen.unsayable).toBeGreaterThan(runs / 10);
    expect(telling.size).toBeGreaterThan(100);
  });
});

/** Without the roles that no tenant holds: whatever becomes of one, nobody's access changes, while the reference holds it against the plans as made. */
function withHeldRoles(input: Readonly<Record<string, OrgInput>>): Readonly<Record<string, OrgInput>> {
  const orgs: Record<string, Json> = structuredClone(input);
  for (const { org, tenants } of Object.values(orgs)) {
    const held = new Set(
      Object.values<Json>(tenants).flatMap(({ client }) => client.grants.map(({ role }: Json) => role)),
    );
    for (const role of Object.keys(org.roles)) if (!held.has(role)) delete org.roles[role];
  }
  return orgs;
}
