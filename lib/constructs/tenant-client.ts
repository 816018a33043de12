import { OauthClient, type OauthClientRoles } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { Construct } from 'constructs';
import { grantTypes } from '../genesys/grant-types';
import { clientLogicalId, clientName } from '../manifest/names';
import type { OrgConfig } from '../manifest/schema/org';
import type { TenantConfig } from '../manifest/schema/tenant';
import { literal } from './literal';
import type { TenantStack } from './tenant-stack';

type ClientConfig = TenantConfig['client'];

/** One role template in some of the tenant's divisions. */
export interface TenantGrant {
  /** A key of the org's role templates. */
  readonly role: string;
  /** Keys of the tenant's own divisions, or of shared ones that list the tenant. An id is no key: other divisions cannot be spelt. */
  readonly divisions: readonly string[];
}

/** What a {@link TenantClient} is made of: a tenant's `client` as its manifest says, and the org's `emitScopes`. */
export interface TenantClientProps {
  readonly grants: readonly TenantGrant[];
  /** The credential generations: one client resource for each, all with the same grants. */
  readonly generations: readonly number[];
  readonly description?: string | undefined;
  readonly state: ClientConfig['state'];
  readonly grantType: ClientConfig['grantType'];
  /** In seconds. Genesys Cloud takes 300 to 172,800; the proof holds it against the org's limit. */
  readonly tokenLifetime: number;
  readonly scopes: readonly string[];
  /** `effective`: scopes are written only where Genesys Cloud applies them, that is not for client credentials. */
  readonly emitScopes: OrgConfig['emitScopes'];
}

/**
 * A tenant's OAuth client: one `genesyscloud_oauth_client` a credential generation. Lives in a {@link TenantStack}, because the keys of
 * its divisions are looked up there and nowhere else.
 *
 * @throws InputError when a grant names a role that the org lacks, or a division that is neither the tenant's nor shared with it
 */
export class TenantClient extends Construct {
  /** One resource a generation, in the order of their numbers. */
  readonly generations: readonly OauthClient[];

  constructor(scope: TenantStack, id: string, props: TenantClientProps) {
    super(scope, id);
    const { org, tenant } = scope;
    const scopes = [...new Set(props.scopes)].sort();
    const granted = roles(props.grants, scope);
    const emitted = props.emitScopes === 'always' || props.grantType !== 'client-credentials';
    this.generations = [...new Set(props.generations)]
      .sort((a, b) => a - b)
      .map((generation) => {
        const logicalId = clientLogicalId(generation);
        const client = new OauthClient(this, logicalId, {
          name: clientName(org.id, tenant.id, generation),
          ...(props.description === undefined ? {} : { description: literal(props.description) }),
          accessTokenValiditySeconds: props.tokenLifetime,
          authorizedGrantType: grantTypes[props.grantType],
          state: props.state,
          roles: granted,
          ...(emitted && scopes.length > 0 ? { scopes: scopes.map(literal) } : {}),
        });
        client.overrideLogicalId(logicalId);
        return client;
      });
  }
}

/** Every role × division pair once, sorted by the manifest's keys, so that reordering a manifest changes no byte. */
function roles(grants: readonly TenantGrant[], stack: TenantStack): OauthClientRoles[] {
  const pairs = new Map(
    grants.flatMap(({ role, divisions }) =>
      divisions.map((division) => [`${role} ${division}`, { role, division }] as const),
    ),
  );
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { role, division }]) => ({
      roleId: stack.foundation.roleId(role),
      divisionId: stack.divisionId(division),
    }));
}
