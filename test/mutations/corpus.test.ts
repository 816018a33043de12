import { expect, it } from 'vitest';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { proofOf, writeAssembly } from '../support/write-assembly';
import { isApplied } from './compose';
import { placed } from './corpus';
import { randomOf } from './mutation';

/*
 * Each mutation at the first place where it can be done: quick, for mutation testing. The cases of the rules are in test/rules already;
 * test/properties does all of them at many places, and composes them.
 */

it.each(placed.map((mutation) => [mutation.id, mutation] as const))('%s', (_id, mutation) => {
  const manifest = manifestOf(sample());
  for (let seed = 1; seed <= 20; seed++) {
    const assembly = writeAssembly(manifest);
    if (!isApplied(mutation, assembly, randomOf(seed))) continue;
    expect(proofOf(manifest, assembly).findings.map((finding) => finding.rule)).toContain(mutation.rule);
    return;
  }
  throw new Error('nowhere applicable');
});
