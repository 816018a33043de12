import { describe, expect, it } from 'vitest';
import { around, client, judge, said, verdictOn } from './judge';

const own = 'genesyscloud_auth_division.voice.id';
const json = (value: unknown): Readonly<Record<string, string>> => ({ 'x.tf.json': JSON.stringify(value) });
const saidOf = (files: Readonly<Record<string, string>>) =>
  said({ 'main.tf': around + client(own), ...files });

describe('what Terraform does not evaluate in JSON syntax stands for itself', () => {
  it('the default of a variable', async () => {
    const judged = await judge({
      'main.tf': `${around}module "m" {\n  source = "./m"\n  own    = ${own}\n  role   = genesyscloud_auth_role.reader.id\n}\n`,
      'm/main.tf': `variable "own" {\n}\nvariable "role" {\n}\nlocals {\n  by = { own = var.own, "$\${\\"own\\"}" = "*" }\n}\n${client('local.by[var.which]')}`,
      'm/v.tf.json': JSON.stringify({ variable: { which: { type: 'string', default: '${"own"}' } } }),
    });
    expect(judged.problems).toEqual([]);
    expect(verdictOn(judged)).toBe('all');
  });

  it('the source of a module', async () => {
    const judged = await judge({
      'main.tf': around,
      ...json({ module: { m: { source: './m$${x}', own: `\${${own}}` } } }),
      'm${x}/main.tf': `variable "own" {\n}\n${client('var.own')}`,
      'm$${x}/main.tf': `variable "own" {\n}\n${client('"*"')}`,
    });
    expect(judged.problems).toEqual([]);
    expect(verdictOn(judged)).toBe('all');
  });

  it('the provider of an object', async () => {
    const x = (provider: string) =>
      json({ resource: { genesyscloud_auth_division: { x: { name: 'x', provider } } } });
    const told = (config: string) => [
      `wrong-org: The configuration makes genesyscloud_auth_division.x by the provider configuration ${config}, and others by genesyscloud.`,
    ];
    expect(await saidOf(x('genesyscloud'))).toEqual([]);
    expect(await saidOf(x('${genesyscloud}'))).toEqual(told('${genesyscloud}, which cannot be read'));
    // Terraform takes spaces and comments between the names.
    expect(await saidOf(x('genesyscloud /* . */ . eu'))).toEqual(
      told('genesyscloud /* . */ . eu, which cannot be read'),
    );
  });

  it('the providers that a module gets', async () => {
    const call = (name: string) => ({
      ...json({
        provider: { genesyscloud: { alias: 'eu' } },
        module: { m: { source: './m', providers: { [name]: 'genesyscloud.eu' } } },
      }),
      'm/main.tf': 'resource "genesyscloud_auth_division" "x" {\n  name = "x"\n}\n',
    });
    for (const name of ['genesyscloud', ' genesyscloud ', '${genesyscloud}'])
      expect((await saidOf(call(name))).map((line) => line.split(':')[0])).toEqual(['wrong-org']);
  });

  it('the iterator of a dynamic block, of which Terraform makes a name', async () => {
    const verdict = async (iterator: string) =>
      verdictOn(
        await judge({
          'main.tf': around,
          ...json({
            resource: {
              genesyscloud_oauth_client: {
                c: {
                  name: 'c',
                  authorized_grant_type: 'CLIENT-CREDENTIALS',
                  for_each: { a: `\${${own}}` },
                  dynamic: {
                    roles: {
                      for_each: ['*'],
                      iterator,
                      content: {
                        role_id: '${genesyscloud_auth_role.reader.id}',
                        division_id: '${each.value}',
                      },
                    },
                  },
                },
              },
            },
          }),
        }),
      );
    expect(await verdict('it')).toBe('made genesyscloud_auth_division.voice');
    expect(await verdict('each')).toBe('all');
    for (const iterator of ['each ', 'each/**/', '${"each"}'])
      expect(await verdict(iterator)).toBe('unproven dynamic');
  });

  it('the source of a provider, of two the last', async () => {
    const from = (sources: string) => ({
      'x.tf.json': `{"terraform": {"required_providers": {"genesyscloud": {${sources}}}}}`,
    });
    const good = '"source": "mypurecloud/genesyscloud"';
    expect(await saidOf(from(good))).toEqual([]);
    const other = [
      'unmodelled-authority: required provider genesyscloud: its source is not mypurecloud/genesyscloud, and no other provider is modelled.',
    ];
    expect(await saidOf(from(`${good}, "source": "evil/genesyscloud"`))).toEqual(other);
    expect(await saidOf(from('"source": "${\\"mypurecloud/genesyscloud\\"}"'))).toEqual(other);
  });
});

describe('a block is a block where it stands', () => {
  it('a data source in a check', async () => {
    const check = (data: unknown) =>
      json({ check: { c: { data, assert: { condition: true, error_message: 'x' } } } });
    const found = [
      'unmodelled-authority: data source in a check: it can make resources or run code that these files do not show.',
    ];
    expect(await saidOf(check({ external: { x: { program: ['id'] } } }))).toEqual(found);
    expect(await saidOf(check([{ terraform_remote_state: { x: { backend: 'local' } } }]))).toEqual(found);
  });

  it('and an argument one elsewhere', async () => {
    expect(
      await saidOf(json({ data: { terraform_remote_state: { x: { backend: 'local', config: {} } } } })),
    ).toEqual([]);
    expect(await saidOf(json({ terraform: { backend: { local: { path: 'x' } } } }))).toEqual([]);
    expect(await saidOf(json({ resource: { local_file: { x: { content: 'x' } } } }))).toEqual([
      'unmodelled-authority: provider local: only the Genesys Cloud provider is modelled.',
    ]);
  });
});

it('half of a character is none, where JSON syntax holds it in an expression', async () => {
  const judged = await judge({
    'main.tf': around,
    ...json({
      locals: { m: { '\u{1f600}': `\${${own}}`, '\ufffd\ufffd': '*' } },
      resource: {
        genesyscloud_oauth_client: {
          c: {
            name: 'c',
            authorized_grant_type: 'CLIENT-CREDENTIALS',
            roles: {
              role_id: '${genesyscloud_auth_role.reader.id}',
              division_id: '${local.m["\\ud83d\\ude00"]}',
            },
          },
        },
      },
    }),
  });
  expect(judged.problems).toEqual([]);
  expect(verdictOn(judged)).toBe('unproven expression');
});
