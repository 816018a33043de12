/**
 * What a check does before it proves anything, in a process of its own (bench/check.ts): reads the manifests, and reads and parses the stacks and
 * plans. A check is no shorter than that, however it proves. `node bench/inputs.mjs [plans]`, in a folder with tenants/ and cdktf.out/.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import load from '../dist/lib/manifest/load.js';

const read = load.loadManifest('tenants', 'tenants');
if (!read.ok) throw new Error('The manifests of the bench have problems.');
const stacks = join('cdktf.out', 'stacks');
for (const stack of readdirSync(stacks)) parse(join(stacks, stack, 'cdk.tf.json'));
for (const plans of process.argv.slice(2)) for (const file of readdirSync(plans)) parse(join(plans, file));

/** @param {string} file */
function parse(file) {
  JSON.parse(readFileSync(file, 'utf8'));
}
