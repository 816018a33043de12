import { toJSONSchema } from 'zod/v4/core';
import { diffSchema } from './diff-schema';
import { explanationSchema } from './explanation-schema';
import { hclReportSchema } from './hcl/schema';
import { reportSchema } from './schema';

/** The JSON Schema of the JSON report, as committed in schema/report.schema.json. */
export const reportJsonSchema = (): object => ({
  title: 'Bulkhead report',
  ...toJSONSchema(reportSchema),
});

/** The JSON Schema of `diff --format json`, as committed in schema/diff.schema.json. */
export const diffJsonSchema = (): object => ({
  title: 'Bulkhead access diff',
  ...toJSONSchema(diffSchema),
});

/** The JSON Schema of `check --hcl --format json`, as committed in schema/hcl-report.schema.json. */
export const hclReportJsonSchema = (): object => ({
  title: 'Bulkhead report on raw Terraform',
  ...toJSONSchema(hclReportSchema),
});

/** The JSON Schema of `explain --format json`, as committed in schema/explanation.schema.json. */
export const explanationJsonSchema = (): object => ({
  title: 'Bulkhead explanation',
  ...toJSONSchema(explanationSchema),
});
