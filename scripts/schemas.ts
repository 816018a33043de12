/** Writes schema/<kind>.schema.json from the zod schemas: `npm run schemas`. A test fails when they differ. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { liveJsonSchema } from '../lib/live/json-schema';
import { jsonSchema, schemaKinds } from '../lib/manifest/json-schema';
import {
  diffJsonSchema,
  explanationJsonSchema,
  hclReportJsonSchema,
  reportJsonSchema,
} from '../lib/report/json-schema';

const schemas = [
  ...schemaKinds.map((kind) => [kind, jsonSchema(kind)] as const),
  ['report', reportJsonSchema()] as const,
  ['diff', diffJsonSchema()] as const,
  ['explanation', explanationJsonSchema()] as const,
  ['hcl-report', hclReportJsonSchema()] as const,
  ['live', liveJsonSchema()] as const,
];
for (const [kind, schema] of schemas) {
  const file = join(__dirname, '..', 'schema', `${kind}.schema.json`);
  writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
}
