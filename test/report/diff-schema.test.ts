import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { expect, it } from 'vitest';
import { diffAccess } from '../../lib/access/diff';
import { loadManifest } from '../../lib/manifest/load';
import { diffJsonSchema } from '../../lib/report/json-schema';

const root = join(__dirname, '..', '..');

it('is the committed schema of the diff (npm run schemas)', () => {
  const text = readFileSync(join(root, 'schema', 'diff.schema.json'), 'utf8');
  expect(text).toBe(`${JSON.stringify(diffJsonSchema(), undefined, 2)}\n`);
});

it('holds a diff of everything, and of nothing, and refuses what is none', () => {
  const loaded = loadManifest(join(root, 'tenants'), 'tenants');
  if (!loaded.ok) throw new Error('the sample manifest cannot be read');
  const validate = new Ajv2020({ strict: false }).compile(diffJsonSchema());
  const none = { ...loaded.manifest, orgs: [] };
  const added = diffAccess(none, loaded.manifest);
  expect(added.opened).toBeGreaterThan(0);
  for (const diff of [
    added,
    diffAccess(loaded.manifest, none),
    diffAccess(loaded.manifest, loaded.manifest),
  ]) {
    validate(JSON.parse(JSON.stringify(diff)));
    expect(validate.errors).toBe(null);
  }
  expect(validate({ ...added, schema: 'bulkhead-diff/0' })).toBe(false);
});
