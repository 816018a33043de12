import { App } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { OrgFoundation } from '../../lib/constructs/org-foundation';
import { TenantClient } from '../../lib/constructs/tenant-client';
import { TenantStack } from '../../lib/constructs/tenant-stack';
import { globexConfig, inFolder, manifest, org, orgConfig, stackOf, synthesized, tenant } from './sample';

const clients = (client: object, config: object = {}) => {
  const grants = [{ role: 'etl-reader', divisions: ['voice'] }];
  const acme = tenant('acme', { owner: 'somebody', divisions: { voice: {} }, client: { grants, ...client } });
  const files = synthesized(manifest(org({ ...orgConfig, ...config }, [acme])));
  return stackOf(files, 'demo-acme').resource['genesyscloud_oauth_client'] ?? {};
};

describe('TenantClient', () => {
  it('is one resource for each credential generation, alike but for the name', () => {
    const found = clients({ description: 'ETL', credentials: { generations: [12, 11], current: 11 } });
    const { name, ...rest } = found['client-11'] ?? {};
    expect(name).toBe('demo-acme-11');
    expect(found).toEqual({
      'client-11': { name: 'demo-acme-11', ...rest },
      'client-12': { name: 'demo-acme-12', ...rest },
    });
    expect(rest).toMatchObject({
      description: 'ETL',
      access_token_validity_seconds: 3600,
      authorized_grant_type: 'CLIENT-CREDENTIALS',
      state: 'active',
    });
  });

  it('has no argument with which the secret would leave the provider', () => {
    expect(Object.keys(clients({})['client-1'] ?? {})).toEqual([
      'access_token_validity_seconds',
      'authorized_grant_type',
      'name',
      'roles',
      'state',
    ]);
  });

  it('writes a pair once that several grants name', () => {
    const grants = [
      { role: 'etl-reader', divisions: ['voice', 'voice'] },
      { role: 'etl-reader', divisions: ['voice'] },
    ];
    expect(clients({ grants })['client-1']?.['roles']).toHaveLength(1);
  });

  it('is inactive, and has a token lifetime in seconds', () => {
    expect(clients({ state: 'inactive', tokenLifetime: '30m' })['client-1']).toMatchObject({
      state: 'inactive',
      access_token_validity_seconds: 1800,
    });
  });

  it.each([
    ['client-credentials', 'effective', 'CLIENT-CREDENTIALS', undefined],
    ['client-credentials', 'always', 'CLIENT-CREDENTIALS', ['analytics:readonly', 'routing']],
    ['code', 'effective', 'CODE', ['analytics:readonly', 'routing']],
    ['token', 'effective', 'TOKEN', ['analytics:readonly', 'routing']],
    ['password', 'effective', 'PASSWORD', ['analytics:readonly', 'routing']],
    ['saml2-bearer', 'effective', 'SAML2-BEARER', ['analytics:readonly', 'routing']],
  ])('writes grant type %s with scopes %s as %s with %j', (grantType, emitScopes, written, scopes) => {
    const client = clients(
      { grantType, scopes: ['routing', 'analytics:readonly', 'routing'] },
      { emitScopes },
    );
    expect(client['client-1']).toMatchObject({ authorized_grant_type: written });
    expect(client['client-1']?.['scopes']).toEqual(scopes);
  });

  it('writes no empty list of scopes', () => {
    expect(clients({}, { emitScopes: 'always' })['client-1']).not.toHaveProperty('scopes');
  });

  it('cannot be given a division by its id, nor a role that is no template', () => {
    inFolder((folder) => {
      const app = new App({ outdir: folder });
      const globex = tenant('globex', globexConfig);
      const foundation = new OrgFoundation(app, { org: org(orgConfig, [globex]) });
      const stack = new TenantStack(app, { foundation, tenant: globex });
      const props = { ...globex.config.client, generations: [9], emitScopes: 'effective' } as const;
      const client = (grants: { role: string; divisions: string[] }[]) => () =>
        new TenantClient(stack, `client-${Math.random()}`, { ...props, grants });
      expect(client([{ role: 'etl-reader', divisions: ['*'] }])).toThrow(/has no division "\*"/);
      expect(client([{ role: 'admin', divisions: ['voice'] }])).toThrow(/has no role "admin"/);
    });
  });
});

describe('texts of the manifest', () => {
  // The manifest's own checks refuse templates. An org that was built another way reaches the constructs without them.
  const described = (description: string) => {
    const globex = tenant('globex', globexConfig);
    const { config } = globex;
    const changed = { ...globex, config: { ...config, client: { ...config.client, description } } };
    const files = synthesized(manifest(org(orgConfig, [changed])));
    return stackOf(files, 'demo-globex').resource['genesyscloud_oauth_client']?.['client-1']?.['description'];
  };

  it('are never evaluated by Terraform', () => {
    expect(described('${file("/etc/hosts")} %{ if true }x')).toBe('$${file("/etc/hosts")} %%{ if true }x');
    expect(described('$${a}, 100%, $5 {b}')).toBe('$$${a}, 100%, $5 {b}');
  });

  it('are never replaced by CDKTF', () => {
    expect(() => described('${TfToken[TOKEN.0]}')).toThrowErrorMatchingInlineSnapshot(
      `[InputError: The manifest text "\${TfToken[TOKEN.0]}" contains a CDKTF placeholder ("TfToken[…]"). CDKTF would put another construct's value in its place. Write the text without it.]`,
    );
  });

  it('are never replaced by CDKTF in a list either, where it knows another placeholder', () => {
    const roles = { 'etl-reader': { permissions: ['#{TfToken[TOKEN.0]}'] } };
    expect(() => synthesized(manifest(org({ ...orgConfig, roles }, [])))).toThrow(
      /contains a CDKTF placeholder/,
    );
  });
});
