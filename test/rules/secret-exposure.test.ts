import { describe, expect, it } from 'vitest';
import { findings, found, modelOf } from '../support/found';
import { type Case, stack } from './edits';
import { client, type Edit } from './fixtures/fixture';

describe('secret-exposure', () => {
  const of = (...whats: readonly string[]): string[] => whats.map((what) => `acme: demo-acme ${what}`);
  const set = (name: string, value: unknown): Edit =>
    stack((_file, assembly) => void (client(assembly)[name] = value));
  const provider = (name: string, value: unknown): Edit =>
    stack((file) => void (file.provider.genesyscloud[0][name] = value));
  const output = (value: string): Edit => stack((file) => void (file.output = { o: { value } }));
  const secret = '${genesyscloud_oauth_client.client-1.client_secret}';
  const reads = (where: string): string[] =>
    of(`a template in ${where} reads a client beyond its id and name`);
  it.each<Case>([
    ['switched off', set('expose_client_secret', false), []],
    ['null', set('directory_client_secret', null), []],
    [
      'switched on',
      set('expose_client_secret', true),
      of('g_oauth_client.client-1 sets expose_client_secret'),
    ],
    [
      'an empty folder',
      set('directory_client_secret', ''),
      of('g_oauth_client.client-1 sets directory_client_secret'),
    ],
    ['a secret of its own', set('client_secret', 'canary'), of('g_oauth_client.client-1 sets client_secret')],
    [
      'a credential of the provider',
      provider('oauthclient_secret', 'canary'),
      of('provider genesyscloud sets oauthclient_secret'),
    ],
    ['no credential of the provider', provider('oauthclient_secret', null), []],
    [
      'an empty credential of the provider',
      provider('oauthclient_secret', ''),
      of('provider genesyscloud sets oauthclient_secret'),
    ],
    [
      'a credential of the provider that is a number',
      provider('oauthclient_secret', 7),
      of('provider genesyscloud sets oauthclient_secret'),
    ],
    [
      'a password of the provider’s proxy',
      provider('proxy', { host: 'h', auth: { username: 'canary', password: 'canary' } }),
      of('provider genesyscloud sets proxy.auth.username').concat(
        of('provider genesyscloud sets proxy.auth.password'),
      ),
    ],
    [
      'a password of the provider’s gateway, where blocks are lists',
      provider('gateway', [{ host: 'h', auth: [{ password: null }, { password: 'canary' }] }]),
      of('provider genesyscloud sets gateway.auth.password'),
    ],
    ['a proxy without a password', provider('proxy', { host: 'h', password: 'x' }), []],
    ['no proxy', provider('proxy', null), []],
    ['a log of the provider', provider('sdk_debug', true), of('provider genesyscloud sets sdk_debug')],
    ['a log by an expression', provider('sdk_debug', '${var.d}'), of('provider genesyscloud sets sdk_debug')],
    ['no log of the provider', provider('sdk_debug', false), []],
    [
      'a name that is computed',
      set('name', '${var.n}'),
      of('g_oauth_client.client-1 computes its name when Terraform runs'),
    ],
    ['a description that is a number', set('description', 7), []],
    ['a description that is a boolean', set('description', true), []],
    [
      'a description that is a list',
      set('description', ['x']),
      of('g_oauth_client.client-1 has a description that is no text'),
    ],
    [
      'a description that is an object',
      set('description', {}),
      of('g_oauth_client.client-1 has a description that is no text'),
    ],
    [
      'a description twice',
      {
        assembly: (assembly) => {
          const text = JSON.stringify(assembly.stacks.get('demo-acme'));
          assembly.raw.set(
            'demo-acme',
            text.replace('"client-1":{', '"client-1":{"description":"","description":"",'),
          );
        },
      },
      of(
        'g_oauth_client.client-1 has its description twice',
        'g_oauth_client.client-1 has its description twice',
      ),
    ],
    ['a description that is null', set('description', null), []],
    ['a state that is computed, which is no free text', set('state', '${var.s}'), []],
    [
      'the description of a role that is computed',
      stack(
        (file) => void (file.resource.genesyscloud_auth_role.reader.description = '${var.d}'),
        'demo-foundation',
      ),
      ['-: demo-foundation g_auth_role.reader computes its description when Terraform runs'],
    ],
    [
      'the description of a division that is a reference',
      stack(
        (file) => void (file.resource.genesyscloud_auth_division['division-voice'].description = '${a.b.c}'),
      ),
      of('g_auth_division.division-voice computes its description when Terraform runs'),
    ],
    ['its id', output('${genesyscloud_oauth_client.client-1.id}'), []],
    ['its client id, with spaces', output('${ genesyscloud_oauth_client.client-1.client_id\t}'), []],
    ['its name', output('${genesyscloud_oauth_client.client-1.name}'), []],
    ['its id and more', output('${genesyscloud_oauth_client.client-1.id}x'), reads('o')],
    ['more and its id', output('x${genesyscloud_oauth_client.client-1.id}'), reads('o')],
    ['its state', output('${genesyscloud_oauth_client.client-1.state}'), reads('o')],
    ['its id’s part', output('${genesyscloud_oauth_client.client-1.id.x}'), reads('o')],
    ['its secret', output(secret), reads('o')],
    ['the secret of something', output('${var.x.client_secret}'), reads('o')],
    ['the client as a whole', output('${jsonencode(genesyscloud_oauth_client.client-1)}'), reads('o')],
    [
      'in a directive',
      output('%{ if genesyscloud_oauth_client.client-1.client_secret }%{ endif }'),
      reads('o'),
    ],
    ['its name without a template', output('client_secret of genesyscloud_oauth_client'), []],
    ['its name in braces that make no template', output('{client_secret}'), []],
    ['another resource', output('${genesyscloud_auth_division.division-voice.id}'), []],
    [
      'itself',
      set('lifecycle', {
        postcondition: { condition: '${self.client_secret != ""}', error_message: '${self.name}' },
      }),
      [...reads('g_oauth_client.client-1'), ...reads('g_oauth_client.client-1')],
    ],
    ['a word that begins with self', set('lifecycle', { postcondition: { condition: '${selfish.x}' } }), []],
    [
      'itself elsewhere',
      stack(
        (file) =>
          void (file.resource.genesyscloud_auth_division['division-voice'].lifecycle = {
            postcondition: { condition: '${self.id}' },
          }),
      ),
      [],
    ],
    [
      'in Terraform’s settings',
      stack((file) => void (file.terraform.required_version = secret)),
      reads('a block'),
    ],
    ['in a provider', provider('log_file_path', secret), reads('genesyscloud')],
    [
      'in a resource',
      stack(
        (file) => void (file.resource.genesyscloud_auth_division['division-voice'].depends_on = [secret]),
      ),
      reads('g_auth_division.division-voice'),
    ],
    [
      'in a data source',
      stack((file) => void (file.data.genesyscloud_auth_division = { d: { name: secret } })),
      reads('g_auth_division.d'),
    ],
    ['in an import', stack((file) => void (file.import[0].id = secret)), reads('a block')],
    ['in a local', stack((file) => void (file.locals = { [secret]: 1 })), reads('a block')],
    ['in a variable', stack((file) => void (file.variable = { v: { default: [secret] } })), reads('v')],
    ['in a move', stack((file) => void (file.moved = { from: secret })), reads('moved')],
    [
      'in another block',
      stack((file) => void (file.check = { c: { assert: { condition: secret } } })),
      reads('check'),
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('secret-exposure', edit)).toEqual(expected);
  });
});

it('secret-exposure tells what is only computed from what is a secret', () => {
  const told = (name: string, value: unknown) =>
    findings(
      'secret-exposure',
      modelOf(stack((_file, assembly) => void (client(assembly)[name] = value))),
    ).map(({ values }) => values);
  expect(told('name', '${var.n}')).toEqual([
    {
      stack: 'demo-acme',
      what: 'genesyscloud_oauth_client.client-1 computes its name when Terraform runs',
      computed: 'yes',
    },
  ]);
  expect(told('expose_client_secret', true)).toEqual([
    { stack: 'demo-acme', what: 'genesyscloud_oauth_client.client-1 sets expose_client_secret' },
  ]);
});
