import { toJSONSchema } from 'zod/v4/core';
import { reportSchema } from './schema';

/** The JSON Schema of the JSON report, as committed in schema/report.schema.json. */
export const reportJsonSchema = (): object => ({
  title: 'Bulkhead report',
  ...toJSONSchema(reportSchema),
});
