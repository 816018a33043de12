import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../support/recorded-shape-table';
import { proveShape } from '../support/recorded-shapes';

/* What real plans show, one shape each: what is bad is rejected by its rule, what a reviewer must see is told. */

it('knows every recording', () => {
  const folder = join(__dirname, '..', 'fixtures', 'recorded', 'shapes');
  const recorded = readdirSync(folder).flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.json'))
      .map((file) => `${name}/${file}`),
  );
  expect(shapes.map(({ name, phase }) => `${name}/${phase}.json`).sort()).toEqual(recorded.sort());
});

describe.each(shapes)('$name, $phase', ({ name, phase, written, rules, notices }) => {
  it(rules.length > 0 ? `is rejected: ${rules.join(', ')}` : 'breaks no rule', () => {
    const proof = proveShape(name, phase, written);
    const { findings, verdict } = proof;
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual([...rules].sort());
    expect(
      proof.notices
        .filter(({ stack }) => stack !== 'demo-globex')
        .map(({ does }) => does)
        .sort(),
    ).toEqual([...notices].sort());
    expect(verdict).toBe(rules.length > 0 ? 'rejected' : 'proven');
  });
});
