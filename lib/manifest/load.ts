import type { LoadResult } from './model';
import { parseManifest } from './parse';
import { readManifest } from './read';

/**
 * Reads a manifest folder: every org in it, with its tenants, catalogue and waivers. Gives either a manifest without a problem, or all
 * problems of all files at once, sorted by file, line and column. A folder without an org gives an empty manifest. Never throws for what
 * is in the folder.
 * @param root Path of the folder.
 * @param shown How messages call the folder, e.g. `tenants`; no other path appears in them.
 */
export function loadManifest(root: string, shown: string): LoadResult {
  return parseManifest(readManifest(root, shown));
}
