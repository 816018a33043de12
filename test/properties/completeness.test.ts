import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Proof } from '../../lib/proof/prove';
import { randomOf } from '../mutations/mutation';
import { manifestOf } from '../support/manifest';
import { proofOf, writeAssembly } from '../support/write-assembly';
import { compliantOrgs } from './arbitraries';
import { Judge } from './judge';
import { harmless } from './rewrites';

const runs = 600;
const findings = (proof: Proof): string[] => proof.findings.map(({ rule, subject }) => `${rule} ${subject}`);

it('accepts every compliant manifest as it is written and after every harmless rewrite, and so does the reference', () => {
  fc.assert(
    fc.property(compliantOrgs, fc.nat(), (input, seed) => {
      const manifest = manifestOf(input);
      const assembly = writeAssembly(manifest);
      const judge = new Judge(input, assembly);
      const proof = proofOf(manifest, assembly);
      expect(findings(proof)).toEqual([]);
      expect(proof.verdict).toBe('proven');
      expect(judge.ofWritten()).toBe('as declared');

      // Key order, white space, arrays of one or many, comments, split blocks, set order, escaped names, spaces in references.
      const random = randomOf(seed);
      for (const [name, stack] of assembly.stacks) assembly.raw.set(name, harmless(stack, random));
      expect(findings(proofOf(manifest, assembly))).toEqual([]);
      expect(judge.of(assembly)).toBe('as declared');
    }),
    { numRuns: runs },
  );
});
