import { basename, dirname, resolve } from 'node:path';
import { isInside } from './is-inside';
import { givenPath } from './shown-path';
import { UsageError } from './usage-error';

/** The folders that a check reads; none of these where it reads raw Terraform. */
interface Read {
  readonly tenants?: string;
  readonly assembly?: string;
  readonly plans?: string;
}

/**
 * For a report whose name is that of a file which the check, the next one or Terraform reads: what was proved would be gone once it is proved.
 * @throws UsageError
 */
export function demandNotRead(file: string, { tenants, assembly, plans }: Read): void {
  const name = basename(file).toLowerCase();
  const folder = dirname(resolve(file));
  const isAt = (read: string | undefined): boolean => read !== undefined && folder === resolve(read);
  const isRead =
    /\.(tf|tfvars)\.json$/.test(name) ||
    (name.endsWith('.json') && ((tenants !== undefined && isInside(folder, tenants)) || isAt(plans))) ||
    (name === 'manifest.json' && isAt(assembly));
  if (isRead)
    throw new UsageError(
      `--output ${givenPath(file)} is called like what is proved or what Terraform reads, and would take its place: write the report elsewhere.`,
    );
}
