import type { BlockModel } from './block-model';

/*
 * The three resource types of which Bulkhead's stacks consist: every attribute and block of the provider's schema, 1.84.1 (2026-07-01).
 * Meta-arguments (lifecycle, count, provider …) are Terraform's and not listed.
 */

/** `genesyscloud_auth_division` */
export const divisionModel: BlockModel = {
  attributes: { id: 'id', name: 'name', description: 'text', home: 'home-flag' },
  blocks: {},
};

/** `genesyscloud_auth_role` */
export const roleModel: BlockModel = {
  attributes: {
    id: 'id',
    name: 'name',
    description: 'text',
    permissions: 'general-permissions',
    default_role_id: 'default-role',
  },
  blocks: {
    permission_policies: {
      attributes: { domain: 'policy-domain', entity_name: 'policy-entity', action_set: 'policy-actions' },
      blocks: {
        conditions: {
          attributes: { conjunction: 'policy-condition' },
          blocks: {
            terms: {
              attributes: { operator: 'policy-condition', variable_name: 'policy-condition' },
              blocks: {
                operands: {
                  attributes: {
                    type: 'policy-condition',
                    value: 'policy-condition',
                    queue_id: 'policy-condition',
                    user_id: 'policy-condition',
                  },
                  blocks: {},
                },
              },
            },
          },
        },
      },
    },
  },
};

/** `genesyscloud_oauth_client` */
export const clientModel: BlockModel = {
  attributes: {
    id: 'id',
    name: 'name',
    description: 'text',
    access_token_validity_seconds: 'token-lifetime',
    authorized_grant_type: 'grant-type',
    state: 'state',
    scopes: 'scopes',
    registered_redirect_uris: 'redirect-uris',
    client_id: 'computed',
    // Optional and computed: as an attribute it would be a secret in the files, as a reference a secret on its way elsewhere.
    client_secret: 'secret-exposure',
    // Copies the secret into the state, into the provider's memory under a name, or into an integration credential.
    expose_client_secret: 'secret-exposure',
    directory_client_secret: 'secret-exposure',
    integration_credential_name: 'secret-exposure',
    integration_credential_id: 'computed',
  },
  blocks: { roles: { attributes: { role_id: 'role', division_id: 'division' }, blocks: {} } },
};
