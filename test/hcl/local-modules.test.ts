import { describe, expect, it } from 'vitest';
import { around, client, judge, verdictOn } from './judge';

const voice = 'made genesyscloud_auth_division.voice';

describe('local modules', () => {
  const module = (variable: string) => `
variable "division" {
  ${variable}
}
variable "role" {
}
resource "genesyscloud_oauth_client" "etl" {
  name                  = "etl"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = var.role
    division_id = var.division
  }
}
output "client" {
  value = genesyscloud_oauth_client.etl.client_id
}
`;
  const call = (division: string) => `
module "etl" {
  source   = "./modules/etl"
  role     = genesyscloud_auth_role.reader.id
  ${division === '' ? '' : `division = ${division}`}
}
`;
  const run = async (division: string, variable: string) =>
    verdictOn(await judge({ 'main.tf': around + call(division), 'modules/etl/main.tf': module(variable) }));

  it('get what their call says', async () => {
    expect(await run('genesyscloud_auth_division.voice.id', 'type = string')).toBe(voice);
    expect(await run('"*"', 'type = string')).toBe('all');
    expect(await run('null', 'type = string')).toBe('home null');
  });

  it('are found by the call that hands a leak in', async () => {
    const { document } = await judge({
      'main.tf': `${around}locals {\n  all = "*"\n}\n${call('local.all')}`,
      'modules/etl/main.tf': module('type = string'),
    });
    const [finding] = document.findings;
    expect(finding?.rule).toBe('all-divisions');
    expect(finding?.at.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'infra/modules/etl/main.tf:12',
      'infra/main.tf:28',
      'infra/main.tf:22',
    ]);
    expect(finding?.because.map(({ text }) => text)).toEqual([
      'resource module.etl.genesyscloud_oauth_client.etl',
      'role_id = var.role',
      'var.role = genesyscloud_auth_role.reader.id',
      'division_id = var.division',
      'var.division = local.all',
      'local.all = "*"',
    ]);
  });

  it.each([
    ['sensitive = true', 'local.all'],
    ['ephemeral = true', 'local.all'],
    ['sensitive = local.unknown', 'local.all'],
    ['sensitive = false', 'local.all = "*"'],
  ])('with %s are told as %s', async (mark, told) => {
    const { document } = await judge({
      'main.tf': `${around}locals {\n  all = "*"\n}\n${call('local.all')}`,
      'modules/etl/main.tf': module(`type = string\n  ${mark}`),
    });
    expect(document.findings[0]?.because.map(({ text }) => text).slice(-3)).toEqual([
      'division_id = var.division',
      'var.division = local.all',
      told,
    ]);
  });

  it.each([
    ['var.s', 'sensitive = true'],
    ['"x-${var.s}"', 'ephemeral = true'],
    ['var.s', 'default = "CANARY"\n  sensitive = true'],
  ])('never say again what is sensitive: %s of %s', async (use, marked) => {
    const given = marked.startsWith('default') ? '' : 's = "CANARY"';
    const { document } = await judge({
      'main.tf': `${around}module "m" {\n  source = "./m"\n  ${given}\n}\n${client('module.m.o')}`,
      'm/main.tf': `${around}variable "s" {\n  ${marked}\n}\noutput "o" {\n  value = "CANARY"\n  sensitive = true\n}
resource "genesyscloud_auth_role" "r" {\n  name = "r"\n  permissions = [${use}]\n}
resource "genesyscloud_oauth_client" "c" {
  name = ${use}
  authorized_grant_type = ${use}
  scopes = [${use}]
  roles {
    role_id = ${use}
    division_id = ${use}
  }
}\n`,
    });
    expect(document.verdict).toBe('rejected');
    expect(JSON.stringify(document)).toContain('sensitive variable');
    expect(JSON.stringify(document)).not.toContain('CANARY');
  });

  it('with sensitive = true lead to a division as all do', async () => {
    expect(await run('genesyscloud_auth_division.voice.id', 'sensitive = true')).toBe(voice);
    expect(await run('null', 'sensitive = true')).toBe('home null');
  });

  it('get their defaults only where the call is silent', async () => {
    expect(await run('', 'default = "*"')).toBe('all');
    expect(await run('genesyscloud_auth_division.voice.id', 'default = "*"')).toBe(voice);
    expect(await run('null', 'default  = "*"\n  nullable = false')).toBe('all');
    expect(await run('', 'type = string')).toBe('unproven dangling');
  });

  it('get of a whole object what their type lists', async () => {
    const whole = async (division: string, type: string) =>
      verdictOn(
        await judge({
          'main.tf': `${around}data "genesyscloud_auth_division" "d" {\n  name = "x"\n}\n${call(division)}`,
          'modules/etl/main.tf': module(`type = ${type}`).replace(
            'division_id = var.division',
            'division_id = var.division.id',
          ),
        }),
      );
    const object = 'object({\n    id = string # of the tenant\n  })';
    expect(await whole('genesyscloud_auth_division.voice', object)).toBe(voice);
    expect(await whole('genesyscloud_auth_role.reader', object)).toBe('unproven not-an-id');
    expect(await whole('data.genesyscloud_auth_division.d', object)).toBe('unowned the division named "x"');
    expect(await whole('genesyscloud_auth_division.many', object)).toBe('unproven dangling');
    expect(await whole('genesyscloud_auth_division.counted', object)).toBe(
      'unproven it goes through a variable whose type makes something else of it, which is not followed here',
    );
    expect(await whole('genesyscloud_auth_division.voice', 'object({ name = string })')).toBe(
      'unproven dangling',
    );
  });

  it('have what is optional in their type where the call gives it, and else null or a default', async () => {
    const of = async (value: string, type: string) =>
      verdictOn(
        await judge({
          'main.tf': `${around}${call(value)}`,
          'modules/etl/main.tf': module(`type = ${type}`).replace(
            'division_id = var.division',
            'division_id = var.division.id',
          ),
        }),
      );
    const optional = 'object({\n    id   = optional(string)\n    home = optional(bool, false)\n  })';
    const defaulted = 'object({ id = optional(string, "*") })';
    const notFollowed = 'unproven a default in the type of a variable gives it, which is not followed here';
    for (const type of [optional, defaulted]) {
      expect(await of('{ id = genesyscloud_auth_division.voice.id }', type)).toBe(voice);
      expect(await of('{ id = "*" }', type)).toBe('all');
      // A whole resource may lack what is optional.
      expect(await of('genesyscloud_auth_division.voice', type)).toMatch(/^unproven it goes through/);
    }
    for (const nothing of ['{}', '{ id = null }']) {
      expect(await of(nothing, optional)).toBe('home null');
      expect(await of(nothing, defaulted)).toBe(notFollowed);
    }
    expect(await of('{ id = genesyscloud_auth_division.voice.description }', optional)).toBe(
      'unproven not-an-id',
    );
    expect(await of('{ id = genesyscloud_auth_division.voice.description }', defaulted)).toBe(notFollowed);
    expect(await of('{}', 'object({ id = optional(string, 12) })')).toBe('unowned the id 12');
    for (const odd of [
      'optional(string,)',
      'optional()',
      'optional(string, "${x}")',
      'optional(string, "\\"*")',
      'optional(string, [[[[[]]]]])',
    ])
      expect(await of('{}', `object({ id = ${odd} })`)).toBe(
        'unproven it goes through a variable whose type is not followed here',
      );
  });

  it('get numbers and truth values that are written as texts', async () => {
    const of = (type: string, value: string, when: string) =>
      judge({
        'main.tf': `${around}module "m" {\n source = "./m"\n v = ${value}\n}\n${client('module.m.division')}`,
        'm/main.tf': `variable "v" {\n type = ${type}\n}\noutput "division" {\n value = ${when} ? "*" : "x"\n}\n`,
      }).then(verdictOn);
    expect(await of('number', '"12"', 'var.v == 12')).toBe('all');
    expect(await of('bool', '"true"', 'var.v')).toBe('all');
    expect(await of('bool', '"0"', 'var.v == false')).toBe('all');
    expect(await of('number', '"012"', 'var.v == 12')).toMatch(
      /^unproven it goes through a variable whose type/,
    );
  });

  it('are not followed through types that change values', async () => {
    expect(await run('{}', 'type = object({ id = tuple([string]) })')).toBe(
      'unproven it goes through a variable whose type is not followed here',
    );
  });

  it('give outputs, and are made once for each key', async () => {
    const files = {
      'main.tf': `${around}
module "division" {
  for_each = toset(["a", "b"])
  source   = "./division"
  name     = each.key
}
${client('module.division["b"].id')}`,
      'division/main.tf': `
variable "name" {
}
resource "genesyscloud_auth_division" "it" {
  name = var.name
}
output "id" {
  value = genesyscloud_auth_division.it.id
}`,
    };
    const judged = await judge(files);
    expect(verdictOn(judged)).toBe('made module.division["b"].genesyscloud_auth_division.it');
    expect(judged.document.verdict).toBe('contained');
    expect(judged.document.examined.modules).toBe(3);
  });

  it('that call each other in circles are named', async () => {
    const judged = await judge({
      'main.tf': 'module "a" {\n source = "./a"\n}',
      'a/main.tf': 'module "b" {\n source = "../b"\n}',
      'b/main.tf': 'module "a" {\n source = "../a"\n}',
    });
    expect(judged.document.findings[0]?.what).toBe(
      'module.a.module.b.module.a: it goes through a module that calls itself.',
    );
  });

  it('that multiply without end are refused', async () => {
    const twice = (next: string) => `module "x" {\n count = 30\n source = "./${next}"\n}`;
    const files = {
      'main.tf': twice('a'),
      'a/main.tf': twice('a'),
      'a/a/main.tf': twice('a'),
      'a/a/a/main.tf': twice('a'),
      'a/a/a/a/main.tf': 'locals {\n}',
    };
    await expect(judge(files)).rejects.toThrow('more than 20,000 resources and modules');
  });
});
