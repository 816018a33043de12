/**
 * Settings with which `terraform init` may say how it signs in, beside those of the file: texts that are sent as they are to the place that
 * the other settings name, so that they choose who asks and not which state is meant. Whatever else it noted and the manifest does not
 * have could lead to another state. The environment can say it too, and is no file that somebody hands on.
 *
 * Left out, because they choose more than who asks (Terraform 1.11.4, its backends' sources and what it did, 2026-11-27):
 * - s3 `profile`, `shared_config_files`, `shared_credentials_file(s)`: each can set `endpoint_url`, and the state is read from there;
 * - gcs `credentials`: the JSON has the hosts that are asked (`universe_domain`, `token_uri`);
 * - azurerm `subscription_id`: the account is looked up in it, and its answer has the endpoint; `sas_token`: becomes the URL's query, and
 *   could ask for a snapshot; `oidc_request_url`: gets the run's own token; `client_certificate_path`, `oidc_token_file_path`: name files;
 * - http `client_ca_certificate_pem`: decides which server is taken for the one that is named.
 */
const signingIn: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['s3', new Set(['access_key', 'secret_key', 'token'])],
  ['gcs', new Set(['access_token', 'impersonate_service_account', 'impersonate_service_account_delegates'])],
  [
    'azurerm',
    new Set([
      'access_key',
      'client_certificate_password',
      'client_id',
      'client_secret',
      'oidc_request_token',
      'oidc_token',
      'tenant_id',
      'use_azuread_auth',
      'use_msi',
      'use_oidc',
    ]),
  ],
  [
    'http',
    new Set([
      'client_certificate_pem',
      'client_private_key_pem',
      'password',
      'retry_max',
      'retry_wait_max',
      'retry_wait_min',
      'username',
    ]),
  ],
  ['cloud', new Set(['token'])],
]);

const none: ReadonlySet<string> = new Set();

/** The settings of a backend, or of the `cloud` block, that only choose who asks for a state. */
export const signInSettings = (type: string): ReadonlySet<string> => signingIn.get(type) ?? none;
