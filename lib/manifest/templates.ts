/** What a new tenant starts with: a role of its org, and the scopes that cover what the role's permissions open. */
export interface FirstGrant {
  readonly role: string;
  readonly scopes: readonly string[];
}

/** The `org.yaml` of a new org. Valid as it is, together with {@link newTenantFile}. `schemas` leads from it to the JSON Schemas. */
export const newOrgFile = (org: string, schemas: string): string => `\
# yaml-language-server: $schema=${schemas}/org.schema.json
# ${org}: what all tenants of this Genesys Cloud organization have in common.

# AWS region of the organization.
region: eu-west-1

# Where Terraform keeps state: local is for trials; s3, gcs, azurerm, pg, http or cloud for work.
state: { backend: local }

# The only roles that a tenant can hold. Permissions as Genesys Cloud spells them: domain:entity:action.
roles:
  etl-reader:
    description: Reads queues and conversation details
    permissions: [routing:queue:view, analytics:conversationDetail:view]

# Existing divisions that several tenants may use, each named on purpose:
# sharedDivisions:
#   holidays: { id: 00000000-0000-0000-0000-000000000000, tenants: [acme], reason: common schedules }

limits: { tokenLifetime: 4h, divisionsPerOrg: 50 }

# catalog.json beside this file says which permissions stop at divisions; without it they are findings (unverified-permission).
`;

/** The file of a new tenant, valid in the folder of an org that has the role. */
export const newTenantFile = (tenant: string, { role, scopes }: FirstGrant, schemas: string): string => `\
# yaml-language-server: $schema=${schemas}/tenant.schema.json
# Who answers for ${tenant}.
owner: team@example.com

# {} creates a division, { id: … } adopts one that belongs to this tenant alone.
divisions:
  main: {}

client:
  description: ETL worker
  tokenLifetime: 1h
  # The ceiling: every operation that the permissions open must be callable with one of these.
  scopes: [${scopes.join(', ')}]
  # The whole authority of the client: a role of org.yaml, in divisions of this file.
  grants:
    - { role: ${role}, divisions: [main] }
`;
