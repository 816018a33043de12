/** Writes schema/<kind>.schema.json from the zod schemas: `npm run schemas`. A test fails when they differ. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchema, schemaKinds } from '../lib/manifest/json-schema';

for (const kind of schemaKinds) {
  const file = join(__dirname, '..', 'schema', `${kind}.schema.json`);
  writeFileSync(file, `${JSON.stringify(jsonSchema(kind), undefined, 2)}\n`);
}
