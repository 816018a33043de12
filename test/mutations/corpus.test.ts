import { expect, it } from 'vitest';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { proofOf, writeAssembly } from '../support/write-assembly';
import { placed } from './corpus';
import { Inapplicable, randomOf } from './mutation';

/*
 * Each mutation at the first place where it can be done: quick, for mutation testing. The cases of the rules are in test/rules already;
 * test/properties does all of them at many places, and composes them.
 */

it.each(placed.map((mutation) => [mutation.id, mutation] as const))('%s', (_id, { rule, apply }) => {
  const manifest = manifestOf(sample());
  for (let seed = 1; seed <= 20; seed++) {
    const assembly = writeAssembly(manifest);
    try {
      apply(assembly, randomOf(seed));
    } catch (error) {
      if (error instanceof Inapplicable) continue;
      throw error;
    }
    expect(proofOf(manifest, assembly).findings.map((finding) => finding.rule)).toContain(rule);
    return;
  }
  throw new Error('nowhere applicable');
});
