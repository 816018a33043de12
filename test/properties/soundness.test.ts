import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { proofOf, writeAssembly } from '../support/write-assembly';
import { compliantOrg } from './arbitraries';
import { judgeOf } from './judge';
import { mutations } from './mutations';

const runs = 1500;

describe('soundness', () => {
  it('has at least sixty distinct mutations', () => {
    expect(new Set(mutations.map(({ id }) => id)).size).toBe(mutations.length);
    expect(mutations.length).toBeGreaterThanOrEqual(60);
  });

  it.each(mutations.map((mutation) => [mutation.id, mutation] as const))(
    '%s is caught by its rule',
    (_id, { rule, apply }) => {
      const input = sample();
      const manifest = manifestOf(input);
      const assembly = writeAssembly(manifest);
      apply(assembly);
      const proof = proofOf(manifest, assembly);
      expect(proof.verdict).toBe('rejected');
      expect(proof.findings.map((finding) => finding.rule)).toContain(rule);
    },
  );

  it('rejects every composition of mutations that changes what is granted, and everything nobody can say', () => {
    const seen = { 'as declared': 0, differs: 0, unsayable: 0 };
    fc.assert(
      fc.property(
        compliantOrg,
        fc.array(fc.constantFrom(...mutations), { minLength: 1, maxLength: 3 }),
        (input, chosen) => {
          const manifest = manifestOf(input);
          const assembly = writeAssembly(manifest);
          // Objects first: an edit of the text stands for the last one.
          const ordered = [...chosen].sort((a, b) => Number(isEncoding(a.id)) - Number(isEncoding(b.id)));
          for (const { apply } of ordered) {
            try {
              apply(assembly);
            } catch {
              // An earlier mutation removed what this one edits.
            }
          }
          const judgement = judgeOf(input)(assembly);
          seen[judgement]++;
          const { verdict } = proofOf(manifest, assembly);
          if (judgement !== 'as declared') expect(verdict).toBe('rejected');
        },
      ),
      { numRuns: runs },
    );
    // The property must have had something to say.
    expect(seen.differs).toBeGreaterThan(runs / 10);
    expect(seen.unsayable).toBeGreaterThan(runs / 10);
  });
});

const isEncoding = (id: string): boolean =>
  mutations.findIndex((mutation) => mutation.id === id) >= mutations.length - 17;
