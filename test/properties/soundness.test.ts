import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, isApplied } from '../mutations/compose';
import { corpus, placed } from '../mutations/corpus';
import { divisionText, nearlyOwn, spliced } from '../mutations/grammar';
import { randomOf, target } from '../mutations/mutation';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type AssemblyText, proofOf, writeAssembly } from '../support/write-assembly';
import { compliantOrgs } from './arbitraries';
import { Judge, type Judgement } from './judge';

const runs = 1200;

describe('every mutation alone', () => {
  it('is one of at least sixty, each with a name of its own', () => {
    expect(placed.length).toBeGreaterThanOrEqual(60);
    for (const list of [corpus.map(({ id }) => id), placed.map(({ does }) => does)])
      expect(list.filter((item, index) => list.indexOf(item) !== index)).toEqual([]);
  });

  it.each(corpus.map((mutation) => [mutation.id, mutation] as const))(
    '%s is caught by its rule, wherever it is',
    (_id, mutation) => {
      const manifest = manifestOf(sample());
      let applied = 0;
      for (const seed of [1, 2, 3, 4]) {
        const assembly = writeAssembly(manifest);
        if (!isApplied(mutation, assembly, randomOf(seed))) continue;
        applied++;
        const proof = proofOf(manifest, assembly);
        expect(proof.verdict).toBe('rejected');
        expect(proof.findings.map((finding) => finding.rule)).toContain(mutation.rule);
      }
      expect(applied).toBeGreaterThan(0);
    },
  );
});

describe('compositions of mutations', () => {
  it('are rejected wherever they change what comes about, or nobody can say', () => {
    const seen: Record<Judgement, number> = { 'as declared': 0, differs: 0, unsayable: 0 };
    const differing = new Set<string>();
    fc.assert(
      fc.property(
        compliantOrgs,
        fc.array(fc.constantFrom(...placed, ...corpus), { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (input, chosen, seed) => {
          const manifest = manifestOf(input);
          const assembly = writeAssembly(manifest);
          const judge = new Judge(input, assembly);
          const applied = compose(chosen, assembly, randomOf(seed));
          const judgement = judge.of(assembly);
          seen[judgement]++;
          if (judgement === 'differs') for (const { id } of applied) differing.add(id);
          const proof = proofOf(manifest, assembly);
          if (judgement !== 'as declared') expect(proof.verdict).toBe('rejected');
          // The same input gives the same report.
          if (seed % 10 === 0) expect(proofOf(manifest, assembly).findings).toEqual(proof.findings);
        },
      ),
      { numRuns: runs },
    );
    // The property must have had something to say, and not by the same few mutations.
    expect(seen.differs).toBeGreaterThan(runs / 4);
    expect(seen.unsayable).toBeGreaterThan(runs / 10);
    expect(differing.size).toBeGreaterThan(60);
  });
});

describe('texts by grammar', () => {
  const manifest = manifestOf(sample());
  const judge = new Judge(sample(), writeAssembly(manifest));
  const demandSound = (seen: Map<string, number>, assembly: AssemblyText): void => {
    const judgement = judge.of(assembly);
    const { verdict } = proofOf(manifest, assembly);
    const both = `${judgement}, ${verdict}`;
    seen.set(both, (seen.get(both) ?? 0) + 1);
    if (judgement !== 'as declared') expect(verdict).toBe('rejected');
  };
  /** All of these must have come up, or the property said nothing. */
  const demandAllKinds = (seen: ReadonlyMap<string, number>): void => {
    for (const kind of [
      'as declared, proven',
      'as declared, rejected',
      'differs, rejected',
      'unsayable, rejected',
    ])
      expect(seen.get(kind), kind).toBeGreaterThan(10);
  };

  it('for a division are proven only where they are the declared division', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const assembly = writeAssembly(manifest);
        const t = target(assembly, randomOf(seed));
        t.grant.division_id = seed % 3 === 0 ? nearlyOwn(t) : divisionText(t);
        demandSound(seen, assembly);
      }),
      { numRuns: runs },
    );
    demandAllKinds(seen);
  });

  it('put into a file are proven only where they change nothing', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('demo-acme', 'demo-globex', 'demo-foundation'), (seed, stack) => {
        const assembly = writeAssembly(manifest);
        const text = JSON.stringify(assembly.stacks.get(stack), undefined, 1);
        assembly.raw.set(stack, spliced(text, randomOf(seed)));
        demandSound(seen, assembly);
      }),
      { numRuns: runs },
    );
    demandAllKinds(seen);
  });
});
