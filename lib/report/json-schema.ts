import { z } from 'zod';
import { reportSchema } from './schema';

/** The JSON Schema of the JSON report, as committed in schema/report.schema.json. */
export const reportJsonSchema = (): object => ({
  $id: 'https://bulkhead.invalid/schema/report.schema.json',
  title: 'Bulkhead report',
  ...z.toJSONSchema(reportSchema),
});
