import type { Construct } from 'constructs';
import type { Manifest } from '../manifest/model';
import { OrgFoundation } from './org-foundation';
import { TenantStack } from './tenant-stack';

/** What is different in these stacks from what the manifest says. */
export interface BuildOptions {
  /** A loopback URL that replaces every org's gateway, for an emulator. */
  readonly gateway?: string | undefined;
}

/**
 * Adds the stacks of a whole manifest to an app: one foundation an org, one stack a tenant.
 *
 * @throws InputError for a gateway override that is not on this machine, and for template text in the state's settings
 */
export function buildManifest(app: Construct, manifest: Manifest, { gateway }: BuildOptions = {}): void {
  for (const org of manifest.orgs) {
    const foundation = new OrgFoundation(app, { org, gateway });
    for (const tenant of org.tenants) new TenantStack(app, { foundation, tenant });
  }
}
