import { App } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { OrgFoundation } from '../../lib/constructs/org-foundation';
import { TenantStack } from '../../lib/constructs/tenant-stack';
import { divisionName } from '../../lib/manifest/names';
import {
  acmeConfig,
  demo,
  globexConfig,
  inFolder,
  legacyId,
  managedId,
  manifest,
  org,
  orgConfig,
  sharedId,
  stackOf,
  synthesized,
  tenant,
} from './sample';

const role = (key: string): string =>
  `\${data.terraform_remote_state.cross-stack-reference-input-demo-foundation.outputs.cross-stack-output-genesyscloud_auth_role${key}id}`;
const own = (key: string): string => `\${genesyscloud_auth_division.division-${key}.id}`;

describe('TenantStack', () => {
  const { resource, data, output, import: imports } = stackOf(synthesized(demo()), 'demo-acme');

  it('holds divisions and clients, reads the foundation only, and gives nothing away', () => {
    expect(Object.keys(resource)).toEqual(['genesyscloud_auth_division', 'genesyscloud_oauth_client']);
    expect(data).toEqual({
      terraform_remote_state: {
        'cross-stack-reference-input-demo-foundation': {
          backend: 'local',
          config: { path: '../../../terraform.demo-foundation.tfstate' },
          workspace: '${terraform.workspace}',
        },
      },
    });
    expect(output).toBeUndefined();
  });

  it('creates divisions with opaque names, and imports those that it adopts and manages', () => {
    const name = (key: string) => {
      const { id, tenants } = demo().orgs[0] ?? org(orgConfig, []);
      const [acme] = tenants;
      return divisionName('opaque', id, (acme as (typeof tenants)[0]).id, key as never);
    };
    const description = 'Managed by Bulkhead';
    expect(resource['genesyscloud_auth_division']).toEqual({
      'division-voice': { name: name('voice'), description },
      'division-chat': { name: name('chat'), description },
      'division-old': { name: 'Old', description },
    });
    expect(imports).toEqual([{ to: 'genesyscloud_auth_division.division-old', id: managedId }]);
  });

  it('imports several divisions, each under its own name or a derived one', () => {
    const other = '2d7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2d';
    const divisions = {
      one: { id: managedId.toUpperCase(), manage: true },
      two: { id: other, manage: true, name: 'Two' },
    };
    const client = { grants: [{ role: 'etl-reader', divisions: ['one', 'two'] }] };
    const config = { ...orgConfig, divisionNames: 'readable' };
    const files = synthesized(
      manifest(org(config, [tenant('acme', { owner: 'somebody', divisions, client })])),
    );
    const stack = stackOf(files, 'demo-acme');
    expect(stack.import).toEqual([
      { to: 'genesyscloud_auth_division.division-one', id: managedId },
      { to: 'genesyscloud_auth_division.division-two', id: other },
    ]);
    expect(stack.resource['genesyscloud_auth_division']).toEqual({
      'division-one': { name: 'd-acme-one', description: 'Tenant acme, one' },
      'division-two': { name: 'Two', description: 'Tenant acme, two' },
    });
  });

  it('grants every role × division pair once: divisions of this stack by reference, others by id', () => {
    for (const generation of ['client-1', 'client-2']) {
      expect(resource['genesyscloud_oauth_client']?.[generation]?.['roles']).toEqual([
        { role_id: role('etl-reader'), division_id: own('chat') },
        { role_id: role('etl-reader'), division_id: sharedId },
        { role_id: role('etl-reader'), division_id: legacyId },
        { role_id: role('etl-reader'), division_id: own('old') },
        { role_id: role('etl-reader'), division_id: own('voice') },
        { role_id: role('etl-writer'), division_id: own('voice') },
      ]);
    }
  });

  it('knows the tenant’s own and shared divisions by key, and no others', () => {
    inFolder((folder) => {
      const app = new App({ outdir: folder });
      const [acme, globex] = [tenant('acme', acmeConfig), tenant('globex', globexConfig)];
      const foundation = new OrgFoundation(app, { org: org(orgConfig, [acme, globex]) });
      const stack = new TenantStack(app, { foundation, tenant: globex });
      expect(stack.divisionId('holidays')).toBe(sharedId);
      expect(() => stack.divisionId('chat')).toThrowErrorMatchingInlineSnapshot(
        `[InputError: The tenant globex has no division "chat", and no shared division of that name lists it. It can use: holidays, voice.]`,
      );
      expect(() => stack.divisionId(legacyId)).toThrow(/has no division/);
    });
  });

  it('refuses a grant in a division that is shared with others', () => {
    const sharedDivisions = { holidays: { id: sharedId, tenants: ['acme'], reason: 'schedules' } };
    const globex = tenant('globex', globexConfig);
    expect(() => synthesized(manifest(org({ ...orgConfig, sharedDivisions }, [globex])))).toThrow(
      /The tenant globex has no division "holidays"/,
    );
  });

  it('refuses a tenant of another org', () => {
    inFolder((folder) => {
      const app = new App({ outdir: folder });
      const foundation = new OrgFoundation(app, { org: org(orgConfig, []) });
      const stranger = tenant('acme', acmeConfig);
      expect(() => new TenantStack(app, { foundation, tenant: stranger })).toThrowErrorMatchingInlineSnapshot(
        `[InputError: The tenant "acme" is none of the org demo. Pass a tenant of the same manifest as the foundation's org.]`,
      );
    });
  });
});
