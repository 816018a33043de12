import { basename, dirname, resolve } from 'node:path';
import { isInside } from './is-inside';
import { realPath } from './real-path';
import { givenPath } from './shown-path';
import { UsageError } from './usage-error';

/** The folders that a check reads; none of these where it reads raw Terraform. */
interface Read {
  readonly tenants?: string;
  readonly assembly?: string;
  readonly plans?: string;
}

/**
 * For a report whose name is that of a file which the check, the next one or Terraform reads: what was proved would be gone once it is proved. A
 * link is looked at as written, and as what it leads to.
 * @throws UsageError
 */
export function demandNotRead(file: string, read: Read): void {
  const folders: Read = Object.fromEntries(
    Object.entries({ tenants: read.tenants, assembly: read.assembly, plans: read.plans }).map(
      ([name, folder]) => [name, folder === undefined ? undefined : realPath(folder)],
    ),
  );
  if (isRead(resolve(file), read) || isRead(realPath(file), folders))
    throw new UsageError(
      `--output ${givenPath(file)} is called like what is proved or what Terraform reads, and would take its place: write the report elsewhere.`,
    );
}

function isRead(file: string, { tenants, assembly, plans }: Read): boolean {
  const name = basename(file).toLowerCase();
  const folder = dirname(file);
  const isAt = (read: string | undefined): boolean => read !== undefined && folder === resolve(read);
  return (
    /\.(tf|tfvars)\.json$/.test(name) ||
    (name.endsWith('.json') && ((tenants !== undefined && isInside(folder, tenants)) || isAt(plans))) ||
    (name === 'manifest.json' && isAt(assembly))
  );
}
