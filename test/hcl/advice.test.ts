import { describe, expect, it } from 'vitest';
import { around, client, judge } from './judge';

const own = 'genesyscloud_auth_division.voice.id';

/** All that findings say on a text, and the lines that they stand at. */
async function told(text: string, more: Readonly<Record<string, string>> = {}) {
  const { problems, document } = await judge({ 'main.tf': text, ...more });
  expect(problems).toEqual([]);
  return document.findings.map(({ rule, what, why, fix, at }) => ({
    rule,
    what,
    why,
    fix,
    at: at.map(({ line }) => line),
  }));
}

/** The first finding on a text. */
const first = async (text: string) => (await told(text))[0];

const role = (body: string): string =>
  `resource "genesyscloud_auth_role" "other" {\n name = "other"\n${body}\n}${client(own).replace('auth_role.reader', 'auth_role.other')}${around}`;
const policy = (domain: string, entity: string, actions: string) =>
  `permission_policies {\n domain = "${domain}"\n entity_name = "${entity}"\n action_set = ${actions}\n}`;

describe('a permission of which no operation tells', () => {
  it('may be one of the org all the same', async () => {
    expect(await first(role(policy('recording', 'recording', '["viewSensitiveData"]')))).toMatchObject({
      rule: 'unknown-permission',
      what: 'Role genesyscloud_auth_role.other has recording:recording:viewSensitiveData, which no known operation needs.',
      why: 'The provider only logs a misspelt permission: the role is made without it.',
      fix: 'Correct or remove it. If it is spelt as the org has it, only the org’s catalogue tells what it opens: move the client into a manifest, which has that beside it.',
    });
  });

  it('may be a general one, as the documentation of the provider has it', async () => {
    expect(await first(role('permissions = ["group_creation"]'))).toMatchObject({
      rule: 'unknown-permission',
      what: 'Role genesyscloud_auth_role.other has the general permission group_creation, and nothing says what that opens.',
      why: 'General permissions belong to no domain, and no description of an operation names them.',
      fix: 'Remove it, and list what the workers need in permission_policies.',
    });
  });
});

describe('permissions that are not all written out', () => {
  const notAll = 'not all of its permissions are written out';
  it.each([
    [
      policy('routing', 'queue', 'split(",", "view,edit")'),
      'the function split makes it, which is not followed here',
    ],
    [
      policy('routing', '${var.entity}', '["view"]'),
      'it goes through a variable, which the environment can set',
    ],
    [
      policy('routing', 'queue', '["view", var.entity]'),
      'it goes through a variable, which the environment can set',
    ],
    ['permissions = concat(var.entity, ["x"])', 'it goes through a variable, which the environment can set'],
    [
      'dynamic "permission_policies" {\n for_each = csvdecode(file("roles.csv"))\n content {\n domain = permission_policies.value.domain\n entity_name = "queue"\n action_set = ["view"]\n }\n}',
      'the function csvdecode makes it, which is not followed here',
    ],
    [policy('routing', 'queue', '[]'), undefined],
    ['default_role_id = "employee"', undefined],
  ])('are told where they stand, and why: %s', async (body, why) => {
    const found = await told(`${role(body)}\nvariable "entity" {\n}\n`);
    const [{ rule, what, at } = { rule: '', what: '', at: [] }, ...others] = found;
    expect(others).toEqual([]);
    expect(rule).toBe('unproven-role');
    if (why !== undefined)
      expect(what).toMatch(new RegExp(`; ${notAll}: ${why.replaceAll(/[()]/g, '.')}\\.$`));
    // The roles block, and what stands in the role: of a dynamic block, its content.
    expect(at[1]).toBe(body.startsWith('dynamic') ? 5 : 3);
    expect(at).toHaveLength(2);
  });
});

describe('what to do', () => {
  it.each(['CODE', 'TOKEN', 'PASSWORD', 'SAML2-BEARER'])(
    'a client with which people sign in is no worker’s: %s',
    async (type) => {
      const text = client(own).replace('CLIENT-CREDENTIALS', type);
      expect(await first(text + around)).toMatchObject({
        rule: 'grant-type',
        fix: 'Keep it apart from the tenants’ clients if people sign in with it; for a worker, set authorized_grant_type to "CLIENT-CREDENTIALS".',
      });
    },
  );

  it.each(['CLIENT_CREDENTIALS', 'client-credentials'])(
    'a misspelt grant type is one to correct: %s',
    async (type) => {
      const text = client(own).replace('CLIENT-CREDENTIALS', type);
      expect(await first(text + around)).toMatchObject({
        rule: 'grant-type',
        fix: 'Set authorized_grant_type to "CLIENT-CREDENTIALS".',
      });
    },
  );

  it.each(['source = "mikesplain/genesyscloud"', 'version = ">= 1.35.0"'])(
    'another publisher’s provider only bears the name: %s',
    async (entry) => {
      const required = `terraform {\n required_providers {\n genesyscloud = {\n ${entry}\n }\n }\n}\n`;
      expect(await told(required + around + client(own))).toMatchObject([
        {
          rule: 'unmodelled-authority',
          what: 'required provider genesyscloud: its source is not mypurecloud/genesyscloud, and no other provider is modelled.',
          fix: 'Set source to "mypurecloud/genesyscloud": anybody can publish a provider of this name.',
          at: [3],
        },
      ]);
    },
  );

  it('a type that does not exist is corrected, and not kept apart', async () => {
    const text = 'resource "genesyscloud_authorization_division" "x" {\n}\n';
    expect(await told(text + around + client(own))).toMatchObject([
      {
        rule: 'unmodelled-authority',
        fix: 'Correct or remove it; the types that exist are in the documentation of provider 1.84.1. One of a newer provider can stand in a configuration apart.',
      },
    ]);
  });

  const call = (source: string): string => `module "users" {\n source = "${source}"\n}\n`;
  it('modules from elsewhere are put where they are read', async () => {
    expect(
      await told(call('git::https://example.com/users.git?ref=main') + around + client(own)),
    ).toMatchObject([
      {
        rule: 'unmodelled-authority',
        fix: 'Put the module into a folder of this configuration and call it by ./…, so that it is read; or keep it apart from the tenants’ clients.',
      },
    ]);
    expect(await told(call('../modules/users') + around + client(own))).toMatchObject([
      {
        rule: 'unmodelled-authority',
        fix: 'Check the folder above, with a file there that calls this one (module "dev" { source = "./dev" }) and says the values of its variables: then its modules are read, too.',
      },
    ]);
  });

  it('from the folder above, modules beside a root module are read', async () => {
    const users = 'variable "name" {\n}\nresource "genesyscloud_user_roles" "u" {\n user_id = var.name\n}\n';
    const dev =
      'variable "prefix" {\n}\nterraform {\n backend "remote" {\n }\n}\nprovider "genesyscloud" {\n}\nmodule "users" {\n source = "../modules/users"\n name = var.prefix\n}\n';
    const found = await told('module "dev" {\n source = "./dev"\n prefix = "a"\n}\n', {
      'dev/main.tf': dev + around + client(own),
      'modules/users/main.tf': users,
    });
    expect(found.map(({ what }) => what)).toEqual([
      'resource module.dev.module.users.genesyscloud_user_roles.u: it gives roles, or a way to sign in.',
    ]);
  });

  it('the home division is not to be adopted', async () => {
    const home = (name: string) =>
      first(
        `data "genesyscloud_auth_division" "home" {\n name = "${name}"\n}\n${around}${client('data.genesyscloud_auth_division.home.id')}`,
      );
    const fix =
      'Move the client into a manifest: there a tenant adopts the division by its id, unless it is the home division, and no other can name it.';
    for (const name of ['Home', 'home']) {
      expect(await home(name)).toMatchObject({
        rule: 'unowned-division',
        what: `genesyscloud_oauth_client.etl grants genesyscloud_auth_role.reader.id in data.genesyscloud_auth_division.home.id: that division exists already (the division named "${name}", which is what an org calls its home division at first), and nothing here says whose it is.`,
        fix,
      });
    }
    expect((await home('Home Office'))?.what).toContain('(the division named "Home Office")');
  });

  it('an import, a move or a removal is told whatever it is of: an imported queue may be another tenant’s', async () => {
    const q = 'genesyscloud_routing_queue.q';
    for (const block of [
      `import {\n to = ${q}\n id = "x"\n}\n`,
      `import {\n for_each = toset(["a"])\n to = ${q}[each.key]\n id = each.value\n}\n`,
      `moved {\n from = ${q}\n to = module.m["a"].${q}\n}\n`,
      `removed {\n from = ${q}\n lifecycle {\n destroy = false\n }\n}\n`,
      'import {\n to = genesyscloud_auth_division.voice\n id = "x"\n}\n',
      'removed {\n}\n',
    ])
      expect(await told(block + around + client(own))).toMatchObject([
        {
          rule: 'undeclared-adoption',
          why: 'It decides which object an address stands for: that may be anybody’s, and what is written for it is done to it.',
        },
      ]);
  });

  it('nothing speaks of a manifest or its templates as a reason', async () => {
    const wild = await told(role(policy('routing', 'queue', '["*"]')));
    const lookedUp = client(own).replace(
      'genesyscloud_auth_role.reader.id',
      '"4f5a7b1e-1111-4222-8333-944455556666"',
    );
    expect([...wild, ...(await told(lookedUp + around))].map(({ rule, why }) => `${rule}: ${why}`)).toEqual([
      'wildcard-permission: What "*" opens grows with every release of Genesys Cloud, without any change in these files.',
      'unproven-role: What is not written out here can be any permission.',
    ]);
  });

  it('a type of a variable that is not followed is another one', async () => {
    const module = (type: string) => ({
      'm/main.tf': `variable "d" {\n type = ${type}\n}\nresource "genesyscloud_auth_division" "d" {\n for_each = var.d\n name = each.key\n}\noutput "ids" {\n value = { for k, d in genesyscloud_auth_division.d : k => d.id }\n}\n`,
    });
    const main = `module "m" {\n source = "./m"\n d = { a = "x" }\n}\n${client('module.m.ids["a"]')}${around}`;
    const found = await told(main, module('map(any)'));
    expect(found.map(({ rule }) => rule)).toEqual(['unproven-division', 'unmodelled-authority']);
    for (const { fix } of found)
      expect(fix).toBe(
        'Give the variable another type: string, number, bool, or lists, maps and objects of these; not tuples, sets of other than texts, or any within lists and maps.',
      );
    expect(await told(main, module('map(string)'))).toEqual([]);
  });

  it.each([own, 'roles.value'])(
    'a dynamic block’s rounds are written out, whatever the division in it is: %s',
    async (division) => {
      const found = await first(
        `variable "x" {\n}\nresource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n authorized_grant_type = "CLIENT-CREDENTIALS"\n dynamic "roles" {\n for_each = var.x\n content {\n role_id = genesyscloud_auth_role.reader.id\n division_id = ${division}\n }\n }\n}\n${around}`,
      );
      expect(found).toMatchObject({
        rule: 'unproven-division',
        fix: 'Write out what the dynamic block goes through, as for_each of no more than 1,000 literals: local values may hold them, variables of the root module may not.',
      });
    },
  );

  it('another configuration’s state is called that', async () => {
    const state = 'data "terraform_remote_state" "org" {\n backend = "s3"\n}\n';
    const outputs = 'data.terraform_remote_state.org.outputs';
    const text = client(`${outputs}.divisions["acme"]`).replace(
      'genesyscloud_auth_role.reader.id',
      `${outputs}.reader`,
    );
    const found = await told(state + text);
    expect(found.map(({ rule, what }) => `${rule} ${what.split('; ')[1]}`)).toEqual([
      'unproven-division another configuration made it, and these files only read that one’s state.',
      'unproven-role another configuration made it, and these files only read that one’s state.',
    ]);
    const whole = await told(state + client('data.terraform_remote_state.org.id') + around);
    expect(whole.map(({ what }) => what.split('; ')[1])).toEqual([
      'another configuration made it, and these files only read that one’s state.',
    ]);
  });
});
