import type { OrgInput } from '../support/manifest';

/** What a manifest means, in the interpreter's words; from the plain input, without lib. */
export function declared(orgs: Readonly<Record<string, OrgInput>>): {
  grants: string[];
  permissions: string[];
  /** `<stack> <division>` of every division that the stack's tenant owns. */
  own: ReadonlySet<string>;
} {
  const grants: string[] = [];
  const permissions: string[] = [];
  const own = new Set<string>();
  for (const [orgId, input] of Object.entries(orgs)) {
    const org = input.org as {
      roles: Record<string, { permissions: string[] }>;
      sharedDivisions?: Record<string, { id: string }>;
    };
    for (const [role, template] of Object.entries(org.roles)) {
      for (const permission of template.permissions) {
        permissions.push(
          `new:${orgId}-foundation/genesyscloud_auth_role.${role} ${permission}${permission.includes(':') ? '' : ' (general)'}`,
        );
      }
    }
    for (const [tenantId, content] of Object.entries(input.tenants)) {
      const tenant = content as {
        divisions: Record<string, { id?: string }>;
        client: { grants: { role: string; divisions: string[] }[]; credentials?: { generations: number[] } };
      };
      const stack = `${orgId}-${tenantId}`;
      const idOf = (key: string): string =>
        tenant.divisions[key]?.id ?? `new:${stack}/genesyscloud_auth_division.division-${key}`;
      for (const key of Object.keys(tenant.divisions)) own.add(`${stack} ${idOf(key)}`);
      for (const generation of tenant.client.credentials?.generations ?? [1]) {
        for (const { role, divisions } of tenant.client.grants) {
          for (const key of divisions) {
            const division = key in tenant.divisions ? idOf(key) : org.sharedDivisions?.[key]?.id;
            grants.push(
              `${stack} genesyscloud_oauth_client.client-${generation} new:${orgId}-foundation/genesyscloud_auth_role.${role} in ${division}`,
            );
          }
        }
      }
    }
  }
  return { grants: [...new Set(grants)].sort(), permissions: [...new Set(permissions)].sort(), own };
}
