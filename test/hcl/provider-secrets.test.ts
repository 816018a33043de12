import { describe, expect, it } from 'vitest';
import { around, client, judge, saidIn } from './judge';

const own = around + client('genesyscloud_auth_division.voice.id');
const saidOf = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const { problems, document } = await judge(files);
  expect(problems).toEqual([]);
  expect(JSON.stringify(document)).not.toContain('hunter2');
  return saidIn(document);
};
const native = (body: string) => saidOf({ 'main.tf': `${own}provider "genesyscloud" {\n${body}\n}\n` });
const json = (provider: unknown) =>
  saidOf({ 'main.tf': own, 'provider.tf.json': JSON.stringify({ provider: { genesyscloud: provider } }) });

describe('a literal secret in a provider block, at any depth', () => {
  it.each([
    ['proxy.auth.password', 'proxy {\n auth {\n password = "hunter2"\n }\n }'],
    ['gateway.auth.password', 'gateway {\n auth {\n password = "hunter2"\n }\n }'],
    ['gateway.auth.username', 'gateway {\n auth {\n username = "hunter2"\n }\n }'],
    [
      'gateway.path_params.password, which does not exist there and may be a secret',
      'gateway {\n path_params {\n password = "hunter2"\n }\n }',
    ],
    [
      'proxy.auth.password',
      'dynamic "proxy" {\n for_each = [1]\n content {\n auth {\n password = "hunter2"\n }\n }\n }',
    ],
    [
      'proxy.auth.password',
      'proxy {\n dynamic "auth" {\n for_each = [{ password = "hunter2" }]\n content {\n password = auth.value.password\n }\n }\n }',
    ],
    ['proxy.token, which does not exist there and may be a secret', 'proxy {\n token = "hunter2"\n }'],
    ['secret.key, which does not exist there and may be a secret', 'secret {\n key = "hunter2"\n }'],
    ['client_secret, which does not exist there and may be a secret', 'client_secret = "hunter2"'],
  ])('%s', async (path, body) => {
    expect(await native(body)).toEqual([
      `secret-exposure: In infra/main.tf provider genesyscloud sets ${path}.`,
    ]);
  });

  it('in JSON, whatever its blocks are called', async () => {
    const found = (path: string) => [
      `secret-exposure: In infra/provider.tf.json provider genesyscloud sets ${path}.`,
    ];
    expect(await json({ proxy: { auth: { password: 'hunter2' } } })).toEqual(found('proxy.auth.password'));
    expect(await json([{ proxy: [{ auth: [{ password: 'hunter2' }] }] }])).toEqual(
      found('proxy.auth.password'),
    );
    expect(
      await json({ dynamic: { proxy: { for_each: [1], content: { auth: { password: 'hunter2' } } } } }),
    ).toEqual(found('proxy.auth.password'));
    expect(await json({ secret: { key: 'hunter2' } })).toEqual(
      found('secret, which does not exist there and may be a secret'),
    );
  });

  it.each([
    [
      'a default',
      {
        'main.tf': `${own}provider "genesyscloud" {\n access_token = var.t\n}\nvariable "t" {\n default = "hunter2"\n}\n`,
      },
    ],
    [
      'the argument of a call',
      {
        'main.tf': `${own}module "m" {\n source = "./m"\n t = "hunter2"\n}\n`,
        'm/main.tf': 'module "n" {\n source = "../n"\n t = var.t\n}\nvariable "t" {\n}\n',
        'n/main.tf': 'provider "genesyscloud" {\n access_token = "${var.t}"\n}\nvariable "t" {\n}\n',
      },
    ],
  ])('in a variable that gets it by %s', async (_, files) => {
    expect((await saidOf(files)).join()).toContain('provider genesyscloud sets access_token');
  });

  it('is told of every one', async () => {
    expect(
      await native(
        'oauthclient_secret = "hunter2"\n proxy {\n auth {\n username = "u"\n password = "hunter2"\n }\n }\n gateway {\n auth {\n password = "hunter2"\n }\n }',
      ),
    ).toHaveLength(4);
  });
});

describe('no secret is', () => {
  it.each([
    [
      'a variable',
      'proxy {\n host = "p"\n auth {\n username = var.u\n password = var.p\n }\n }\n}\nvariable "u" {\n}\nvariable "p" {',
    ],
    [
      'a host',
      'proxy {\n host = "p"\n port = 1\n protocol = "https"\n }\n gateway {\n host = "g"\n path_params {\n path_name = "a"\n path_value = "b"\n }\n }',
    ],
    ['nothing', 'proxy {\n auth {\n password = null\n }\n }'],
    ['what belongs to Terraform', 'alias = "x"\n version = "1.84.1"\n aws_region = "eu-west-1"'],
  ])('%s', async (_, body) => {
    const found = await native(body);
    expect(found.filter((line) => line.startsWith('secret-exposure'))).toEqual([]);
  });
});
