import { describe, expect, it } from 'vitest';
import { audit, told } from './audited';
import type { Deployed } from './deployed';
import { clients, deploy, divisions, roles } from './orgs';

describe('an org that was changed by hand', () => {
  it.each<[string, (org: Deployed) => Promise<unknown>, readonly (string | RegExp)[]]>([
    [
      'a grant abroad',
      (org) => org.grant('acme', 'demo-queue-reader', 'existing globex support'),
      [
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support: held',
        'foreign grant-of-subject: demo-acme-1: demo-queue-reader in globex/support: held',
      ],
    ],
    [
      'a grant in every division',
      (org) => org.grant('acme', 'demo-queue-reader', '*'),
      [
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in *: held',
        'foreign grant-of-subject: demo-acme-1: demo-queue-reader in *: held',
      ],
    ],
    [
      'a grant taken away',
      (org) => org.grant('globex', 'demo-schedule-reader', 'shared holidays', 'DELETE'),
      [
        'missing grant-of-client: demo-globex-1: demo-schedule-reader in shared holidays: not held',
        'missing grant-of-subject: demo-globex-1: demo-schedule-reader in shared holidays: not held',
      ],
    ],
    [
      'a wider role',
      async (org) => {
        const id = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
        const role = await org.api('GET', `/api/v2/authorization/roles/${id}`);
        const policy = { domain: 'oauth', entityName: 'client', actionSet: ['add'] };
        await org.api('PUT', `/api/v2/authorization/roles/${id}`, {
          ...role,
          permissionPolicies: [...(role['permissionPolicies'] as unknown[]), policy],
        });
      },
      ['extra role: demo-queue-reader: also oauth:client:add'],
    ],
    [
      'a renamed division',
      async (org) => {
        const { entities } = await org.api('GET', '/api/v2/authorization/divisions?pageSize=100');
        const division = (entities as { id: string; name: string }[]).find(({ name }) =>
          name.startsWith('d-'),
        );
        await org.api('PUT', `/api/v2/authorization/divisions/${division?.id}`, { name: 'Something else' });
      },
      [/^missing division: acme\/\w+: none; its clients are granted "Something else" \([\w-]+\): renamed\?$/],
    ],
    [
      'a renamed division that was adopted and is managed',
      async (org) => {
        const id = await org.idOf(divisions, 'Acme Legacy');
        await org.api('PUT', `${divisions}/${id}`, { name: 'Globex Legacy' });
      },
      ['extra division: acme/legacy: "Globex Legacy"'],
    ],
    [
      'a shared division that is gone',
      async (org) => {
        const id = await org.idOf(divisions, 'shared holidays');
        await org.api('DELETE', `${divisions}/${id}`);
      },
      ['missing division: shared holidays: none'],
    ],
    [
      'a second client of a tenant’s name',
      async (org) => {
        const roleId = await org.idOf(roles, 'demo-queue-reader');
        const divisionId = await org.idOf(divisions, 'existing globex support');
        await org.api('POST', clients, {
          name: 'demo-acme-1',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [
        'extra client: demo-acme-1: 2 clients of this name',
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support: held',
      ],
    ],
    [
      'an unmanaged client in a shared division',
      async (org) => {
        const roleId = await org.idOf(roles, 'demo-queue-reader');
        const divisionId = await org.idOf(divisions, 'shared holidays');
        await org.api('POST', clients, {
          name: 'tool',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [/^foreign unmanaged-client: "tool" \([\w-]+\): shared holidays$/],
    ],
    [
      'an unmanaged client in a tenant’s division',
      async (org) => {
        const roleId = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
        const divisionId = await org.idOf('/api/v2/authorization/divisions', 'existing globex support');
        await org.api('POST', '/api/v2/oauth/clients', {
          name: 'Somebody\u0007’s tool',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [/^foreign unmanaged-client: "Somebody\\u0007’s tool" \([\w-]+\): globex\/support$/],
    ],
    [
      'roles that widen by themselves',
      (org) => org.api('PUT', '/api/v2/authorization/roles/settings', { backfillEnabled: true }),
      ['extra role-backfill: setting: on'],
    ],
    [
      'another token lifetime',
      async (org) => {
        const id = org.credentials.get('initech')?.clientId;
        const client = await org.api('GET', `/api/v2/oauth/clients/${id}`);
        await org.api('PUT', `/api/v2/oauth/clients/${id}`, {
          ...client,
          accessTokenValiditySeconds: 86_400,
        });
      },
      ['extra client: demo-initech-1: active, CLIENT-CREDENTIALS, 86400 s'],
    ],
  ])('is refuted by %s', async (_what, change, expected) => {
    const org = await deploy();
    await change(org);
    const lines = await told(org);
    for (const line of expected)
      expect(lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  });

  it('makes the command end with 1, and name the grant', async () => {
    const org = await deploy();
    await org.grant('acme', 'demo-queue-reader', 'existing globex support');
    const { code, stdout } = await audit(org);
    expect(code).toBe(1);
    expect(stdout).toContain('foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support');
  });
});
