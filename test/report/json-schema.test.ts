import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportJsonSchema } from '../../lib/report/json-schema';

it('is the committed schema of the report (npm run schemas)', () => {
  const file = join(__dirname, '..', '..', 'schema', 'report.schema.json');
  expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(reportJsonSchema(), undefined, 2)}\n`);
});
