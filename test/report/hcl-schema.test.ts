import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { expect, it } from 'vitest';
import { hclReportJsonSchema } from '../../lib/report/json-schema';
import { root } from '../commands/run';
import { judge, judgeFolder } from '../hcl/judge';

it('is the committed schema of the report on raw Terraform (npm run schemas)', () => {
  const text = readFileSync(join(root, 'schema', 'hcl-report.schema.json'), 'utf8');
  expect(text).toBe(`${JSON.stringify(hclReportJsonSchema(), undefined, 2)}\n`);
});

it('holds reports of each kind, and refuses what is none', async () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(hclReportJsonSchema());
  const examples = join(root, 'examples', 'raw-terraform');
  const reports = [
    await judge({}),
    await judgeFolder(join(examples, 'forum-snippet')),
    await judgeFolder(join(examples, 'two-tenants')),
    await judgeFolder(join(root, 'test', 'fixtures', 'recorded', 'spellings-hcl')),
  ].map(({ document }) => JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
  for (const report of reports) {
    validate(report);
    expect(validate.errors).toBeNull();
  }
  expect(reports.map(({ verdict }) => verdict)).toEqual(['rejected', 'rejected', 'contained', 'rejected']);
  expect(validate({ ...reports[0], more: 1 })).toBe(false);
  expect(validate({ ...reports[0], verdict: 'proven' })).toBe(false);
});
