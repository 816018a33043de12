import { join } from 'node:path';
import { AuthDivision } from '@cdktf/provider-genesyscloud/lib/auth-division';
import { App, Aspects } from 'cdktf';
import { describe, expect, it } from 'vitest';
import {
  buildManifest,
  defineManifest,
  defineOrg,
  defineTenant,
  OrgFoundation,
  TenantStack,
  type TenantStackProps,
} from '../../lib';
import {
  acmeConfig,
  demo,
  filesUnder,
  globexConfig,
  inFolder,
  orgConfig,
  stackOf,
  synthesized,
} from './sample';

class Described extends TenantStack {
  constructor(app: App, props: TenantStackProps) {
    super(app, props);
    Aspects.of(this).add({
      visit(node) {
        if (node instanceof AuthDivision) node.description = 'Kept by the platform team';
      },
    });
  }
}

describe('an app of one’s own', () => {
  it('subclasses a stack and puts aspects on it', () => {
    const files = inFolder((folder) => {
      const app = new App({ outdir: join(folder, 'out') });
      for (const org of demo().orgs) {
        const foundation = new OrgFoundation(app, { org });
        for (const tenant of org.tenants) new Described(app, { foundation, tenant });
      }
      app.synth();
      return filesUnder(join(folder, 'out'));
    });
    const divisions = Object.values(stackOf(files, 'demo-acme').resource['genesyscloud_auth_division'] ?? {});
    expect(divisions.map(({ description }) => description)).toEqual(
      Array(3).fill('Kept by the platform team'),
    );
  });

  it('builds the same stacks from a manifest in TypeScript as from files', () => {
    const org = defineOrg({ id: 'demo', ...orgConfig, state: { backend: 'local' } });
    const tenants = [
      defineTenant({ id: 'globex', ...globexConfig, client: { ...globexConfig.client, state: 'inactive' } }),
      defineTenant({ id: 'acme', ...acmeConfig }),
    ];
    const files = inFolder((folder) => {
      const app = new App({ outdir: join(folder, 'out') });
      buildManifest(app, defineManifest([{ org, tenants }]));
      app.synth();
      return filesUnder(join(folder, 'out'));
    });
    expect([...files]).toEqual([...synthesized(demo())]);
  });

  it('cannot have Terraform’s other syntax written, which nothing would prove', () => {
    inFolder((folder) => {
      const app = new App({ outdir: join(folder, 'out') });
      buildManifest(app, demo());
      const stack = app.node.findChild('demo-acme');
      if (!(stack instanceof TenantStack)) throw new Error('no stack');
      expect(() => stack.toHclTerraform()).toThrow(/Run `cdktf synth` without --hcl/);
    });
  });
});
