import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  crossTenantReads,
  deputy,
  deputyPermissions,
  escalatingPermissions,
  escalation,
  orgWideRead,
} from '../../lib/genesys/escalation';
import { operationName, operationsForPermission } from '../../lib/genesys/operations';
import { permissions } from '../../lib/genesys/table';
import { covers } from './sample';

const tables = [
  { table: escalatingPermissions, find: escalation },
  { table: deputyPermissions, find: deputy },
  { table: crossTenantReads, find: orgWideRead },
];

describe('the tables of dangerous permissions', () => {
  it('cover permissions that exist', () => {
    for (const { pattern } of tables.flatMap(({ table }) => table as readonly { pattern: string }[]))
      expect(
        permissions.some((known) => covers(pattern, known)),
        pattern,
      ).toBe(true);
  });

  it('name these known permissions', () => {
    expect(permissions.filter((known) => deputy(known))).toMatchInlineSnapshot(`
      [
        "architect:flow:launch",
        "architect:flow:publish",
        "bridge:actions:execute",
        "externalContacts:identity:merge",
        "externalContacts:identity:promote",
        "infrastructureascode:job:add",
        "integrations:action:add",
        "integrations:action:edit",
        "integrations:action:execute",
        "integrations:integration:add",
        "integrations:integration:edit",
        "processautomation:trigger:add",
        "processautomation:trigger:edit",
      ]
    `);
    expect(permissions.filter((known) => orgWideRead(known))).toMatchInlineSnapshot(`
      [
        "analytics:dataExport:add",
        "analytics:dataExport:view",
        "audits:audit:view",
        "authorization:audit:view",
        "authorization:grant:view",
        "authorization:role:view",
        "billing:subscription:read",
        "billing:subscription:view",
        "gdpr:request:add",
        "gdpr:request:view",
        "recording:settings:editConferenceRecording",
        "recording:settings:editHierarchyAccessControl",
        "recording:settings:editRegionalStorage",
        "recording:settings:editScreenRecordings",
        "recording:settings:editUrlExpiration",
        "telephony:plugin:all",
        "usage:client:view",
        "usage:events:view",
        "usage:organization:view",
        "usage:simpleSearch:view",
      ]
    `);
    expect(permissions.filter((known) => escalation(known))).toMatchInlineSnapshot(`
      [
        "admin",
        "authorization:division:add",
        "authorization:division:delete",
        "authorization:division:edit",
        "authorization:grant:add",
        "authorization:grant:delete",
        "authorization:orgTrustee:add",
        "authorization:orgTrustee:delete",
        "authorization:orgTrustee:edit",
        "authorization:orgTrustee:view",
        "authorization:orgTrusteeGroup:add",
        "authorization:orgTrusteeGroup:delete",
        "authorization:orgTrusteeGroup:edit",
        "authorization:orgTrusteeGroup:view",
        "authorization:orgTrusteeUser:add",
        "authorization:orgTrusteeUser:delete",
        "authorization:orgTrusteeUser:edit",
        "authorization:orgTrusteeUser:view",
        "authorization:orgTrustor:delete",
        "authorization:orgTrustor:view",
        "authorization:policy:add",
        "authorization:policy:delete",
        "authorization:policy:edit",
        "authorization:role:add",
        "authorization:role:delete",
        "authorization:role:edit",
        "authorization:settings:edit",
        "directory:group:add",
        "directory:group:delete",
        "directory:group:edit",
        "directory:organization:admin",
        "directory:user:add",
        "directory:user:delete",
        "directory:user:edit",
        "directory:user:setPassword",
        "groups:team:assign",
        "oauth:client:add",
        "oauth:client:authorize",
        "oauth:client:delete",
        "oauth:client:edit",
        "oauth:client:view",
        "oauth:token:delete",
        "sso:provider:add",
        "sso:provider:delete",
        "sso:provider:edit",
      ]
    `);
  });

  it.each([
    ['authorization:grant:add', 'change-grants'],
    ['AUTHORIZATION:GRANT:ADD', 'change-grants'],
    ['Authorization:*:add', 'change-grants'],
    ['authorization:orgTrusteeGroup:view', 'admit-other-orgs'],
    ['authorization:orgTrusteeNew:invented', 'admit-other-orgs'],
    ['oauth:client:view', 'take-over-clients'],
    ['directory:user:set*', 'take-over-users'],
    ['Admin', 'administer-everything'],
    ['*', 'change-grants'],
    ['*:*:*', 'change-grants'],
    ['*:client:*', 'take-over-clients'],
    ['groups:team:assign', 'change-teams'],
  ])('%s escalates: %s', (permission, meaning) => {
    expect(escalation(permission)?.meaning).toBe(meaning);
  });

  it.each([
    'routing:queue:view',
    'routing:*:*',
    'authorization:role:view',
    'directory:user:view',
    'administrator',
    '',
  ])('%s does not escalate', (permission) => {
    expect(escalation(permission)).toBeUndefined();
  });

  it('knows deputies and reads across tenants', () => {
    expect(deputy('integrations:action:execute')).toEqual({
      pattern: 'integrations:action:execute',
      meaning: 'data-actions',
    });
    expect(deputy('architect:flow:*')?.meaning).toBe('flows');
    expect(deputy('architect:flow:view')).toBeUndefined();
    expect(orgWideRead('usage:client:view')).toEqual({ pattern: 'usage:*:view', meaning: 'usage' });
    expect(orgWideRead('recording:settings:editScreenRecordings')?.meaning).toBe('recording-settings');
    expect(orgWideRead('billing:subscription:read')?.meaning).toBe('billing');
    expect(orgWideRead('analytics:*')?.meaning).toBe('analytics-exports');
    expect(orgWideRead('analytics:conversationDetail:view')).toBeUndefined();
  });

  it('no spelling that could mean a dangerous permission escapes', () => {
    const mangled = fc.constantFrom(...permissions).chain((permission) =>
      fc.tuple(
        fc.constant(permission),
        fc
          .tuple(fc.nat(permission.length), fc.nat(permission.length), fc.boolean(), fc.boolean())
          .map(([i, j, star, upper]) => {
            const text = star
              ? `${permission.slice(0, Math.min(i, j))}*${permission.slice(Math.max(i, j))}`
              : permission;
            return upper ? text.toUpperCase() : text;
          }),
      ),
    );
    fc.assert(
      fc.property(mangled, ([permission, spelling]) => {
        for (const { find } of tables)
          if (find(permission) !== undefined) expect(find(spelling), spelling).toBeDefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('all that changes grants, roles, clients, divisions or sign-on needs an escalating permission; these POSTs only read', () => {
    const guarded =
      /^(PUT|PATCH|DELETE|POST) \/api\/v2\/(authorization\/(roles|divisions|subjects|settings|policies)|oauth\/clients|identityproviders)\b/;
    const harmless = permissions
      .filter((permission) => escalation(permission) === undefined)
      .flatMap((permission) => operationsForPermission(permission))
      .filter((operation) => guarded.test(operationName(operation)))
      .filter(
        ({ requirement }) =>
          'permissions' in requirement &&
          (requirement.kind === 'any' || requirement.permissions.every((one) => !escalation(one))),
      );
    expect([...new Set(harmless.map(operationName))]).toMatchInlineSnapshot(`
      [
        "POST /api/v2/authorization/policies/{policyId}/simulate",
        "POST /api/v2/authorization/roles/{leftRoleId}/comparedefault/{rightRoleId}",
        "POST /api/v2/oauth/clients/{clientId}/usage/query",
      ]
    `);
  });
});
