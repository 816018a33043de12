import { describe, expect, it } from 'vitest';
import { around, client, judge, verdictOn } from './judge';

const voice = 'made genesyscloud_auth_division.voice';

describe('a division of this configuration, however it is reached', () => {
  it.each([
    ['a plain reference', 'genesyscloud_auth_division.voice.id', ''],
    ['white space and comments', 'genesyscloud_auth_division /* x */ . voice . id # y', ''],
    ['a template of one part', '"${genesyscloud_auth_division.voice.id}"', ''],
    ['parentheses', '((genesyscloud_auth_division.voice).id)', ''],
    ['an index', 'genesyscloud_auth_division.voice["id"]', ''],
    ['a local', 'local.own', 'locals {\n own = genesyscloud_auth_division.voice.id\n}'],
    [
      'a chain of locals',
      'local.a',
      'locals {\n a = local.b\n b = local.c.d[1]\n c = { d = ["x", genesyscloud_auth_division.voice.id] }\n}',
    ],
    [
      'two keys that parts make different',
      'local.by["e${local.mark}"]',
      'locals {\n mark = "\\u0301"\n by = { "e${local.mark}" = genesyscloud_auth_division.voice.id, e = "*" }\n}',
    ],
    ['a whole object in a local', 'local.own.id', 'locals {\n own = genesyscloud_auth_division.voice\n}'],
    [
      'a computed key',
      'local.by[local.key]',
      'locals {\n key = "${local.half}y"\n half = "ke"\n by = { other = "*", (local.key) = genesyscloud_auth_division.voice.id }\n}',
    ],
  ])('%s', async (_, division, more) => {
    expect(verdictOn(await judge({ 'main.tf': around + more + client(division) }))).toBe(voice);
  });

  it.each([
    ['of for_each', 'genesyscloud_auth_division.many["mail"].id', 'many["mail"]'],
    ['of count', 'genesyscloud_auth_division.counted[1].id', 'counted[1]'],
    ['of count by a dot', 'genesyscloud_auth_division.counted.0.id', 'counted[0]'],
  ])('one %s', async (_, division, address) => {
    expect(verdictOn(await judge({ 'main.tf': around + client(division) }))).toBe(
      `made genesyscloud_auth_division.${address}`,
    );
  });

  it('each of for_each over literals, resources and maps', async () => {
    const over = (forEach: string, division: string) =>
      around + client(division, 'etl', `for_each = ${forEach}`);
    const verdicts = async (text: string) =>
      (await judge({ 'main.tf': text })).clients.map(({ resource, grants }) => {
        const division = grants[0]?.division;
        return `${resource.address} ${division?.kind === 'made' ? division.division.address : division?.kind}`;
      });
    const both = [
      'genesyscloud_oauth_client.etl["chat"] genesyscloud_auth_division.many["chat"]',
      'genesyscloud_oauth_client.etl["mail"] genesyscloud_auth_division.many["mail"]',
    ];
    const byKey = 'genesyscloud_auth_division.many[each.key].id';
    expect(await verdicts(over('toset(["mail", "chat"])', byKey))).toEqual(both);
    expect(await verdicts(over('genesyscloud_auth_division.many', 'each.value.id'))).toEqual(both);
    expect(await verdicts(over('{ chat = 1, mail = 2 }', byKey))).toEqual(both);
    expect(await verdicts(over('toset([])', byKey))).toEqual([]);
  });

  it('each of a dynamic block over literals, with an iterator of its own', async () => {
    const text = `${around}
resource "genesyscloud_oauth_client" "etl" {
  name = "etl"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  dynamic "roles" {
    for_each = [genesyscloud_auth_division.voice, genesyscloud_auth_division.many["chat"]]
    iterator = it
    content {
      role_id     = genesyscloud_auth_role.reader.id
      division_id = it.value.id
    }
  }
}`;
    const { clients, document } = await judge({ 'main.tf': text });
    expect(clients[0]?.grants.map(({ division }) => division.kind)).toEqual(['made', 'made']);
    expect(document.verdict).toBe('contained');
  });
});

describe('what functions, conditions and for expressions make', () => {
  const voice = 'genesyscloud_auth_division.voice.id';
  it.each([
    ['one of a splat', 'one(genesyscloud_auth_division.one[*].id)', 'made genesyscloud_auth_division.one[0]'],
    [
      'one of a splat of old',
      '"${genesyscloud_auth_division.counted.*.id[1]}"',
      'made genesyscloud_auth_division.counted[1]',
    ],
    [
      'an element',
      'element(genesyscloud_auth_division.counted.*.id, 3)',
      'made genesyscloud_auth_division.counted[1]',
    ],
    ['a condition', `local.own ? ${voice} : "*"`, 'made genesyscloud_auth_division.voice'],
    ['a condition that opens everything', `local.own ? "*" : ${voice}`, 'all'],
    [
      'a condition that is not met',
      `!local.own ? "*" : ${voice}`,
      'unproven it is made with an operator that is not followed here',
    ],
    ['a comparison', `local.env == "test" ? "*" : ${voice}`, 'made genesyscloud_auth_division.voice'],
    [
      'a condition over whole divisions',
      '(local.own ? genesyscloud_auth_division.voice : genesyscloud_auth_division.one[0]).id',
      'made genesyscloud_auth_division.voice',
    ],
    ['a comparison with nothing', `local.nothing == null ? null : ${voice}`, 'home null'],
    [
      'conditions within each other',
      `local.env != "prod" ? "*" : local.own ? ${voice} : "*"`,
      'made genesyscloud_auth_division.voice',
    ],
    [
      'a for expression',
      `[for d in [genesyscloud_auth_division.voice] : d.id][0]`,
      'made genesyscloud_auth_division.voice',
    ],
    [
      'a for expression by keys',
      `{ for k, d in genesyscloud_auth_division.many : upper(k) => d.id }["CHAT"]`,
      'made genesyscloud_auth_division.many["chat"]',
    ],
    [
      'a for expression that leaves out',
      `[for d in ["*", ${voice}] : d if d == "*"][0]`,
      'unproven conditional',
    ],
    ['a name that hides another', `[for local in [{ own = "*" }] : local.own][0]`, 'all'],
    ['a merge', `merge({ d = ${voice} }, { d = "*" }).d`, 'all'],
    ['a look-up', `lookup({ d = ${voice} }, "d", "*")`, 'made genesyscloud_auth_division.voice'],
    ['a look-up of what is not there', `lookup({ d = ${voice} }, "e", "*")`, 'all'],
    ['what is in a list of lists', `flatten([[${voice}], "*"])[1]`, 'all'],
    ['values in the order of their keys', `values({ b = ${voice}, a = "*" })[0]`, 'all'],
    ['a list of a set', `tolist(toset(["b", "*", "a"]))[0]`, 'all'],
    ['texts that are joined', `join("", ["*", ""])`, 'all'],
  ])('%s', async (_, division, verdict) => {
    const more = `locals {\n own = true\n env = "prod"\n nothing = null\n}\nresource "genesyscloud_auth_division" "one" {\n count = length(["x"])\n name = "one"\n}\n`;
    const judged = await judge({ 'main.tf': `${around}${more}${client(division)}` });
    expect(judged.problems).toEqual([]);
    expect(verdictOn(judged)).toBe(verdict);
  });
});

describe('what these files do not decide', () => {
  it.each([
    ['a variable of the root', 'var.d', 'variable "d" {\n default = "*"\n}', 'variable'],
    ['a variable that is not declared', 'var.d', '', 'dangling'],
    [
      'a function',
      'coalesce(genesyscloud_auth_division.voice.id, "*")',
      '',
      'the function coalesce makes it, which is not followed here',
    ],
    [
      'a function over what it does not take here',
      'lower("\u0130")',
      '',
      'the function lower is not followed over values of this kind',
    ],
    [
      'a function with more than it takes',
      'one([], [])',
      '',
      'the function one is not followed over values of this kind',
    ],
    ['a function of a provider', 'provider::x::y("a")', '', 'function'],
    [
      'a comparison of sizes',
      '1 < 2 ? "*" : genesyscloud_auth_division.voice.id',
      '',
      'it is made with an operator that is not followed here',
    ],
    [
      'two conditions',
      'true && true ? "*" : "x"',
      '',
      'it is made with an operator that is not followed here',
    ],
    [
      'a calculation in a branch',
      'true ? 1 + 1 : "x"',
      '',
      'it is made with an operator that is not followed here',
    ],
    [
      'a calculation',
      'genesyscloud_auth_division.counted[1 - 1].id',
      '',
      'it is made with an operator that is not followed here',
    ],
    [
      'a condition that is a text',
      '"true" ? "*" : "x"',
      '',
      'its condition is neither true nor false as it is written',
    ],
    [
      'a condition of a for expression that is a text',
      '[for d in ["*"] : d if "true"][0]',
      '',
      'its condition is neither true nor false as it is written',
    ],
    [
      'a condition of a for expression on what is known later',
      '[for d in ["*"] : d if genesyscloud_auth_division.voice.home][0]',
      '',
      'conditional',
    ],
    ['a condition on a variable', 'var.d ? "*" : "x"', 'variable "d" {\n}', 'variable'],
    [
      'a condition on what is known later',
      'genesyscloud_auth_division.voice.id == null ? "*" : "x"',
      '',
      'conditional',
    ],
    [
      'a comparison of two types',
      '"1" == 1 ? "*" : "x"',
      '',
      'it compares values of kinds that are not followed here',
    ],
    [
      'a branch that may be converted',
      'true ? 1 : var.d',
      'variable "d" {\n}',
      'its condition may convert it to the type of the other branch, which is not followed here',
    ],
    ['a key that is a variable', '{ (var.d) = "*" }.a', 'variable "d" {\n}', 'variable'],
    [
      'a key that is compared',
      'lookup({ "x" == "y" = "*" }, "false", genesyscloud_auth_division.voice.id)',
      '',
      'expression',
    ],
    ['all of a splat', 'genesyscloud_auth_division.counted[*].id', '', 'not-text'],
    ['a splat of one', 'genesyscloud_auth_division.voice[*].id', '', 'index'],
    ['a splat and an index', 'genesyscloud_auth_division.counted[*].id[0]', '', 'index'],
    [
      'a for expression that groups',
      '{ for d in [genesyscloud_auth_division.voice] : "x" => d.id... }["x"][0]',
      '',
      'it is made by a for expression of a kind that is not evaluated here',
    ],
    [
      'a for expression that makes a key twice',
      '{ for d in ["a", "b"] : "x" => d }["x"]',
      '',
      'it goes through an object that has a key twice',
    ],
    [
      'a for expression by ids',
      '{ for d in [genesyscloud_auth_division.voice] : d.id => d }["x"].id',
      '',
      'it goes through a for expression whose keys are no texts that are written out',
    ],
    ['a for expression over a variable', '[for d in var.d : d][0]', 'variable "d" {\n}', 'variable'],
    ['a directive', '"%{ if true }*%{ endif }"', '', 'directive'],
    ['a condition in a part', '"a${true ? "b" : "c"}"', '', 'interpolation'],
    ['several parts', '"a-${genesyscloud_auth_division.voice.id}"', '', 'interpolation'],
    ['an empty part', '"${""}${genesyscloud_auth_division.voice.id}"', '', 'interpolation'],
    ['a heredoc', '<<-EOT\n*\nEOT\n', '', 'it is written as a heredoc, which is not evaluated here'],
    ['another attribute', 'genesyscloud_auth_division.voice.name', '', 'not-an-id'],
    ['another resource', 'genesyscloud_auth_role.reader.id', '', 'not-an-id'],
    ['a whole resource', 'genesyscloud_auth_division.voice', '', 'not-an-id'],
    ['a number', '5', '', 'not-text'],
    ['what is not there', 'genesyscloud_auth_division.vice.id', '', 'dangling'],
    ['a position that is not there', '["x"][1]', '', 'dangling'],
    ['a position that is spelt otherwise', '["x"]["00"]', '', 'index'],
    ['a key that is not there', 'genesyscloud_auth_division.many["x"].id', '', 'dangling'],
    [
      'a key that stands twice',
      'local.by.a',
      'locals {\n by = { a = "*", ("a") = genesyscloud_auth_division.voice.id }\n}',
      'it can be read in two ways',
    ],
    [
      'keys of parts that are one',
      'local.by["e${local.mark}"]',
      'locals {\n mark = "\\u0301"\n by = { "e${local.mark}" = genesyscloud_auth_division.voice.id, "\\u00e9" = "*" }\n}',
      'it goes through an object that has a key twice',
    ],
    ['a local that is itself', 'local.a', 'locals {\n a = local.b\n b = local.a\n}', 'it depends on itself'],
    [
      'one of a number that is not written',
      'genesyscloud_auth_division.some[0].id',
      'resource "genesyscloud_auth_division" "some" {\n name = "x"\n count = var.n\n}\nvariable "n" {\n}',
      'it refers to a resource with count or for_each: it goes through a variable, which the environment can set',
    ],
    [
      'a registry module',
      'module.m.id',
      'module "m" {\n source = "acme/division/genesyscloud"\n}',
      'it goes through a module that is not a folder (./…) of this configuration',
    ],
    [
      'a module outside',
      'module.m.id',
      'module "m" {\n source = "../m"\n}',
      'it goes through a module outside of the folder that is checked',
    ],
    ['each where there is none', 'each.value', '', 'each'],
    [
      'another state',
      'data.terraform_remote_state.x.outputs.id',
      'data "terraform_remote_state" "x" {\n backend = "local"\n}',
      'another configuration made it, and these files only read that one’s state',
    ],
  ])('%s', async (_, division, more, reason) => {
    const judged = await judge({ 'main.tf': `${around}${more}${client(division)}` });
    expect(judged.problems).toEqual([]);
    expect(verdictOn(judged)).toBe(`unproven ${reason}`);
    expect(judged.document.findings.map(({ rule }) => rule)).toContain('unproven-division');
  });

  it('a client of which nobody can say how many there are', async () => {
    const judged = await judge({
      'main.tf': `${around}variable "on" {\n}${client('genesyscloud_auth_division.voice.id', 'etl', 'count = var.on')}`,
    });
    expect(verdictOn(judged)).toBe(
      'unproven how many of it there are is not written out: it goes through a variable, which the environment can set',
    );
  });

  it('what a dynamic block over what is not known gives its content, and nothing else of that', async () => {
    const of = (content: string, head = '') =>
      judge({
        'main.tf': `${around}variable "x" {\n}\nresource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n authorized_grant_type = "CLIENT-CREDENTIALS"\n dynamic "roles" {\n for_each = var.x\n ${head}\n content {\n role_id = genesyscloud_auth_role.reader.id\n ${content}\n }\n }\n}`,
      });
    const unproven =
      'unproven a dynamic block makes it: it goes through a variable, which the environment can set';
    for (const value of ['roles.value', 'roles.key', 'roles.value.id', '"${roles.value}"', 'roles'])
      expect(verdictOn(await of(`division_id = ${value}`))).toBe(unproven);
    expect(verdictOn(await of('division_id = one.value', 'iterator = one'))).toBe(unproven);
    expect(verdictOn(await of('division_id = roles.value', 'iterator = one'))).toBe('unproven dangling');
    expect(verdictOn(await of('division_id = one.value', 'iterator = var.x'))).toBe('unproven dynamic');
    expect(verdictOn(await of('division_id = "*"'))).toBe('all');
    expect(verdictOn(await of(''))).toBe('home omitted');
    const own = await of('division_id = genesyscloud_auth_division.voice.id');
    // Nobody can tell how many of it there are.
    expect(verdictOn(own)).toBe(unproven);
    expect(own.document.verdict).toBe('rejected');
    // How many divisions there are of that name, the rounds do not say.
    expect(verdictOn(await of('division_id = genesyscloud_auth_division.many[roles.value].id'))).toBe(
      unproven,
    );
  });

  it('permissions of a dynamic block over what is not known', async () => {
    const of = async (domain: string) => {
      const role = `variable "x" {\n}\nresource "genesyscloud_auth_role" "other" {\n name = "other"\n dynamic "permission_policies" {\n for_each = var.x ? [1] : []\n content {\n domain = ${domain}\n entity_name = "queue"\n action_set = ["view"]\n }\n }\n}\n`;
      const { document } = await judge({
        'main.tf': `${around}${role}${client('genesyscloud_auth_division.voice.id').replace('role.reader', 'role.other')}`,
      });
      return document.findings.map(({ rule }) => rule);
    };
    expect(await of('"routing"')).toEqual(['unproven-role']);
    expect(await of('"*"')).toEqual(expect.arrayContaining(['unproven-role', 'wildcard-permission']));
    expect(await of('permission_policies.value')).toEqual(['unproven-role']);
  });
});

describe('what is decided, and is a leak', () => {
  it.each([
    ['"*"', 'all'],
    ['""', 'home empty'],
    ['null', 'home null'],
    ['"\\u002a"', 'all'],
    ['"${"*"}"', 'all'],
    ['local.star', 'all'],
    ['data.genesyscloud_auth_division_home.h.id', 'home the data source genesyscloud_auth_division_home'],
    ['data.genesyscloud_auth_division.d.id', 'unowned the division named "other"'],
    ['"0b7e1c52-6d7e-4c57-9a43-0d2f8f0c1a11"', 'unowned the id 0b7e1c52-6d7e-4c57-9a43-0d2f8f0c1a11'],
    ['genesyscloud_auth_division.home.id', 'home genesyscloud_auth_division.home sets home'],
  ])('%s', async (division, verdict) => {
    const more = `
locals {
  star = "\${"*"}"
}
data "genesyscloud_auth_division_home" "h" {
}
data "genesyscloud_auth_division" "d" {
  name = "other"
}
resource "genesyscloud_auth_division" "home" {
  name = "Home"
  home = true
}
`;
    expect(verdictOn(await judge({ 'main.tf': around + more + client(division) }))).toBe(verdict);
  });
});

it.each([
  ['home = false', 'made genesyscloud_auth_division.d'],
  ['home = null', 'made genesyscloud_auth_division.d'],
  // A provider's true and false may be written as texts (Terraform 1.11.4, 2026-11-27); others it refuses.
  ['home = "false"', 'made genesyscloud_auth_division.d'],
  ['home = "0"', 'made genesyscloud_auth_division.d'],
  ['home = "True"', 'home genesyscloud_auth_division.d sets home'],
  ['home = "1"', 'home genesyscloud_auth_division.d sets home'],
])('a division with %s is %s', async (home, verdict) => {
  const division = `resource "genesyscloud_auth_division" "d" {\n name = "d"\n ${home}\n}\n`;
  const judged = await judge({ 'main.tf': around + division + client('genesyscloud_auth_division.d.id') });
  expect(verdictOn(judged)).toBe(verdict);
  expect(judged.document.verdict).toBe(verdict.startsWith('made') ? 'contained' : 'rejected');
});
