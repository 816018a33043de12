import { App } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { OrgFoundation } from '../../lib/constructs/org-foundation';
import { demo, inFolder, manifest, org, orgConfig, stackOf, synthesized } from './sample';

describe('OrgFoundation', () => {
  it('holds one role for each template, and nothing else', () => {
    const { resource, data, import: imports } = stackOf(synthesized(demo()), 'demo-foundation');
    expect(data).toBeUndefined();
    expect(imports).toBeUndefined();
    expect(resource).toEqual({
      genesyscloud_auth_role: {
        'etl-reader': {
          name: 'demo-etl-reader',
          description: 'Reads queues and conversation details',
          permission_policies: [
            { domain: 'analytics', entity_name: 'conversationDetail', action_set: ['view'] },
            { domain: 'routing', entity_name: 'queue', action_set: ['search', 'view'] },
          ],
        },
        'etl-writer': {
          name: 'demo-etl-writer',
          permission_policies: [{ domain: 'routing', entity_name: 'queue', action_set: ['edit', 'view'] }],
        },
      },
    });
  });

  it('writes permissions without colons as general ones, and what has no known form too', () => {
    const roles = { odd: { permissions: ['routing:queue:view', 'admin', 'routing:queue', 'admin'] } };
    const files = synthesized(manifest(org({ ...orgConfig, roles }, [])));
    expect(stackOf(files, 'demo-foundation').resource['genesyscloud_auth_role']?.['odd']).toMatchObject({
      permissions: ['admin', 'routing:queue'],
      permission_policies: [{ domain: 'routing', entity_name: 'queue', action_set: ['view'] }],
    });
  });

  it('has roles named like its own parts', () => {
    const roles = { backend: { permissions: ['routing:queue:view'] }, provider: { permissions: ['admin'] } };
    const { resource } = stackOf(synthesized(manifest(org({ ...orgConfig, roles }, []))), 'demo-foundation');
    expect(Object.keys(resource['genesyscloud_auth_role'] ?? {})).toEqual(['backend', 'provider']);
  });

  it('names the roles there are when asked for another', () => {
    inFolder((folder) => {
      const foundation = new OrgFoundation(new App({ outdir: folder }), { org: org(orgConfig, []) });
      expect(foundation.role('etl-reader').friendlyUniqueId).toBe('etl-reader');
      expect(() => foundation.role('etl-raeder')).toThrowErrorMatchingInlineSnapshot(
        `[InputError: The org demo has no role "etl-raeder". Its roles are: etl-reader, etl-writer.]`,
      );
    });
  });
});

describe('the provider block', () => {
  const provider = (config: object, gateway?: string) =>
    stackOf(
      synthesized(demo(config), () => {}, gateway),
      'demo-acme',
    ).provider.genesyscloud;

  it('has the region, and never credentials', () => {
    expect(provider({})).toEqual([{ aws_region: 'eu-west-1' }]);
  });

  it('has the gateway of the org', () => {
    expect(provider({ gateway: { url: 'https://gateway.example.com' } })).toEqual([
      {
        aws_region: 'eu-west-1',
        gateway: [{ host: 'gateway.example.com', port: '443', protocol: 'https' }],
      },
    ]);
  });

  it('has the override in place of the gateway of the org', () => {
    const config = { gateway: { url: 'https://gateway.example.com' } };
    expect(provider(config, 'http://127.0.0.1:8083')).toEqual([
      { aws_region: 'eu-west-1', gateway: [{ host: '127.0.0.1', port: '8083', protocol: 'http' }] },
    ]);
    expect(provider({}, 'http://[::1]:8083')).toMatchObject([{ gateway: [{ host: '[::1]' }] }]);
  });

  it.each([
    'http://198.51.100.7:80',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com/',
    'ftp://127.0.0.1',
    'localhost:8083',
    '',
  ])('refuses an override that is not on this machine: %s', (gateway) => {
    expect(() => provider({}, gateway)).toThrow(/cannot be an override/);
  });

  it('repeats no password of a refused override', () => {
    expect(() => provider({}, 'https://user:secret@example.com')).toThrowErrorMatchingInlineSnapshot(
      `[InputError: The gateway "https://…@example.com" cannot be an override: that may only be an address of this machine with a port of its own, such as http://127.0.0.1:8083; every other gateway belongs in org.yaml, where it is reviewed.]`,
    );
  });

  it('pins the version of the bindings in every stack', () => {
    const files = synthesized(demo());
    for (const stack of ['demo-foundation', 'demo-acme', 'demo-globex']) {
      expect(stackOf(files, stack).terraform['required_providers']).toEqual({
        genesyscloud: { source: 'mypurecloud/genesyscloud', version: '1.84.1' },
      });
    }
  });
});
