import { describe, expect, it } from 'vitest';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type Json, plansOf, proofOf, writeAssembly, writePlans } from '../support/write-assembly';

const manifest = manifestOf(sample());
const assembly = writeAssembly(manifest);

/** Every member of every expression that a plan says it was made from. */
function members(plan: Json): { holder: Json; key: string; path: string }[] {
  const found: { holder: Json; key: string; path: string }[] = [];
  const collect = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      found.push({ holder: value, key, path: `${path}.${key}` });
      collect((value as Json)[key], `${path}.${key}`);
    }
  };
  for (const { address, expressions } of plan.configuration.root_module.resources)
    collect(expressions, address);
  return found;
}

const names = ['demo-acme', 'demo-foundation'] as const;

describe.each(names)('the configuration in the plan of %s', (stack) => {
  const paths = members(writePlans(assembly).get(stack)).map(({ path }) => path);

  it('has expressions to look at', () => expect(paths.length).toBeGreaterThan(20));

  // A plan made while `division_id` was left out looks like the right one in all of its values: only the configuration tells them apart.
  it('is not that of the files when any part of an expression is missing or another', () => {
    const overlooked: string[] = [];
    for (const [index, path] of paths.entries()) {
      for (const replacement of [undefined, null, true, [], {}, [{}], '*', 7]) {
        const plans = writePlans(assembly);
        const { holder, key } = members(plans.get(stack))[index] ?? { holder: {}, key: '' };
        if (JSON.stringify(holder[key]) === JSON.stringify(replacement)) continue;
        if (replacement !== undefined) holder[key] = replacement;
        else if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else delete holder[key];
        const proof = proofOf(manifest, assembly, { plans: plansOf(plans) });
        if (!proof.findings.some(({ rule }) => rule === 'plan-mismatch'))
          overlooked.push(`${path} → ${JSON.stringify(replacement)}`);
      }
    }
    expect(overlooked).toEqual([]);
  });
});
