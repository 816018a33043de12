import type { BlockModel } from './block-model';

/** How a provider is named in `required_providers`, without the registry host. */
export const providerSource = 'mypurecloud/genesyscloud';

const auth: BlockModel = {
  attributes: { username: 'credential', password: 'credential' },
  blocks: {},
};

/**
 * `provider "genesyscloud"`: every attribute and block of its schema, 1.84.1 (2026-07-01). An omitted `aws_region` and omitted
 * credentials come from the environment (`GENESYSCLOUD_REGION`, `GENESYSCLOUD_OAUTHCLIENT_ID`, `…_SECRET`, `GENESYSCLOUD_ACCESS_TOKEN`).
 */
export const providerModel: BlockModel = {
  attributes: {
    aws_region: 'region',
    access_token: 'credential',
    oauthclient_id: 'credential',
    oauthclient_secret: 'credential',
    sdk_debug: 'secret-logging',
    sdk_debug_file_path: 'secret-logging',
    sdk_debug_format: 'secret-logging',
    sdk_client_pool_debug: 'secret-logging',
    log_stack_traces: 'secret-logging',
    log_stack_traces_file_path: 'secret-logging',
    custom_retry_timeout: 'tuning',
    max_concurrent_pages: 'tuning',
    token_acquire_timeout: 'tuning',
    token_init_timeout: 'tuning',
    token_pool_size: 'tuning',
  },
  blocks: {
    gateway: {
      attributes: { host: 'gateway', port: 'gateway', protocol: 'gateway' },
      blocks: {
        path_params: { attributes: { path_name: 'gateway', path_value: 'gateway' }, blocks: {} },
        auth,
      },
    },
    proxy: {
      attributes: { host: 'proxy', port: 'proxy', protocol: 'proxy' },
      blocks: { auth },
    },
  },
};
