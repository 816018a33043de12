import {
  edit,
  Inapplicable,
  type Mutation,
  madeDivision,
  merge,
  otherStack,
  pick,
  type Target,
} from './mutation';

/* Other clients, and other settings of a client. */

export const clientMutations: readonly Mutation[] = [
  edit('client-second', 'a second client with the same grants', 'undeclared-client', (t) => {
    t.file.resource.genesyscloud_oauth_client['client-99'] = structuredClone(t.client);
  }),
  edit('client-foundation', 'a client in the foundation', 'undeclared-client', (t) => {
    merge(t.foundation, {
      resource: { genesyscloud_oauth_client: { 'client-1': structuredClone(t.client) } },
    });
  }),
  edit('client-gone', 'no client of a generation', 'missing-client', (t) => {
    delete t.file.resource.genesyscloud_oauth_client[t.clientName];
  }),
  edit('client-renamed', 'a client in other letters', 'undeclared-client', (t) => {
    const clients = t.file.resource.genesyscloud_oauth_client;
    clients[t.clientName.toUpperCase()] = clients[t.clientName];
    delete clients[t.clientName];
  }),
  edit('client-names-swapped', 'two tenants’ clients have each other’s names', 'undeclared-client', (t) => {
    const other = pick(
      Object.values(otherStack(t).file.resource.genesyscloud_oauth_client),
      t.random,
    ) as Target['client'];
    if (other.name === t.client.name) throw new Inapplicable();
    [other.name, t.client.name] = [t.client.name, other.name];
  }),
  edit('client-name', 'a client called otherwise', 'undeclared-client', (t) => {
    t.client.name = `${t.client.name}0`;
  }),
  edit(
    'division-names-swapped',
    'two tenants’ divisions have each other’s names',
    'duplicate-division',
    (t) => {
      const { name, file } = otherStack(t);
      // Names are those of one org: another may have the same.
      if (name.split('-')[0] !== t.stack.split('-')[0]) throw new Inapplicable();
      const { genesyscloud_auth_division: own } = t.file.resource;
      const { genesyscloud_auth_division: others } = file.resource;
      const [left, right] = [own?.[madeDivision(t.file, t.random)], others?.[madeDivision(file, t.random)]];
      [left.name, right.name] = [right.name, left.name];
    },
  ),
  edit('division-name', 'a division called otherwise', 'duplicate-division', (t) => {
    const own = t.file.resource.genesyscloud_auth_division;
    own[madeDivision(t.file, t.random)].name = 'Finance';
  }),
  edit('role-name', 'a role called otherwise', 'role-mismatch', (t) => {
    const roles = t.foundation.resource.genesyscloud_auth_role;
    roles[pick(Object.keys(roles), t.random)].name = 'Master Admin';
  }),
  edit('client-count', 'a client with count', 'undeclared-client', (t) => {
    t.client.count = 2;
  }),
  edit('client-for-each', 'a client with for_each', 'undeclared-client', (t) => {
    t.client.for_each = { a: 1, b: 2 };
  }),
  edit('client-state', 'the other state', 'undeclared-client', (t) => {
    t.client.state = t.client.state === 'active' ? 'inactive' : 'active';
  }),
  edit('client-scopes', 'scopes that nobody asked for', 'undeclared-client', (t) => {
    t.client.scopes = ['gdpr'];
  }),
  edit('client-grant-type', 'another grant type', 'grant-type', (t) => {
    t.client.authorized_grant_type = 'TOKEN';
  }),
  edit('client-grant-type-gone', 'no grant type', 'grant-type', (t) => {
    delete t.client.authorized_grant_type;
  }),
  edit('client-lifetime', 'tokens that live longer', 'token-lifetime', (t) => {
    t.client.access_token_validity_seconds = 99_999;
  }),
  edit('client-lifetime-gone', 'no lifetime: a day', 'token-lifetime', (t) => {
    delete t.client.access_token_validity_seconds;
  }),
  edit(
    'client-unknown-argument',
    'an argument that the provider does not have',
    'unmodelled-authority',
    (t) => {
      t.client.division_id = '*';
    },
  ),
  edit('client-ignores-roles', 'changes of roles are ignored', 'ignored-changes', (t) => {
    t.client.lifecycle = { ignore_changes: ['roles'] };
  }),
  edit('client-ignores-all', 'all changes are ignored', 'ignored-changes', (t) => {
    t.client.lifecycle = [{ ignore_changes: 'all' }];
  }),
  edit('role-ignores-policies', 'changes of policies are ignored', 'ignored-changes', (t) => {
    for (const role of Object.values(t.foundation.resource.genesyscloud_auth_role))
      merge(role, { lifecycle: [{}, { ignore_changes: ['permission_policies'] }] });
  }),
  edit('client-provider', 'a client of another provider block', 'wrong-org', (t) => {
    t.client.provider = 'genesyscloud.other';
  }),
  edit('client-provisioner', 'a provisioner', 'unmodelled-authority', (t) => {
    t.client.provisioner = { 'local-exec': { command: 'true' } };
  }),
  edit('secret-exposed', 'the secret in state', 'secret-exposure', (t) => {
    t.client.expose_client_secret = true;
  }),
  edit('secret-exposed-expression', 'the same by an expression', 'secret-exposure', (t) => {
    t.client.expose_client_secret = '${1 == 1}';
  }),
  edit('secret-directory', 'the secret in the provider’s memory', 'secret-exposure', (t) => {
    t.client.directory_client_secret = 'x';
  }),
  edit('secret-credential', 'the secret in an integration', 'secret-exposure', (t) => {
    t.client.integration_credential_name = 'x';
  }),
  edit('secret-output', 'the secret in an output', 'secret-exposure', (t) => {
    merge(t.file, {
      output: { s: { value: `\${genesyscloud_oauth_client.${t.clientName}.client_secret}` } },
    });
  }),
  edit('secret-local', 'the secret in a local value', 'secret-exposure', (t) => {
    merge(t.file, { locals: { s: `x\${genesyscloud_oauth_client.${t.clientName}.client_secret}` } });
  }),
];
