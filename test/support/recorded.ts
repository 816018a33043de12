import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssemblyFiles } from '../../lib/commands/read-assembly';
import { loadManifest } from '../../lib/manifest/load';
import type { Manifest } from '../../lib/manifest/model';
import type { Json } from './write-assembly';

/* The demo with its plans as they were recorded (Terraform 1.11.4, provider 1.84.1, 2026-11-23). */

export const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');

export const recordedAssembly = readAssemblyFiles(recording, 'cdktf.out');

export const recordedManifest: Manifest = (() => {
  const loaded = loadManifest(join(recording, 'tenants'), 'tenants');
  if (!loaded.ok) throw new Error('the recorded manifest is not valid');
  return loaded.manifest;
})();

/** The plans of before or after the first deploy, by stack, for an edit of them. */
export const recordedPlans = (folder: 'plans' | 'plans-after-apply'): Map<string, Json> =>
  new Map(
    readdirSync(join(recording, folder)).map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(join(recording, folder, name), 'utf8')),
    ]),
  );
