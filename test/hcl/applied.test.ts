import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folder } from '../commands/run';
import { EmulatedOrg, type Json } from '../provider/terraform';
import { judgeFolder } from './judge';

/*
 * Modules as people write them for their tenants, applied to an emulated org by the real Terraform: every client, and every grant of it, must be one that the
 * evaluation told, in that division and with that role.
 */

// Whole commands run here, and the first one may compile.
let org: EmulatedOrg;
beforeEach(async () => {
  org = await EmulatedOrg.start({});
});
afterEach(() => org.emulator.close());

const required = `terraform {
  required_providers {
    genesyscloud = {
      source  = "mypurecloud/genesyscloud"
      version = "1.84.1"
    }
  }
}
`;
const provider = () => `${required}
provider "genesyscloud" {
  aws_region      = "eu-west-1"
  token_pool_size = 1
  gateway {
    host     = "127.0.0.1"
    port     = "${new URL(org.emulator.url).port}"
    protocol = "http"
  }
}
`;
const role = (name: string, more = '') => `resource "genesyscloud_auth_role" "${name}" {
  name = "${name}"
  ${more}
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
`;
const client = (repeat: string, name: string, grants: string) => `resource "genesyscloud_oauth_client" "etl" {
  ${repeat}
  name                  = ${name}
  authorized_grant_type = "CLIENT-CREDENTIALS"
  ${grants}
}
`;
const grant = (division: string, of = 'genesyscloud_auth_role.reader') =>
  `roles {\n role_id = ${of}.id\n division_id = ${division}\n }`;
const divisions = (repeat: string, name: string) =>
  `resource "genesyscloud_auth_division" "d" {\n  ${repeat}\n  name = ${name}\n}\n`;

const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a list that is counted': {
    'main.tf': `locals {\n names = ["a1", "a2"]\n}
${role('reader')}${divisions('count = length(local.names)', 'local.names[count.index]')}${client(
  'count = length(local.names)',
  'join("-", ["etl", local.names[count.index]])',
  grant('genesyscloud_auth_division.d[count.index].id'),
)}`,
  },
  'tenants with lists of divisions': {
    'main.tf': `locals {
 tenants = { acme = { divisions = ["b-voice", "b-chat"] }, globex = { divisions = ["b-sales"] } }
 all = toset(flatten([for t in local.tenants : t.divisions]))
}
${role('reader')}${divisions('for_each = local.all', 'each.value')}${client(
  'for_each = local.tenants',
  '"etl-${each.key}"',
  `dynamic "roles" {
  for_each = toset(each.value.divisions)
  content {
   role_id = genesyscloud_auth_role.reader.id
   division_id = genesyscloud_auth_division.d[roles.value].id
  }
 }`,
)}`,
  },
  'a map made of a list of objects': {
    'main.tf': `locals {
 rows = [{ name = "c1", on = true }, { name = "c2", on = false }, { name = "c3", on = true }]
 kept = { for row in local.rows : upper(row.name) => row if row.on }
}
${role('reader')}${divisions('for_each = local.kept', 'each.value.name')}${client(
  'for_each = genesyscloud_auth_division.d',
  '"etl-${lower(each.key)}"',
  grant('each.value.id'),
)}`,
  },
  'a switch': {
    'main.tf': `locals {\n on = true\n env = "prod"\n}
${role('reader', 'count = local.on ? 1 : 0')}${divisions('count = local.env == "prod" ? 2 : 1', '"e${count.index}"')}${client(
  'count = local.env != "test" ? 1 : 0',
  '"etl"',
  grant('local.on ? genesyscloud_auth_division.d[1].id : "*"', 'one(genesyscloud_auth_role.reader[*])'),
)}`,
  },
  'lists that are put together': {
    'main.tf': `locals {\n base = tolist(["f1", "f2"])\n all = distinct(concat(local.base, ["f3", "f1"]))\n}
${role('reader')}${role('writer')}${divisions('for_each = toset(local.all)', 'each.key')}${client(
  'for_each = { for i, name in local.all : name => i }',
  '"etl-${each.value}"',
  `dynamic "roles" {
  for_each = [genesyscloud_auth_role.reader, genesyscloud_auth_role.writer]
  content {
   role_id = roles.value.id
   division_id = lookup(genesyscloud_auth_division.d, each.key).id
  }
 }`,
)}`,
  },
  'settings over defaults': {
    'main.tf': `locals {
 defaults = { division = "g-shared", extra = [] }
 tenants = { one = {}, two = { division = "g-two", extra = ["g-more"] } }
 merged = { for k, v in local.tenants : k => merge(local.defaults, v) }
 names = toset(concat(values(local.merged)[*].division, flatten(values(local.merged)[*].extra)))
}
${role('reader')}${divisions('for_each = local.names', 'each.key')}${client(
  'for_each = local.merged',
  '"etl-${each.key}"',
  `${grant('genesyscloud_auth_division.d[each.value.division].id')}
 dynamic "roles" {
  for_each = each.value.extra
  iterator = more
  content {
   role_id = genesyscloud_auth_role.reader.id
   division_id = genesyscloud_auth_division.d[more.value].id
  }
 }`,
)}`,
  },
  'a module for each tenant': {
    'main.tf': `locals {\n tenants = { h1 = ["x", "y"], h2 = ["x"] }\n}
${role('reader')}module "tenant" {
 source = "./tenant"
 for_each = local.tenants
 name = each.key
 divisions = [for d in each.value : "\${each.key}-\${d}"]
 role = genesyscloud_auth_role.reader
 create = length(each.value) == 2 ? true : false
}
`,
    'tenant/main.tf': `${required}variable "name" {
 type = string
}
variable "divisions" {
 type = set(string)
}
variable "role" {
 type = object({ id = string, name = string })
}
variable "create" {
 type = bool
}
${divisions('for_each = var.divisions', 'each.value')}${client(
  'count = var.create ? 1 : 0',
  '"etl-${var.name}"',
  `dynamic "roles" {
  for_each = genesyscloud_auth_division.d
  content {
   role_id = var.role.id
   division_id = roles.value.id
  }
 }`,
)}`,
  },
  'pairs of tenants and divisions': {
    'main.tf': `locals {
 tenants = { i1 = ["v", "c"], i2 = ["v"] }
 pairs = flatten([for t, ds in local.tenants : [for d in ds : { tenant = t, name = "\${t}-\${d}" }]])
 by_name = { for p in local.pairs : p.name => p }
}
${role('reader')}${divisions('for_each = local.by_name', 'each.key')}${client(
  'for_each = local.tenants',
  '"etl-${each.key}"',
  `dynamic "roles" {
  for_each = [for p in local.pairs : p.name if p.tenant == each.key]
  content {
   role_id = genesyscloud_auth_role.reader.id
   division_id = genesyscloud_auth_division.d[roles.value].id
  }
 }`,
)}`,
  },
  'keys of a map, in JSON': {
    'main.tf.json': JSON.stringify({
      locals: { map: { j2: 'x', j1: 'y' }, names: '${keys(local.map)}' },
      resource: {
        genesyscloud_auth_division: {
          d: { for_each: '${toset(local.names)}', name: '${each.key}' },
        },
        genesyscloud_oauth_client: {
          etl: {
            count: '${length(local.names)}',
            name: 'etl-${local.names[count.index]}',
            authorized_grant_type: 'CLIENT-CREDENTIALS',
            roles: [
              {
                role_id: '${genesyscloud_auth_role.reader.id}',
                division_id: '${genesyscloud_auth_division.d[local.names[count.index]].id}',
              },
            ],
          },
        },
      },
    }),
    'role.tf': role('reader'),
  },
  'home and every division': {
    'main.tf': `locals {\n where = { k1 = null, k2 = "*" }\n}
${role('reader')}${client('for_each = local.where', '"etl-${each.key}"', grant('each.value'))}`,
  },
};

/** A grant of a client, told by addresses. */
type Told = Record<string, string[]>;

async function told(root: string): Promise<Told> {
  const { clients, problems } = await judgeFolder(root);
  expect(problems).toEqual([]);
  return Object.fromEntries(
    clients.map(({ resource, grants }) => [
      resource.address,
      grants
        .map(({ role, division }) => {
          const where = division.kind === 'made' ? division.division.address : division.kind;
          return `${role.kind === 'made' ? role.role.address : role.kind} in ${where}`;
        })
        .sort(),
    ]),
  );
}

async function applied(root: string): Promise<Told> {
  await org.succeeds(root, 'init', '-input=false');
  await org.succeeds(root, 'apply', '-input=false', '-auto-approve');
  const state = JSON.parse(await org.succeeds(root, 'show', '-json'));
  const resources: Json[] = [];
  const collect = (module: Json): void => {
    resources.push(...(module.resources ?? []));
    for (const child of module.child_modules ?? []) collect(child);
  };
  collect(state.values.root_module);
  const addresses = new Map(resources.map(({ address, values }) => [values.id, address]));
  const clients = resources.filter(({ type }) => type === 'genesyscloud_oauth_client');
  return Object.fromEntries(
    clients.map(({ address, values }) => [
      address,
      values.roles
        .map((one: Json) => {
          const where = one.division_id === '*' ? 'all' : (addresses.get(one.division_id) ?? 'home');
          return `${addresses.get(one.role_id)} in ${where}`;
        })
        .sort(),
    ]),
  );
}

describe('grants as they are applied', () => {
  it.each(Object.keys(rows))('%s', async (name) => {
    const root = folder();
    for (const [file, text] of Object.entries({ 'provider.tf': provider(), ...rows[name] })) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const ours = await told(root);
    expect(Object.keys(ours)).not.toEqual([]);
    expect(ours).toEqual(await applied(root));
  });
});
