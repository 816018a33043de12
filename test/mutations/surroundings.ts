import { edit, foreignId, Inapplicable, type Mutation, merge, otherStack, type Target } from './mutation';

/* Other resources, blocks, providers and states around the clients. */

const resource = (id: string, does: string, type: string, body: (t: Target) => object): Mutation =>
  edit(id, does, 'unmodelled-authority', (t) => merge(t.file, { resource: { [type]: { extra: body(t) } } }));
const data = (id: string, does: string, type: string, body: object): Mutation =>
  edit(id, does, 'unmodelled-authority', (t) => merge(t.file, { data: { [type]: { extra: body } } }));
const queue = (id: string, does: string, division: (t: Target) => unknown): Mutation =>
  edit(id, does, 'foreign-placement', (t) =>
    merge(t.file, {
      resource: { genesyscloud_routing_queue: { extra: { name: 'q', division_id: division(t) } } },
    }),
  );

export const surroundingMutations: readonly Mutation[] = [
  resource('user-roles', 'roles for a user', 'genesyscloud_user_roles', ({ grant }) => ({
    user_id: 'x',
    roles: [{ role_id: grant.role_id, division_ids: ['*'] }],
  })),
  resource('group-roles', 'roles for a group', 'genesyscloud_group_roles', ({ grant }) => ({
    group_id: 'x',
    roles: [{ role_id: grant.role_id }],
  })),
  resource(
    'integration-credential',
    'credentials of an integration',
    'genesyscloud_integration_credential',
    () => ({
      name: 'x',
    }),
  ),
  resource('data-action', 'a data action', 'genesyscloud_integration_action', () => ({ name: 'x' })),
  resource('flow', 'a flow', 'genesyscloud_flow', () => ({ filepath: 'x.yaml' })),
  resource('export', 'an export of the org', 'genesyscloud_tf_export', () => ({ directory: '.' })),
  resource('null-resource', 'a resource of another provider', 'null_resource', () => ({
    provisioner: { 'local-exec': { command: 'true' } },
  })),
  resource('terraform-data', 'terraform_data', 'terraform_data', () => ({ input: 'x' })),
  data('external', 'a program as data source', 'external', { program: ['true'] }),
  data('http', 'a request as data source', 'http', { url: 'http://x' }),
  data('user', 'a look-up that is not modelled', 'genesyscloud_user', { email: 'x' }),
  queue('queue-foreign', 'a queue in another tenant’s division', foreignId),
  queue('queue-everywhere', 'a queue in *', () => '*'),
  queue('queue-home', 'a queue in no division', () => null),
  queue('queue-expression', 'a queue in a division by a function', () => '${coalesce("", "*")}'),
  resource(
    'escaped-placement',
    'a queue with its division in the block _',
    'genesyscloud_routing_queue',
    (t) => ({ name: 'q', _: { division_id: foreignId(t) } }),
  ),
  edit('escaped-grants', 'grants in the block _', 'unmodelled-authority', (t) => {
    t.client._ = { roles: [{ ...t.grant, division_id: '*' }] };
  }),
  edit('escaped-settings', 'the provider’s settings in the block _', 'unmodelled-authority', (t) => {
    t.file.provider.genesyscloud[0]._ = { access_token: 'not-a-token' };
  }),
  edit('module', 'a module', 'unmodelled-authority', (t) => {
    t.file.module = { m: { source: './m' } };
  }),
  edit('ephemeral', 'an ephemeral resource', 'unmodelled-authority', (t) => {
    t.file.ephemeral = { random_password: { p: { length: 9 } } };
  }),
  edit('check-data', 'a check with a data source in it', 'unmodelled-authority', (t) => {
    t.file.check = { c: { data: { external: { e: { program: ['true'] } } } } };
  }),
  edit('new-block', 'a block that no release knows', 'unmodelled-authority', (t) => {
    t.file.action = {};
  }),
  edit('moved', 'a moved block', 'undeclared-adoption', (t) => {
    t.file.moved = [{ from: 'genesyscloud_auth_division.a', to: 'genesyscloud_auth_division.b' }];
  }),
  edit('removed', 'a removed block', 'undeclared-adoption', (t) => {
    t.file.removed = [{ from: 'genesyscloud_oauth_client.x', lifecycle: { destroy: false } }];
  }),
  edit('import-client', 'an imported client', 'undeclared-adoption', (t) => {
    t.file.import = [...(t.file.import ?? []), { to: `genesyscloud_oauth_client.${t.clientName}`, id: 'x' }];
  }),
  edit('import-expression', 'an import of an id that a run decides', 'undeclared-adoption', (t) => {
    t.file.import = [...(t.file.import ?? []), { to: 'genesyscloud_auth_division.x', id: '${var.id}' }];
  }),
  edit('import-other-id', 'an adopted division under another id', 'undeclared-adoption', (t) => {
    const [first] = t.file.import ?? [];
    if (first === undefined) throw new Inapplicable();
    first.id = 'ffffffff-0000-4000-8000-000000000003';
  }),
  edit('import-gone', 'an adopted division without its import', 'undeclared-adoption', (t) => {
    if ((t.file.import ?? []).length === 0) throw new Inapplicable();
    t.file.import.pop();
  }),
  edit('provider-region', 'another region', 'wrong-org', (t) => {
    t.file.provider.genesyscloud[0].aws_region = 'us-east-1';
  }),
  edit('provider-alias', 'a second provider block', 'wrong-org', (t) => {
    t.file.provider.genesyscloud.push({ alias: 'other', aws_region: 'us-east-1' });
  }),
  edit('provider-gone', 'no provider block', 'wrong-org', (t) => void delete t.file.provider),
  edit('provider-gateway', 'another gateway', 'wrong-org', (t) => {
    t.file.provider.genesyscloud[0].gateway = [
      { host: 'gateway.example.net', port: '443', protocol: 'https' },
    ];
  }),
  edit('provider-proxy', 'a proxy', 'wrong-org', (t) => {
    t.file.provider.genesyscloud[0].proxy = [{ host: 'proxy.example.net' }];
  }),
  edit('provider-token', 'a literal token', 'secret-exposure', (t) => {
    t.file.provider.genesyscloud[0].access_token = 'not-a-token';
  }),
  edit('provider-log', 'the provider’s debug log', 'secret-exposure', (t) => {
    t.file.provider.genesyscloud[0].sdk_debug = true;
  }),
  edit('provider-other', 'another provider', 'unmodelled-authority', (t) => {
    t.file.provider.aws = [{}];
  }),
  edit('publisher', 'the provider of another publisher', 'unmodelled-authority', (t) => {
    t.file.terraform.required_providers.genesyscloud.source = 'example/genesyscloud';
  }),
  edit('provider-host', 'the provider of another registry', 'unmodelled-authority', (t) => {
    t.file.terraform.required_providers.genesyscloud.source = 'registry.example.net/mypurecloud/genesyscloud';
  }),
  edit('provider-version', 'another version of the provider', 'unmodelled-authority', (t) => {
    t.file.terraform.required_providers.genesyscloud.version = '>= 1.0';
  }),
  edit('requirements-twice', 'required_providers twice', 'unmodelled-authority', (t) => {
    t.file.terraform.required_providers = [t.file.terraform.required_providers, {}];
  }),
  edit('variable-twice', 'a variable twice', 'unmodelled-authority', (t) => {
    t.file.variable = { twice: [{ default: 'a' }, { default: 'b' }] };
  }),
  edit('experiments', 'an experiment of Terraform', 'unmodelled-authority', (t) => {
    t.file.terraform.experiments = ['x'];
  }),
  edit('state-of-another', 'another tenant’s state', 'cross-tenant-state', (t) => {
    const other = structuredClone(otherStack(t).file.terraform);
    const { backend, cloud } = other;
    if (backend) t.file.terraform.backend = backend;
    else t.file.terraform.cloud = cloud;
  }),
  edit('state-nowhere', 'no backend', 'cross-tenant-state', (t) => {
    delete t.file.terraform.backend;
    delete t.file.terraform.cloud;
  }),
  edit('state-second', 'a second backend', 'cross-tenant-state', (t) => {
    t.file.terraform.backend = { ...t.file.terraform.backend, s3: { bucket: 'x' } };
  }),
  edit('state-read', 'another tenant’s state is read', 'cross-tenant-state', (t) => {
    const [type = '', config] = Object.entries(otherStack(t).file.terraform.backend ?? {})[0] ?? [];
    if (config === undefined) throw new Inapplicable();
    merge(t.file, { data: { terraform_remote_state: { other: { backend: type, config } } } });
  }),
];
