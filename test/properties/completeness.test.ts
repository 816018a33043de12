import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manifestOf } from '../support/manifest';
import { plansOf, proofOf, writeAssembly, writePlans } from '../support/write-assembly';
import { compliantOrgs } from './arbitraries';
import { judgeOf } from './judge';
import { harmless } from './rewrites';

const runs = 1000;

it('accepts every compliant manifest, and so does the reference', () => {
  fc.assert(
    fc.property(compliantOrgs, (input) => {
      const manifest = manifestOf(input);
      const assembly = writeAssembly(manifest);
      expect(judgeOf(input)(assembly)).toBe('as declared');
      const proof = proofOf(manifest, assembly);
      expect(proof.findings).toEqual([]);
      expect(proof.verdict).toBe('proven');
    }),
    { numRuns: runs },
  );
});

it('accepts the plans of every compliant manifest', () => {
  fc.assert(
    fc.property(compliantOrgs, (input) => {
      const manifest = manifestOf(input);
      const assembly = writeAssembly(manifest);
      const proof = proofOf(manifest, assembly, { plans: plansOf(writePlans(assembly)) });
      expect(proof.findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([]);
    }),
    { numRuns: runs },
  );
});

it('accepts every harmless rewrite: key order, white space, arrays of one, comments, split blocks, set order', () => {
  fc.assert(
    fc.property(compliantOrgs, fc.infiniteStream(fc.nat(1_000_000)), (input, numbers) => {
      const manifest = manifestOf(input);
      const assembly = writeAssembly(manifest);
      const random = (below: number): number => (numbers.next().value as number) % below;
      for (const [name, stack] of assembly.stacks) assembly.raw.set(name, harmless(stack, random));
      expect(judgeOf(input)(assembly)).toBe('as declared');
      expect(proofOf(manifest, assembly).findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(
        [],
      );
    }),
    { numRuns: runs },
  );
});
