import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type App, TerraformStack } from 'cdktf';
import { isObject } from '../json/plain';

/**
 * Empties in the output folder the stacks that an earlier synthesis wrote and that this app no longer has, so that a tenant can leave
 * the manifest. Call it before `app.synth()`, which forgets what was there. The proof refuses a folder with anything in it that no
 * `manifest.json` lists. The empty folder stays: `cdktf` removes it after the app has ended, and fails when it is gone by then
 * (cdktf-cli 0.21.0, seen 2026-11-24).
 *
 * Only a folder that the output's own `manifest.json` lists, and in which nothing lies but what CDKTF and Terraform keep there, is
 * emptied. Everything else stays, for the proof to report. What the stack has created in Genesys Cloud is not touched.
 *
 * @returns the names of the stacks whose files are removed, sorted.
 */
export function removeStaleStacks(app: App): readonly string[] {
  const present = new Set(
    app.node
      .findAll()
      .filter(TerraformStack.isStack)
      .map((stack) => stack.node.id),
  );
  return listedStacks(app.outdir)
    .filter((name) => !present.has(name))
    .filter((name) => {
      const folder = join(app.outdir, 'stacks', name);
      if (!holdsOnlyOutput(folder)) return false;
      for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
      return true;
    })
    .sort();
}

/** The stacks of an earlier synthesis. Whatever is no plain stack name is nothing that may be removed. */
function listedStacks(outdir: string): string[] {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    const stacks = isObject(manifest) && isObject(manifest['stacks']) ? manifest['stacks'] : {};
    const isFolder = lstatSync(join(outdir, 'stacks')).isDirectory();
    return isFolder ? Object.keys(stacks).filter(isStackName) : [];
  } catch {
    // No manifest.json, or none that can be read: nothing is known to be CDKTF's own.
    return [];
  }
}

/** Letters, digits and hyphens only: no path can hide in such a name. */
const isStackName = (name: string): boolean => /^[a-z][a-z0-9-]*$/.test(name);

const ownFiles: ReadonlySet<string> = new Set(['cdk.tf.json', 'plan', '.terraform.lock.hcl']);

function holdsOnlyOutput(folder: string): boolean {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  return readdirSync(folder, { withFileTypes: true }).every((entry) =>
    entry.isDirectory() ? entry.name === '.terraform' : entry.isFile() && ownFiles.has(entry.name),
  );
}
