import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demandFolder } from './demand-folder';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** Throws a {@link UsageError} unless the path can be the folder of a manifest, which holds a folder for each org. */
export function demandManifest(path: string, option: string): void {
  demandFolder(path, option, 'run bulkhead in the project’s root');
  demandNoOther(path, option);
}

/**
 * Throws a {@link UsageError} for the folder of one org, and for that of the project, which are taken for that of the manifest easily: told here once,
 * instead of once for each file that they hold.
 */
export function demandNoOther(path: string, option: string): void {
  if (existsSync(join(path, 'org.yaml')))
    throw new UsageError(
      `${shownPath(path)} is the folder of one org: name the one that holds it with ${option}.`,
    );
  if (existsSync(join(path, 'cdktf.json')))
    throw new UsageError(
      `${shownPath(path)} is the root of a project: name its folder of manifests with ${option}, such as ${shownPath(join(path, 'tenants'))}.`,
    );
}

/** Throws a {@link UsageError} that says how each comes about, unless all that a proof reads are there. */
export function demandInputs(folders: {
  readonly tenants: string;
  readonly assembly: string;
  readonly plans?: string | undefined;
}): void {
  demandManifest(folders.tenants, '--tenants');
  demandFolder(folders.assembly, '--assembly', 'run npx cdktf synth first');
  if (folders.plans !== undefined)
    demandFolder(folders.plans, '--plans', 'write terraform show -json of each stack’s plan into it');
}
