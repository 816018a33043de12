/*
 * The public API, for a CDKTF app of one's own. The command line never imports it: `bulkhead check` runs without cdktf.
 */
export { type GuardOptions, guard } from './commands/guard';
export { InputError } from './constructs/input-error';
export { OrgFoundation, type OrgFoundationProps } from './constructs/org-foundation';
export { removeStaleStacks } from './constructs/stale-stacks';
export { type BuildOptions, buildManifest } from './constructs/synthesize';
export { TenantClient, type TenantClientProps, type TenantGrant } from './constructs/tenant-client';
export { TenantStack, type TenantStackProps } from './constructs/tenant-stack';
export {
  defineManifest,
  defineOrg,
  defineTenant,
  ManifestError,
  type OrgDefinition,
  type OrgInput,
  type TenantDefinition,
  type TenantInput,
} from './manifest/define';
export { loadManifest } from './manifest/load';
export type { LoadResult, Manifest, Org, Problem, Tenant } from './manifest/model';
export { formatProblem } from './manifest/problems';
