import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import { type AssemblyText, divisionReference, type Json } from '../support/write-assembly';
import { client, type Edit } from './fixtures/fixture';

/* Where exactly the rules about the written files begin to speak, and what they say. */

const stack = (edit: (file: Json, assembly: AssemblyText) => void, name = 'demo-acme'): Edit => ({
  assembly: (assembly) => edit(assembly.stacks.get(name), assembly),
});
/** Acme's stack as a text with something put before its first member. */
const prefixed = (text: string): Edit => ({
  assembly: (assembly) =>
    void assembly.raw.set(
      'demo-acme',
      `{${text},${JSON.stringify(assembly.stacks.get('demo-acme')).slice(1)}`,
    ),
});
const replaced = (from: string, to: string): Edit => ({
  assembly: (assembly) => {
    const text = JSON.stringify(assembly.stacks.get('demo-acme'));
    if (!text.includes(from)) throw new Error(`no ${from}`);
    assembly.raw.set(
      'demo-acme',
      text.replace(from, () => to),
    );
  },
});
type Case = [what: string, edit: Edit, expected: string[]];

describe('unmodelled-authority', () => {
  const of = (what: string, tenant = 'acme', name = 'demo-acme'): string => `${tenant}: ${name} ${what}`;
  const voice = 'g_auth_division.division-voice';
  const division = (values: Json): Edit =>
    stack((file) => Object.assign(file.resource.genesyscloud_auth_division['division-voice'], values));
  it.each<Case>([
    [
      'a type that grants',
      stack((file) => void (file.resource.genesyscloud_user = { u: {} })),
      [of('resource g_user.u')],
    ],
    [
      'a data source that nobody examined',
      stack((file) => void (file.data.genesyscloud_user = { u: {} })),
      [of('data source g_user.u')],
    ],
    [
      'a data source that is modelled',
      stack((file) => void (file.data.genesyscloud_auth_division = { u: {} })),
      [],
    ],
    ['a provisioner', division({ provisioner: { 'local-exec': {} } }), [of(`provisioner of ${voice}`)]],
    ['a connection', division({ connection: {} }), [of(`connection of ${voice}`)]],
    [
      'a provisioner in a placement',
      stack(
        (file) =>
          void (file.resource.genesyscloud_routing_queue = {
            q: { division_id: divisionReference('voice'), provisioner: {} },
          }),
      ),
      [of('provisioner of g_routing_queue.q')],
    ],
    [
      'a provisioner in a data source',
      stack((file) => void (file.data.genesyscloud_auth_division = { d: { provisioner: {} } })),
      [of('provisioner of g_auth_division.d')],
    ],
    [
      'a connection in a remote state',
      stack((file) => void ((Object.values(file.data.terraform_remote_state)[0] as Json).connection = {})),
      [of('connection of terraform_remote_state.cross-stack-reference-input-demo-foundation')],
    ],
    [
      'all that lifecycle may hold',
      division({
        lifecycle: {
          create_before_destroy: true,
          prevent_destroy: true,
          ignore_changes: [],
          replace_triggered_by: [],
          precondition: {},
          postcondition: {},
        },
      }),
      [],
    ],
    [
      'more in lifecycle',
      division({ lifecycle: [{ action_trigger: {} }] }),
      [of(`lifecycle action_trigger of ${voice}`)],
    ],
    [
      'what Terraform does around a resource',
      division({
        count: 1,
        for_each: [],
        depends_on: [],
        provider: 'genesyscloud',
        lifecycle: {},
        dynamic: {},
      }),
      [],
    ],
    ['an argument that nobody knows', division({ owner: 'x' }), [of(`${voice} owner`)]],
    ['an id set by hand', division({ id: 'x' }), [of(`${voice} sets id`)]],
    ['an id that is null', division({ id: null }), []],
    [
      'a computed attribute set by hand',
      stack((_file, assembly) => void (client(assembly).integration_credential_id = 'x')),
      [of('g_oauth_client.client-1 sets integration_credential_id')],
    ],
    [
      'an argument of a grant that nobody knows',
      stack((_file, assembly) => void (client(assembly).roles[0].lifecycle = {})),
      [of('g_oauth_client.client-1 roles.lifecycle')],
    ],
    [
      'a provisioner inside a grant',
      stack((_file, assembly) => void (client(assembly).roles[0].provisioner = {})),
      [of('g_oauth_client.client-1 roles.provisioner')],
    ],
    [
      'an argument inside a condition that nobody knows',
      stack(
        (file) =>
          void (file.resource.genesyscloud_auth_role.reader.permission_policies[0].conditions = [
            { conjunction: 'AND', terms: [{ operands: { type: 'x', other: 1 } }] },
          ]),
        'demo-foundation',
      ),
      ['-: demo-foundation g_auth_role.reader permission_policies.conditions.terms.operands.other'],
    ],
    ['another provider', stack((file) => void (file.provider.aws = [{}])), [of('provider aws')]],
    [
      'a setting of Terraform that nobody knows',
      stack((file) => void (file.terraform.experiments = [])),
      [of('terraform experiments')],
    ],
    ['the cloud in place of a backend', stack((file) => void (file.terraform.cloud = {})), []],
    ['a version of Terraform', stack((file) => void (file.terraform.required_version = '>= 1')), []],
    [
      'another required provider',
      stack((file) => void (file.terraform.required_providers.aws = {})),
      [of('required provider aws')],
    ],
    ['a block that nobody knows', stack((file) => void (file.action = {})), [of('block action')]],
    ['a check that asserts', stack((file) => void (file.check = { c: { assert: {} } })), []],
    [
      'a check that reads',
      stack((file) => void (file.check = { c: { assert: {}, data: { http: { x: {} } } } })),
      [of('block check')],
    ],
    ['a check without anything', stack((file) => void (file.check = {})), []],
    [
      'a resource twice',
      replaced('"division-voice":{', '"division-voice":{"name":"x"},"division-voice":{'),
      [of(`${voice} twice`)],
    ],
    [
      'a data source twice',
      prefixed(
        '"data": {"genesyscloud_auth_division": {"d": {}}}, "data": {"genesyscloud_auth_division": {"d": {}}}',
      ),
      [of('data.g_auth_division.d twice')],
    ],
    [
      'a data source called as a resource',
      prefixed('"data": {"genesyscloud_auth_division": {"division-voice": {}}}'),
      [],
    ],
    ['an output twice', prefixed('"output": {"o": {}}, "output": {"o": {}}'), [of('output.o twice')]],
    ['a variable twice', prefixed('"variable": {"v": {}}, "variable": {"v": {}}'), [of('variable.v twice')]],
    ['two blocks of locals', prefixed('"locals": {"v": 1}, "locals": {"w": 1}'), []],
    ['things of one name and another kind', prefixed('"variable": {"v": {}}, "output": {"v": {}}'), []],
    [
      'a text where lifecycle belongs',
      division({ lifecycle: 'x' }),
      [of("file is not Terraform's JSON: a block is expected here")],
    ],
    [
      'a text where lifecycle of a data source belongs',
      stack((file) => void (file.data.genesyscloud_auth_division = { d: { lifecycle: 'x' } })),
      [of("file is not Terraform's JSON: a block is expected here")],
    ],
    [
      'a text where a dynamic block belongs',
      division({ dynamic: 'x' }),
      [of("file is not Terraform's JSON: a block is expected here")],
    ],
    [
      'a text where policies belong',
      stack(
        (file) => void (file.resource.genesyscloud_auth_role.reader.permission_policies = 'x'),
        'demo-foundation',
      ),
      ["-: demo-foundation file is not Terraform's JSON: a block is expected here"],
    ],
    [
      'a number among policies',
      stack(
        (file) => file.resource.genesyscloud_auth_role.reader.permission_policies.push([7]),
        'demo-foundation',
      ),
      ["-: demo-foundation file is not Terraform's JSON: an object is expected here"],
    ],
    [
      'a text where a proxy belongs',
      stack((file) => void (file.provider.genesyscloud[0].proxy = 'x')),
      [of("file is not Terraform's JSON: a block is expected here")],
    ],
    [
      'a number in an output',
      stack((file) => void (file.output = { o: [7] })),
      [of("file is not Terraform's JSON: an object or an array of objects is expected here")],
    ],
    [
      'a number in an import',
      stack((file) => void (file.import = [[7]])),
      [of("file is not Terraform's JSON: an object is expected here")],
    ],
    [
      'a number in a variable',
      stack((file) => void (file.variable = { v: [7] })),
      [of("file is not Terraform's JSON: an object or an array of objects is expected here")],
    ],
    [
      'a number in a move',
      stack((file) => void (file.moved = [[7]])),
      [of("file is not Terraform's JSON: an object is expected here")],
    ],
    [
      'half a file',
      { assembly: (a) => void a.raw.set('demo-acme', '{') },
      [of('file is not valid JSON: a property name in double quotes is expected')],
    ],
    [
      'half a foundation',
      { assembly: (a) => void a.raw.set('demo-foundation', '{') },
      ['-: demo-foundation file is not valid JSON: a property name in double quotes is expected'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('unmodelled-authority', edit)).toEqual(expected);
  });

  const required = (genesyscloud: unknown): Edit =>
    stack((file) => void (file.terraform.required_providers = { genesyscloud }));
  const notPinned = [of('required provider genesyscloud')];
  it.each<[unknown, boolean]>([
    [{ source: 'mypurecloud/genesyscloud', version: '1.84.1' }, true],
    [{ source: 'registry.terraform.io/mypurecloud/genesyscloud', version: '1.84.1' }, true],
    [{ source: 'MyPureCloud/GenesysCloud', version: '= 1.84.1' }, true],
    [{ source: 'mypurecloud/genesyscloud', version: '=1.84.1' }, true],
    [{ source: 'registry.terraform.io.evil/mypurecloud/genesyscloud', version: '1.84.1' }, false],
    [{ source: 'registry-terraform-io/mypurecloud/genesyscloud', version: '1.84.1' }, false],
    [{ source: 'x/mypurecloud/genesyscloud', version: '1.84.1' }, false],
    [{ source: 'mypurecloud/genesyscloud-x', version: '1.84.1' }, false],
    [{ source: 'xmypurecloud/genesyscloud', version: '1.84.1' }, false],
    [{ source: '${var.s}', version: '1.84.1' }, false],
    [{ source: 'mypurecloud/genesyscloud', version: '1.84.2' }, false],
    [{ source: 'mypurecloud/genesyscloud', version: '>= 1.84.1' }, false],
    [{ source: 'mypurecloud/genesyscloud', version: '~> 1.84.1' }, false],
    [{ source: 'mypurecloud/genesyscloud', version: '!= 1.84.1' }, false],
    [{ source: 'mypurecloud/genesyscloud', version: '1.= 84.1' }, false],
    [{ source: 'mypurecloud/genesyscloud', version: null }, false],
    [{ source: 'mypurecloud/genesyscloud' }, false],
    [{ version: '1.84.1' }, false],
    [{ source: 'mypurecloud/genesyscloud', version: '1.84.1', configuration_aliases: [] }, false],
    ['1.84.1', false],
    [[{ source: 'mypurecloud/genesyscloud', version: '1.84.1' }], false],
    [null, false],
  ])('takes the provider %j for the modelled one: %j', (value, expected) => {
    expect(found('unmodelled-authority', required(value))).toEqual(expected ? [] : notPinned);
  });

  it.each<Case>([
    ['no provider', stack((file) => void delete file.terraform.required_providers), notPinned],
    [
      'a provider twice in one block',
      replaced(
        '"required_providers":{',
        '"required_providers":{"genesyscloud":{"source":"mypurecloud/genesyscloud","version":"1.84.1"},',
      ),
      notPinned,
    ],
    [
      'a second block of required providers',
      replaced('"required_providers":{', '"required_providers":{},"required_providers":{'),
      [of('required_providers twice')],
    ],
    [
      'beside other defects',
      stack((file) => {
        file.terraform.experiments = [];
        file.terraform.required_providers = [{ aws: {} }, {}];
      }),
      [
        of('terraform experiments'),
        of('required_providers twice'),
        of('required provider aws'),
        ...notPinned,
      ],
    ],
  ])('is told that Terraform may take %s', (_what, edit, expected) => {
    expect(found('unmodelled-authority', edit)).toEqual(expected);
  });

  it.each<[why: string, what: string, edit: Edit]>([
    ['unreadable', 'a text where a block belongs', division({ lifecycle: 'x' })],
    ['unknown-argument', 'more in lifecycle', division({ lifecycle: { action_trigger: {} } })],
    ['unknown-argument', 'a setting', stack((file) => void (file.terraform.experiments = []))],
    ['set-by-provider', 'an id', division({ id: 'x' })],
    [
      'declared-twice',
      'requirements',
      replaced('"required_providers":{', '"required_providers":{},"required_providers":{'),
    ],
    [
      'declared-twice',
      'a resource',
      replaced('"division-voice":{', '"division-voice":{"name":"x"},"division-voice":{'),
    ],
    ['other-provider', 'a provider', stack((file) => void (file.terraform.required_providers.aws = {}))],
    ['not-pinned', 'no provider', stack((file) => void delete file.terraform.required_providers)],
  ])('says why: %s (%s)', (why, _what, edit) => {
    expect(findings('unmodelled-authority', modelOf(edit)).map(({ values }) => values['why'])).toEqual([why]);
  });
});

describe('secret-exposure', () => {
  const of = (what: string): string[] => [`acme: demo-acme ${what}`];
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
    ['a log of the provider', provider('sdk_debug', true), of('provider genesyscloud sets sdk_debug')],
    ['a log by an expression', provider('sdk_debug', '${var.d}'), of('provider genesyscloud sets sdk_debug')],
    ['no log of the provider', provider('sdk_debug', false), []],
    [
      'a name that is computed',
      set('name', '${var.n}'),
      of('g_oauth_client.client-1 computes its name when Terraform runs'),
    ],
    [
      'a name that is a number',
      set('name', 7),
      of('g_oauth_client.client-1 computes its name when Terraform runs'),
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

describe('wrong-org', () => {
  const of = (what: string): string[] => [`acme: demo-acme ${what}`];
  const provider = (edit: (block: Json, blocks: Json) => void): Edit =>
    stack((file) => edit(file.provider.genesyscloud[0], file.provider.genesyscloud));
  const gateway = { url: 'https://gateway.example.com:8443' };
  const throughGateway = (edit?: (block: Json) => void): Edit => ({
    manifest: ({ demo }) => void (demo && Object.assign(demo.org, { gateway })),
    assembly: (assembly) => edit?.(assembly.stacks.get('demo-acme').provider.genesyscloud[0]),
  });
  it.each<Case>([
    ['no region', provider((block) => void delete block.aws_region), of('has aws_region nothing')],
    ['another region', provider((block) => void (block.aws_region = 'x')), of('has aws_region "x"')],
    [
      'a region twice',
      replaced('"aws_region":', '"aws_region":"x","aws_region":'),
      of('has aws_region aws_region'),
    ],
    ['how many at once', provider((block) => void (block.token_pool_size = 5)), []],
    ['a log, which is another finding', provider((block) => void (block.sdk_debug = true)), []],
    [
      'a credential',
      provider((block) => void (block.access_token = 'canary')),
      of('sets access_token in the provider block'),
    ],
    ['an alias', provider((block) => void (block.alias = 'x')), of('sets alias in the provider block')],
    [
      'two blocks more',
      provider((_block, blocks) => void blocks.push({ alias: 'a' }, { alias: 'b' })),
      [...of('has a second provider block'), ...of('has a second provider block')],
    ],
    ['another provider’s block', stack((file) => void (file.provider.aws = [{ region: 'x' }])), []],
    [
      'no block',
      stack((file) => void (file.provider = { aws: [{}] })),
      of('has no provider block: the environment decides which org it changes'),
    ],
    ['the gateway of the manifest', throughGateway(), []],
    [
      'no gateway',
      throughGateway((block) => void delete block.gateway),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'another port of the gateway',
      throughGateway((block) => void (block.gateway[0].port = '443')),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'a port of the gateway that is a number',
      throughGateway((block) => void (block.gateway[0].port = 8443)),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'the gateway twice',
      throughGateway((block) => block.gateway.push(block.gateway[0])),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'a gateway with more',
      throughGateway((block) => void (block.gateway[0].auth = {})),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'a gateway that is computed',
      throughGateway((block) => void (block.gateway[0].host = '${var.h}')),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'a gateway that the manifest does not have',
      provider((block) => void (block.gateway = {})),
      of('has a gateway that the manifest does not have'),
    ],
    ['a gateway that is null', provider((block) => void (block.gateway = null)), []],
    [
      'its own provider',
      stack((_f, assembly) => void (client(assembly).provider = 'genesyscloud.x')),
      of('g_oauth_client.client-1 names its own provider'),
    ],
    ['the default provider', stack((_f, assembly) => void (client(assembly).provider = 'genesyscloud')), []],
    [
      'a provider that is null',
      stack((_f, assembly) => void (client(assembly).provider = null)),
      of('g_oauth_client.client-1 names its own provider'),
    ],
    [
      'a data source’s own provider',
      stack((file) => void (file.data.genesyscloud_auth_division = { d: { provider: 'genesyscloud.x' } })),
      of('g_auth_division.d names its own provider'),
    ],
    [
      'another region’s catalogue, said once',
      { manifest: ({ demo }) => void (demo && (demo.catalog.region = 'us-east-1')) },
      ['-: demo-foundation catalogue is of region us-east-1'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('wrong-org', edit)).toEqual(expected);
  });

  it('takes the gateway of this run for the manifest’s', () => {
    const whats = (edit: Edit, url: string) =>
      findings('wrong-org', { ...modelOf(edit), gateway: url }).map(({ subject }) => subject);
    expect(whats(throughGateway(), gateway.url)).toEqual([]);
    expect(whats({}, gateway.url)).toHaveLength(3);
    expect(whats(throughGateway(), 'http://127.0.0.1:1')?.[0]).toContain('http://127.0.0.1:1');
  });
});

describe('ignored-changes', () => {
  const on = (lifecycle: unknown): Edit =>
    stack((_file, assembly) => void (client(assembly).lifecycle = lifecycle));
  const of = (...whats: string[]): string[] =>
    whats.map((what) => `acme: demo-acme g_oauth_client.client-1 ignores ${what}`);
  it.each<Case>([
    ['texts only', on({ ignore_changes: ['name', 'description'] }), []],
    ['nothing', on({ ignore_changes: [] }), []],
    ['null', on({ ignore_changes: null }), []],
    ['roles', on({ ignore_changes: ['description', 'roles'] }), of('roles')],
    ['all', on({ ignore_changes: 'all' }), of('all')],
    ['a text without a list', on({ ignore_changes: 'name' }), of('name')],
    ['what is no text', on({ ignore_changes: [7, { a: 1 }] }), of('a number', 'a object')],
    ['a number', on({ ignore_changes: 7 }), of('a number')],
    [
      'in two blocks',
      on([{ ignore_changes: ['state'] }, { ignore_changes: ['roles'] }]),
      of('state', 'roles'),
    ],
    ['other settings', on({ prevent_destroy: true }), []],
    [
      'a dynamic block',
      stack((_file, assembly) => void (client(assembly).dynamic = { lifecycle: {} })),
      of('a dynamic lifecycle'),
    ],
    [
      'of a division',
      stack(
        (file) =>
          void (file.resource.genesyscloud_auth_division['division-voice'].lifecycle = {
            ignore_changes: ['home'],
          }),
      ),
      ['acme: demo-acme g_auth_division.division-voice ignores home'],
    ],
    [
      'of a role',
      stack(
        (file) =>
          void (file.resource.genesyscloud_auth_role.reader.lifecycle = { ignore_changes: ['permissions'] }),
        'demo-foundation',
      ),
      ['-: demo-foundation g_auth_role.reader ignores permissions'],
    ],
    [
      'of a placement',
      stack(
        (file) =>
          void (file.resource.genesyscloud_routing_queue = {
            q: { division_id: divisionReference('voice'), lifecycle: { ignore_changes: ['division_id'] } },
          }),
      ),
      ['acme: demo-acme g_routing_queue.q ignores division_id'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('ignored-changes', edit)).toEqual(expected);
  });
});

describe('home-division', () => {
  const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
  const voice = (value: unknown): Edit =>
    stack((file) => void (file.resource.genesyscloud_auth_division['division-voice'].home = value));
  const resource = 'acme: demo-acme resource g_auth_division.division-voice';
  it.each<[unknown, boolean]>([
    [false, false],
    [null, false],
    [true, true],
    ['true', true],
    ['false', true],
    ['${var.h}', true],
    [0, true],
  ])('with home = %j written', (value, expected) => {
    expect(found('home-division', voice(value)).includes(resource)).toBe(expected);
  });

  it('in the foundation', () => {
    const edit = stack(
      (file) => void (file.resource.genesyscloud_auth_division = { home: { name: 'x', home: true } }),
      'demo-foundation',
    );
    expect(found('home-division', edit)).toEqual(['-: demo-foundation resource g_auth_division.home']);
  });

  it('shared or adopted', () => {
    const edit: Edit = {
      manifest: ({ demo }) => {
        if (!demo) return;
        demo.org.sharedDivisions.holidays.id = home;
        demo.tenants['globex'].divisions.hall.id = home.toUpperCase();
      },
    };
    expect(found('home-division', edit).filter((text) => text.includes(': division '))).toEqual([
      '-: division holidays',
      'globex: division hall',
    ]);
    const said = findings('home-division', modelOf(edit))
      .filter(({ subject }) => subject.startsWith('division '))
      .map((finding) => [messages['home-division'].what(finding), finding.at]);
    const what = (key: string): string =>
      `division ${key}: that is the home division (the catalogue gives this id as the home division).`;
    expect(said).toEqual([
      [
        what('holidays'),
        [{ kind: 'manifest', file: 'tenants/demo/org.yaml', path: ['sharedDivisions', 'holidays', 'id'] }],
      ],
      [
        what('hall'),
        [{ kind: 'manifest', file: 'tenants/demo/globex.yaml', path: ['divisions', 'hall', 'id'] }],
      ],
    ]);
  });
});

describe('undeclared-adoption', () => {
  const imported = (edit: (entry: Json, list: Json) => void): Edit =>
    stack((file) => edit(file.import[0], file.import));
  const old = '"1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c" as "g_auth_division.division-old"';
  const of = (what: string): string[] => [`acme: demo-acme ${what}`];
  it.each<Case>([
    ['the declared id in capitals', imported((entry) => void (entry.id = entry.id.toUpperCase())), []],
    [
      'another id',
      imported((entry) => void (entry.id = 'x')),
      of('imports "x" as "g_auth_division.division-old"'),
    ],
    [
      'an id that is no text',
      imported((entry) => void (entry.id = 7)),
      of('imports 7 as "g_auth_division.division-old"'),
    ],
    [
      'no id',
      imported((entry) => void delete entry.id),
      of('imports nothing as "g_auth_division.division-old"'),
    ],
    [
      'another address',
      imported((entry) => void (entry.to = 'x.y')),
      of('imports "1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c" as "x.y"'),
    ],
    [
      'an address that is a template',
      imported((entry) => void (entry.to = '${genesyscloud_auth_division.division-old}')),
      of('imports "1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c" as ${g_auth_division.division-old}'),
    ],
    ['with another argument', imported((entry) => void (entry.provider = 'x')), of(`imports ${old}`)],
    ['twice', imported((entry, list) => list.push({ ...entry })), of(`imports ${old} twice`)],
    [
      'what is adopted and not managed',
      imported(
        (_entry, list) =>
          void list.push({
            to: 'genesyscloud_auth_division.division-legacy',
            id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b',
          }),
      ),
      of('imports "0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b" as "g_auth_division.division-legacy"'),
    ],
    [
      'what the tenant makes',
      imported(
        (_entry, list) => void list.push({ to: 'genesyscloud_auth_division.division-voice', id: 'x' }),
      ),
      of('imports "x" as "g_auth_division.division-voice"'),
    ],
    [
      'by a move and a removal',
      stack((file) => {
        file.moved = { from: 'a.b', to: 'c.d' };
        file.removed = [{}];
      }),
      [...of('has a moved block'), ...of('has a removed block')],
    ],
    [
      'into the foundation',
      stack(
        (file) => void (file.import = [{ to: 'genesyscloud_auth_role.reader', id: 'x' }]),
        'demo-foundation',
      ),
      ['-: demo-foundation imports "x" as "g_auth_role.reader"'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('undeclared-adoption', edit)).toEqual(expected);
  });
});
