import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import { divisionReference, type Json } from '../support/write-assembly';
import { type Case, prefixed, replaced, stack } from './edits';
import { fileFixtures } from './fixtures/files';
import { client, type Edit } from './fixtures/fixture';

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
      'arguments of a placement in the block that escapes them',
      stack(
        (file) =>
          void (file.resource.genesyscloud_routing_skill_group = {
            x: { name: 'x', division_id: divisionReference('voice'), _: { member_division_ids: ['*'] } },
          }),
      ),
      [of('g_routing_skill_group.x has arguments in _')],
    ],
    [
      'all arguments of a placement in it, also where it is null',
      stack(
        (file) =>
          void (file.resource.genesyscloud_business_rules_decision_table = {
            t: { _: { division_id: 'x' } },
            u: { _: null },
          }),
      ),
      [
        of('g_business_rules_decision_table.t has arguments in _'),
        of('g_business_rules_decision_table.u has arguments in _'),
      ],
    ],
    [
      'arguments of what is modelled in it',
      division({ _: { home: true } }),
      [of(`${voice} has arguments in _`)],
    ],
    [
      'grants in it',
      stack((_file, assembly) => void (client(assembly)._ = { roles: [{ division_id: '*' }] })),
      [of('g_oauth_client.client-1 has arguments in _')],
    ],
    [
      'permissions in it',
      stack(
        (file) => void (file.resource.genesyscloud_auth_role.reader._ = { permissions: ['admin'] }),
        'demo-foundation',
      ),
      ['-: demo-foundation g_auth_role.reader has arguments in _'],
    ],
    [
      'arguments of a data source in it',
      stack((file) => void (file.data.genesyscloud_auth_division = { d: { _: { name: 'x' } } })),
      [of('g_auth_division.d has arguments in _')],
    ],
    [
      'settings of a remote state in it',
      stack((file) => void ((Object.values(file.data.terraform_remote_state)[0] as Json)._ = {})),
      [of('terraform_remote_state.cross-stack-reference-input-demo-foundation has arguments in _')],
    ],
    [
      'settings of the provider in it',
      stack((file) => void (file.provider.genesyscloud[0]._ = { access_token: 'x' })),
      [of('provider genesyscloud has arguments in _')],
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
    ['unknown-argument', 'an argument', division({ color: 'x' })],
    ['unknown-setting', 'more in lifecycle', division({ lifecycle: { action_trigger: {} } })],
    ['unknown-setting', 'a setting', stack((file) => void (file.terraform.experiments = []))],
    ['set-by-provider', 'an id', division({ id: 'x' })],
    ['escaped', 'arguments in _', division({ _: {} })],
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
    expect(findings('unmodelled-authority', modelOf(edit)).map(({ values }) => values.why)).toEqual([why]);
  });
});

it('tells of a stack whose tenant left the manifest what an operator has to do', () => {
  const { bad } = fileFixtures['unmodelled-authority'];
  const left = findings('unmodelled-authority', modelOf(bad['a stack of nobody'] ?? {}));
  expect(left.map(messages['unmodelled-authority'].fix)).toEqual([
    'If its tenant or org has left the manifest, destroy the stack first (terraform destroy in its folder), or what it created stays; then synthesize again, which removes its files. If not, keep it in a separate project with its own review.',
  ]);
});
