import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deputy, escalation, orgWideRead } from '../../lib/genesys/escalation';
import { isKnownPermission } from '../../lib/genesys/permissions';
import { isKnownScope, scopeDeficits } from '../../lib/genesys/scopes';
import { loadManifest } from '../../lib/manifest/load';
import type { Org } from '../../lib/manifest/model';

function demo(): Org {
  const result = loadManifest(join(__dirname, '..', '..', 'tenants'), 'tenants');
  const org = result.ok ? result.manifest.orgs[0] : undefined;
  if (!org) throw new Error('the demonstration does not load');
  return org;
}

describe('the demonstration', () => {
  const org = demo();
  const divisions = org.tenants.flatMap(({ config }) => Object.values(config.divisions));
  const clients = org.tenants.map(({ config }) => config.client);
  const permissionsOf = (client: (typeof clients)[number]): readonly string[] =>
    client.grants.flatMap(({ role }) => org.config.roles[role]?.permissions ?? []);

  it('shows every feature', () => {
    expect(org.tenants.map(({ id }) => id)).toEqual(['acme', 'globex', 'initech', 'umbrella']);
    expect(divisions.some((one) => !('id' in one))).toBe(true);
    expect(divisions.some((one) => 'id' in one && !one.manage)).toBe(true);
    expect(divisions.some((one) => 'id' in one && one.manage && one.name !== undefined)).toBe(true);
    expect(
      clients.filter(({ grants }) => grants.some((one) => one.divisions.includes('holidays'))),
    ).toHaveLength(2);
    expect(clients.some(({ grants }) => grants.length > 1)).toBe(true);
    expect(clients.some(({ credentials }) => credentials.generations.length === 2)).toBe(true);
    expect(org.waivers?.entries).toHaveLength(1);
  });

  it('says that it is one', () => {
    expect(org.catalog?.content).toMatchObject({ demonstration: true, region: org.config.region });
    expect(org.catalog?.content.organization.name).toMatch(/demonstration/i);
  });

  it('holds real permissions that are in the catalogue, none of them escalating', () => {
    for (const permission of Object.values(org.config.roles).flatMap((role) => role.permissions)) {
      expect(isKnownPermission(permission), permission).toBe(true);
      expect(escalation(permission), permission).toBeUndefined();
      expect(deputy(permission), permission).toBeUndefined();
      expect(org.catalog?.content.permissions, permission).toHaveProperty([permission]);
    }
    for (const permission of Object.keys(org.catalog?.content.permissions ?? {}))
      expect(isKnownPermission(permission), permission).toBe(true);
  });

  it('waives the only permission that acts org-wide, for the only tenant that holds it', () => {
    const found = org.tenants.flatMap(({ id, config }) =>
      config.client.grants.flatMap(({ role }) =>
        (org.config.roles[role]?.permissions ?? [])
          .filter((one) => orgWideRead(one) !== undefined || org.catalog?.content.permissions[one] === false)
          .map((permission) => ({ tenant: id, subject: `role ${role} permission ${permission}` })),
      ),
    );
    expect(found).toEqual([{ tenant: 'initech', subject: 'role usage-reader permission usage:client:view' }]);
    expect(org.waivers?.entries).toMatchObject(found);
  });

  it.each(org.tenants.map((one) => [one.id, one.config.client] as const))(
    'gives %s the scopes it needs, and no more',
    (_, client) => {
      const { scopes } = client;
      expect(scopes.every(isKnownScope)).toBe(true);
      expect(scopeDeficits(permissionsOf(client), scopes)).toEqual([]);
      for (const scope of scopes)
        expect(
          scopeDeficits(
            permissionsOf(client),
            scopes.filter((one) => one !== scope),
          ),
          scope,
        ).not.toEqual([]);
    },
  );
});
