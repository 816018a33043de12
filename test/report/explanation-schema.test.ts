import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { expect, it } from 'vitest';
import { explain } from '../../lib/report/explain';
import { explanationJsonSchema } from '../../lib/report/json-schema';
import type { Edit } from '../rules/fixtures/fixture';
import { fixtures, prove } from '../rules/fixtures/prove';

it('is the committed schema of the explanation (npm run schemas)', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'schema', 'explanation.schema.json'), 'utf8');
  expect(text).toBe(`${JSON.stringify(explanationJsonSchema(), undefined, 2)}\n`);
});

it('holds the explanation of whatever a rule finds, and refuses what is none', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(explanationJsonSchema());
  let held = 0;
  const edits = Object.values(fixtures).flatMap((cases) => Object.values(cases).flatMap(Object.values<Edit>));
  for (const edit of edits) {
    const question = { org: 'demo', tenant: 'acme', role: undefined, division: undefined };
    const answer = explain(prove(edit), question);
    if (answer.kind !== 'explained') continue;
    validate(JSON.parse(JSON.stringify(answer.explanation)));
    expect(validate.errors).toBe(null);
    held += answer.explanation.findings.length;
    expect(validate({ ...answer.explanation, schema: 'bulkhead-explanation/0' })).toBe(false);
  }
  expect(held).toBeGreaterThan(100);
});
