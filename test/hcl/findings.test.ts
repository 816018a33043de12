import { describe, expect, it } from 'vitest';
import { around, client, judge, said } from './judge';

const own = 'genesyscloud_auth_division.voice.id';

const saidOf = (text: string, more: Readonly<Record<string, string>> = {}) =>
  said({ 'main.tf': text, ...more });

it('finds nothing in a client that stays within what these files make', async () => {
  expect(await saidOf(around + client(own))).toEqual([]);
});

it('shows each place only once that a value comes through which depends on itself', async () => {
  const { document } = await judge({
    'main.tf': `${around}${client('local.a')}locals {\n a = local.b\n b = local.a\n}\n`,
  });
  const [{ what, at } = { what: '', at: [] }] = document.findings;
  expect(what).toContain('it depends on itself');
  expect(at.map(({ line }) => line)).toEqual([...new Set(at.map(({ line }) => line))]);
  expect(at).toHaveLength(3);
});

it('says empty where nothing stands between the quotes of JSON', async () => {
  const roles = [{ role_id: '${genesyscloud_auth_role.reader.id}', division_id: '' }];
  const one = { name: 'etl', authorized_grant_type: 'CLIENT-CREDENTIALS', roles };
  const json = JSON.stringify({ resource: { genesyscloud_oauth_client: { etl: one } } });
  expect(await said({ 'main.tf': around, 'client.tf.json': json })).toEqual([
    'home-division: genesyscloud_oauth_client.etl grants ${genesyscloud_auth_role.reader.id} in empty: that is the home division (empty).',
  ]);
});

const role = (body: string): string => `
resource "genesyscloud_auth_role" "other" {
  name = "other"
  ${body}
}
${client(own).replace('auth_role.reader', 'auth_role.other')}`;

describe('a role', () => {
  const policy = (domain: string, entity: string, actions: string) =>
    `permission_policies {\n domain = "${domain}"\n entity_name = "${entity}"\n action_set = ${actions}\n }`;
  it.each([
    ['has a wildcard', policy('routing', '*', '["view"]')],
    ['escalates', policy('authorization', 'grant', '["add"]')],
    ['is a deputy’s', policy('architect', 'flow', '["publish"]')],
    ['reads the whole org', policy('audits', 'audit', '["view"]')],
    ['is misspelt', policy('routing', 'queue', '["read"]')],
    ['has general permissions', 'permissions = ["admin"]'],
    ['takes the place of a default role', 'default_role_id = "admin"'],
    [
      'has policies that a variable decides',
      `${policy('routing', 'queue', 'var.actions')}\n}\nvariable "actions" {`,
    ],
    [
      'has policies that a literal makes',
      'dynamic "permission_policies" {\n for_each = { queue = ["*"] }\n content {\n domain = "routing"\n entity_name = permission_policies.key\n action_set = permission_policies.value\n }\n }',
    ],
    ['has a policy without actions', policy('routing', 'queue', '[]')],
  ])('%s', async (_, body) => {
    expect(await saidOf(around + role(body))).toMatchSnapshot();
  });

  it.each([
    ['"4f5a7b1e-1111-4222-8333-944455556666"', 'it is a literal id'],
    ['data.genesyscloud_auth_role.r.id', 'it is looked up by name'],
    ['var.role', 'it goes through a variable'],
    ['genesyscloud_auth_role.reader.name', 'it does not refer to the id'],
    ['null', 'it is not there'],
  ])('%s is not proved', async (id, reason) => {
    const more = 'data "genesyscloud_auth_role" "r" {\n name = "x"\n}\nvariable "role" {\n}\n';
    const [found, ...others] = await saidOf(
      around + more + client(own).replace('genesyscloud_auth_role.reader.id', id),
    );
    expect(found).toContain(`nobody can say which role that will be; ${reason}`);
    expect(others).toEqual([]);
  });
});

describe('a client', () => {
  it.each([
    ['another grant type', 'authorized_grant_type = "CODE"'],
    ['a grant type that a variable decides', 'authorized_grant_type = var.type\n}\nvariable "type" {'],
    ['a lifetime that is too long', 'access_token_validity_seconds = 172801'],
    ['a lifetime that a variable decides', 'access_token_validity_seconds = var.t\n}\nvariable "t" {'],
    ['a good lifetime', 'access_token_validity_seconds = 3600'],
    ['scopes', 'scopes = ["routing:readonly", "routing:read"]'],
    ['scopes that a variable decides', 'scopes = var.s\n}\nvariable "s" {'],
    ['a secret of its own', 'expose_client_secret = true'],
    ['no secret of its own', 'expose_client_secret = false'],
    ['an id of its own', 'id = "x"'],
    ['an unknown argument', 'division_id = genesyscloud_auth_division.voice.id'],
    ['an unknown block', 'grants {\n }'],
    [
      'an unknown argument of a grant',
      'roles {\n role_id = genesyscloud_auth_role.reader.id\n division_ids = []\n division_id = genesyscloud_auth_division.voice.id\n }',
    ],
    ['ignored changes', 'lifecycle {\n ignore_changes = [roles, name]\n }'],
    ['all changes ignored', 'lifecycle {\n ignore_changes = all\n }'],
    ['harmless changes ignored', 'lifecycle {\n ignore_changes = [description]\n }'],
    ['commands', 'provisioner "local-exec" {\n command = "true"\n }'],
  ])('with %s', async (_, more) => {
    const fields = more.startsWith('authorized_grant_type')
      ? ''
      : 'authorized_grant_type = "CLIENT-CREDENTIALS"\n';
    const text = `resource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n ${fields}${more}\n}`;
    expect(await saidOf(around + text)).toMatchSnapshot();
  });
});

describe('what else is there', () => {
  it.each([
    ['resources that grant', 'resource "genesyscloud_user_roles" "u" {\n user_id = "x"\n}'],
    ['resources that only lie in a division', 'resource "genesyscloud_routing_queue" "q" {\n name = "q"\n}'],
    ['unknown types', 'resource "genesyscloud_oauth_clients" "x" {\n}'],
    ['another provider, twice', 'resource "null_resource" "a" {\n}\ndata "null_data_source" "b" {\n}'],
    ['Terraform’s own data', 'resource "terraform_data" "a" {\n}'],
    [
      'commands in Terraform’s own data',
      'resource "terraform_data" "a" {\n provisioner "local-exec" {\n command = "x"\n }\n}',
    ],
    ['a module from a registry', 'module "x" {\n source = "acme/x/y"\n}'],
    [
      'imports and moves',
      'import {\n to = genesyscloud_auth_division.voice\n id = "x"\n}\nmoved {\n from = genesyscloud_auth_division.a\n to = genesyscloud_auth_division.voice\n}\nremoved {\n from = genesyscloud_auth_division.b\n}',
    ],
    ['blocks that nobody knows', 'ephemeral "x" "y" {\n}\nactions {\n}'],
    ['a check that only asserts', 'check "c" {\n assert {\n condition = true\n error_message = "x"\n }\n}'],
    ['a check that reads', 'check "c" {\n data "http" "x" {\n }\n}'],
    ['a home division', 'resource "genesyscloud_auth_division" "h" {\n name = "Home"\n home = true\n}'],
    [
      'a division that may be home',
      'resource "genesyscloud_auth_division" "h" {\n name = "x"\n home = var.home\n}\nvariable "home" {\n}',
    ],
    [
      'a provider with a secret',
      'provider "genesyscloud" {\n oauthclient_id = "a"\n oauthclient_secret = "hunter2"\n}',
    ],
    ['a provider with a secret from a file', 'provider "genesyscloud" {\n access_token = file("token")\n}'],
    [
      'a provider whose secret is a variable',
      'provider "genesyscloud" {\n oauthclient_secret = var.secret\n}\nvariable "secret" {\n}',
    ],
    ['two providers', 'provider "genesyscloud" {\n}\nprovider "genesyscloud" {\n alias = "eu"\n}'],
    [
      'another publisher’s provider',
      'terraform {\n required_providers {\n genesyscloud = {\n source = "acme/genesyscloud"\n }\n }\n}',
    ],
    [
      'the provider by another name',
      'terraform {\n required_providers {\n genesys = {\n source = "mypurecloud/genesyscloud"\n }\n acme = {\n source = "acme/genesyscloud"\n }\n }\n}\nprovider "genesys" {\n}\nprovider "acme" {\n}',
    ],
    [
      'the provider, pinned',
      'terraform {\n required_providers {\n genesyscloud = {\n source = "MyPureCloud/genesyscloud"\n version = "~> 1.84"\n }\n }\n}',
    ],
    [
      'an output of a secret',
      'output "s" {\n value = genesyscloud_oauth_client.etl.client_secret\n sensitive = true\n}',
    ],
    ['a whole client in a local', 'locals {\n c = genesyscloud_oauth_client.etl\n}'],
    [
      'an output of an id',
      'output "id" {\n value = "${genesyscloud_oauth_client.etl.client_id}/${genesyscloud_oauth_client.etl.name}"\n}',
    ],
  ])('%s', async (_, more) => {
    expect(await saidOf(around + client(own) + more)).toMatchSnapshot();
  });

  const etl = 'genesyscloud_oauth_client.etl';
  it.each([
    [
      'locals',
      `locals {\n from = ${etl}\n depends_on = ${etl}\n}`,
      ['from of locals', 'depends_on of locals'],
    ],
    ['an argument of a module', `module "m" {\n source = "./m"\n to = ${etl}\n}`, ['to of module m']],
    [
      'an argument of a resource',
      `resource "terraform_data" "d" {\n to = ${etl}\n}`,
      ['to of terraform_data.d'],
    ],
    [
      'an argument of a block in one',
      `resource "terraform_data" "d" {\n import {\n to = ${etl}\n }\n x {\n lifecycle {\n ignore_changes = ${etl}\n }\n }\n}`,
      ['to of terraform_data.d', 'ignore_changes of terraform_data.d'],
    ],
    [
      'a condition of a variable',
      `variable "v" {\n validation {\n condition = true\n error_message = ${etl}.client_secret\n }\n}`,
      ['error_message of variable v'],
    ],
  ])('a client that is taken by a name which means an address elsewhere: %s', async (_, more, what) => {
    const found = await saidOf(around + client(own) + more, { 'm/main.tf': 'variable "to" {\n}\n' });
    expect(found).toHaveLength(what.length);
    for (const one of what)
      expect(found.join('\n')).toContain(`${one} reads a client beyond its id and name`);
  });

  it.each([
    ['["a"]', false],
    ['[0]', false],
    ['[each.key]', false],
    ['[count.index]', false],
    [`[startswith(${etl}.client_secret, "A") ? "a" : "b"]`, true],
    [`[${etl}.client_secret]`, true],
    ['[local.key]', false],
    [`[(${etl}.client_secret)]`, true],
  ])('an instance %s is named without a secret or not', async (key, reads) => {
    const more = `output "o" {\n value = ${etl}${key}.id\n}\nlocals {\n key = "a"\n}\n`;
    const found = await saidOf(around + client(own) + more);
    expect(found.filter((line) => line.startsWith('secret-exposure')).length > 0).toBe(reads);
  });

  const clients = 'genesyscloud_oauth_client.many';
  it.each([
    [`{ for k, c in ${clients} : k => c.id }`, false],
    [`[for c in ${clients} : c.client_id if c.name != "x"]`, false],
    [`{ for key, one in ${clients} : one.name => { (key) = one.client_id } }`, false],
    [`keys(${clients})`, false],
    [`length(${clients})`, false],
    [`[for c in ${clients} : [for c in [1] : c]]`, false],
    [`[for c in ${clients} : "${'$'}{c.id}: ${'$'}{c.name}"]`, false],
    [`[for k, c in ${clients} : k == "a" ? c.id : c.name]`, false],
    [`merge({ for k, c in ${clients} : k => c.id }, { x = ${etl}.id })`, false],
    [`${clients}[*].id`, false],
    [`values(${clients})[*].client_id`, false],
    ['genesyscloud_oauth_client.größe.id', false],
    [`{ for k, c in ${clients} : k => c.client_secret }`, true],
    [`{ for k, c in ${clients} : k => c }`, true],
    [`{ for k, c in ${clients} : k => c["client_secret"] }`, true],
    [`{ for k, c in ${clients} : k => [c.id, [for d in [c] : d.client_secret]] }`, true],
    [`[for c in ${clients} : c.id if startswith(c.client_secret, "A")]`, true],
    [`[for c in [${etl}] : c.client_secret]`, true],
    [`{ for k, c in ${clients} : k => c.id if ${clients}[k].client_secret != "" }`, true],
    [`values(${clients})[*].client_secret`, true],
    [`values(${clients})`, true],
    [`${clients}[*]`, true],
    [`{ for k, c in ${clients} : k => ${clients}[k].id }`, false],
    [`[for c in ${clients} : try(${clients}[c.client_secret].id, "")]`, true],
    [`(true ? # for c in\n ${etl} : null)`, true],
    [`[for c # for d\n in ${clients} : c.client_secret]`, true],
    [`provider::other::values(${clients})[*].id`, true],
    [`keys(${clients}[${etl}.client_secret])`, true],
    [`values(${clients}[${etl}.client_secret])[*].id`, true],
    [`[for c in ${clients} : [for d in [1] : c]]`, true],
    [`[for c in ${clients} : "${'$'}{c.id}${'$'}{c.client_secret}"]`, true],
    [`[for k, c in ${clients} : c.client_secret == "a" ? c.id : c.name]`, true],
    [`[for c in [for c in ${clients} : c] : c.id]`, true],
    [`[for genesyscloud_oauth_client in ${clients} : genesyscloud_oauth_client.client_secret]`, true],
    ['genesyscloud_oauth_client["many"]', true],
    [`values(${clients}).*.client_id`, false],
    [`values(${clients}).*.id[0]`, false],
    [`element(values(${clients}).*.id, 0)`, false],
    [`values(${clients}).*.client_secret`, true],
    [`values(${clients}).*.client_secret[0]`, true],
    [`values(${clients}).*`, true],
    [`values(${clients}).*[0].client_secret`, true],
    [`element(values(${clients}), 0).client_secret`, true],
    [`resource.${etl}.id`, false],
    [`[for k, c in resource.${clients} : [resource.${etl}.name, c.id]]`, false],
    [`resource.${etl}.client_secret`, true],
    [`[resource.${etl}]`, true],
    ['resource.genesyscloud_oauth_client["many"]', true],
    [`[for c in resource.${clients} : c.client_secret]`, true],
    [`try(resource.${etl}.client_secret, "")`, true],
    // Loops that group, and functions that are not followed, are not looked into.
    [`{ for c in ${clients} : c.name => c.id... }`, true],
  ])('an output of several clients is one of secrets, or of ids only: %s', async (value, reads) => {
    const many = client(own, 'many', 'for_each = toset(["a", "b"])').replaceAll('"many"\n', 'each.key\n');
    const more = `output "o" {\n value = ${value}\n}\n`;
    const found = await saidOf(around + client(own) + client(own, 'größe') + many + more);
    expect(found.length > 0).toBe(reads);
    if (reads) expect(found.join()).toMatch(/^secret-exposure/);
  });

  it('providers are started whether there is anything of theirs or not', async () => {
    const none =
      'resource "null_resource" "a" {\n count = 0\n}\nmodule "m" {\n source = "./m"\n count = 0\n}\n';
    const found = await saidOf(around + client(own) + none, {
      'm/main.tf':
        'terraform {\n required_providers {\n acme = {\n source = "acme/acme"\n }\n }\n}\nresource "other_thing" "x" {\n}\nresource "genesyscloud_user_roles" "x" {\n}\nmodule "r" {\n source = "acme/x/y"\n}\n',
    });
    const other = (name: string) =>
      `unmodelled-authority: provider ${name}: only the Genesys Cloud provider is modelled.`;
    expect(found).toEqual([
      'unmodelled-authority: module.r in m: it goes through a module that is not a folder (./…) of this configuration.',
      ...['acme', 'null', 'other'].map(other),
    ]);
  });

  it('a provider is another one where only its objects name it', async () => {
    const madeBy = (provider: string): string =>
      (around + client(own)).replaceAll(/^resource .*\{$/gm, `$&\n  provider = ${provider}`);
    const other = ['unmodelled-authority: provider acme: only the Genesys Cloud provider is modelled.'];
    for (const provider of ['acme', 'acme.eu', '"acme"'])
      expect(await saidOf(madeBy(provider))).toEqual(other);
    for (const provider of ['genesyscloud', 'genesyscloud.eu'])
      expect(await saidOf(madeBy(provider))).toEqual([]);
    const builtIn = 'resource "terraform_data" "d" {\n  provider = terraform\n}\n';
    expect(await saidOf(around + client(own) + builtIn)).toEqual([]);
  });

  it('a client can read its own secret', async () => {
    const checked = (message: string) =>
      saidOf(
        around +
          client(
            own,
            'etl',
            `lifecycle {\n postcondition {\n condition = self.name != ""\n error_message = ${message}\n }\n}`,
          ),
      );
    const told = (how: string, more = '') => [
      `secret-exposure: In infra/main.tf error_message of genesyscloud_oauth_client.etl ${how} a client beyond its id and name${more}.`,
    ];
    for (const message of ['self.client_secret', '"${self.client_secret}"'])
      expect(await checked(message)).toEqual(told('reads'));
    expect(await checked('nonsensitive(self.client_secret)')).toEqual(
      told('may read', ', by an expression that is not followed here'),
    );
    for (const message of ['"${self.name}: ${self.id}"', '"myself"', 'format("%s", self.name)'])
      expect(await checked(message)).toEqual([]);
    expect(await checked('format("%s", self)')).toEqual(
      told('may read', ', by an expression that is not followed here'),
    );
    // Terraform refuses the word elsewhere, where it is a part of a text only.
    expect(await checked('format("self-made %s", self.id)')).toEqual([]);
    expect(await saidOf(around + client(own, 'etl', 'description = format("self %s", "service")'))).toEqual(
      [],
    );
    const other = `resource "terraform_data" "d" {\n lifecycle {\n postcondition {\n condition = self.client_secret != ""\n error_message = "x"\n }\n }\n}`;
    expect(await saidOf(around + client(own) + other)).toEqual([]);
  });

  it('a client that is only an address is no secret', async () => {
    const text = `resource "terraform_data" "d" {\n depends_on = [${etl}]\n lifecycle {\n replace_triggered_by = [${etl}]\n ignore_changes = [input]\n }\n}\nmodule "m" {\n source = "./m"\n depends_on = [${etl}]\n}\noutput "o" {\n value = 1\n depends_on = [${etl}]\n}\nmoved {\n from = ${etl}\n to = ${etl}\n}\n`;
    const found = await saidOf(around + client(own) + text, { 'm/main.tf': '' });
    expect(found.map((line) => line.split(':')[0])).toEqual(['undeclared-adoption']);
  });

  it('never shows a secret', async () => {
    const { document } = await judge({
      'main.tf': `${around}${client(own, 'etl', 'client_secret = "hunter2"')}provider "genesyscloud" {\n access_token = "hunter2"\n}`,
    });
    expect(document.findings.map(({ rule }) => rule)).toEqual(['secret-exposure', 'secret-exposure']);
    expect(JSON.stringify(document)).not.toContain('hunter2');
  });

  it('never shows what else is in a local that a division comes from', async () => {
    const { document } = await judge({
      'main.tf': `${around}locals {\n  settings = { division = "*", secret = "hunter2" }\n}\n${client('local.settings.division')}`,
    });
    expect(document.findings.map(({ rule }) => rule)).toEqual(['all-divisions']);
    expect(JSON.stringify(document)).not.toContain('hunter2');
  });

  it('is told of modules, too, with each instance’s address', async () => {
    const text = 'module "m" {\n for_each = toset(["x", "y"])\n source = "./m"\n}';
    expect(
      await saidOf(around + client(own) + text, {
        'm/main.tf': 'resource "genesyscloud_group_roles" "g" {\n group_id = "g"\n}',
      }),
    ).toEqual([
      'unmodelled-authority: resource module.m["x"].genesyscloud_group_roles.g: it gives roles, or a way to sign in.',
      'unmodelled-authority: resource module.m["y"].genesyscloud_group_roles.g: it gives roles, or a way to sign in.',
    ]);
  });
});

it('is told when nothing was examined', async () => {
  expect(await saidOf('locals {\n}')).toEqual([
    'nothing-examined: There is no client (genesyscloud_oauth_client) to examine.',
  ]);
  const { document } = await judge({ 'README.md': '' });
  expect(document.findings.map(({ what }) => what)).toEqual([
    'There is no Terraform file (*.tf, *.tf.json) to examine.',
  ]);
});

it('reads Terraform’s JSON syntax alike', async () => {
  const json = {
    resource: {
      genesyscloud_auth_division: { voice: { name: 'v' } },
      genesyscloud_auth_role: {
        reader: {
          name: 'r',
          permission_policies: { domain: 'routing', entity_name: 'queue', action_set: ['view'] },
        },
      },
      genesyscloud_oauth_client: {
        etl: {
          name: 'etl',
          authorized_grant_type: 'CLIENT-CREDENTIALS',
          roles: [
            {
              role_id: '${genesyscloud_auth_role.reader.id}',
              division_id: '${genesyscloud_auth_division.voice.id}',
            },
          ],
          dynamic: {
            roles: {
              for_each: ['*'],
              content: { role_id: '${genesyscloud_auth_role.reader.id}', division_id: '${roles.value}' },
            },
          },
          lifecycle: { ignore_changes: ['roles'] },
        },
      },
    },
  };
  const { problems, document } = await judge({ 'main.tf.json': JSON.stringify(json) });
  expect(problems).toEqual([]);
  expect(document.findings.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([
    'all-divisions: genesyscloud_oauth_client.etl grants ${genesyscloud_auth_role.reader.id} in ${roles.value}: "*" is every division.',
    'ignored-changes: genesyscloud_oauth_client.etl ignores changes of roles.',
  ]);
});
