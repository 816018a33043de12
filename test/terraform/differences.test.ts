import { describe, expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import { readConfiguration } from '../../lib/terraform/configuration';
import { differences } from '../../lib/terraform/plan-configuration';
import { readPlan } from '../../lib/terraform/read-plan';
import { sentences } from '../support/plan-faults';

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
type Json = any;

const files = (): Json => ({
  provider: { genesyscloud: [{ aws_region: 'eu-west-1' }] },
  resource: {
    genesyscloud_oauth_client: {
      etl: {
        '//': { metadata: { path: 'x' } },
        name: 'etl',
        roles: [
          { role_id: 'r', division_id: '${x.y.id}' },
          { role_id: 's', division_id: 'd' },
        ],
      },
    },
    genesyscloud_auth_division: { voice: { name: 'v' } },
  },
  data: { terraform_remote_state: { base: { backend: 'local', config: { path: 'p' } } } },
  output: { id: { value: '${a.b.id}', sensitive: true } },
});

const resource = (type: string, name: string, expressions: Json, mode = 'managed'): Json => ({
  address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
  mode,
  type,
  name,
  provider_config_key: type === 'terraform_remote_state' ? 'terraform' : 'genesyscloud',
  expressions,
});
const constant = (value: Json): Json => ({ constant_value: value });

/** What a plan of these files says of their configuration. */
const plan = (): Json => ({
  format_version: '1.2',
  planned_values: {},
  configuration: {
    provider_config: {
      genesyscloud: {
        name: 'genesyscloud',
        full_name: 'registry.terraform.io/mypurecloud/genesyscloud',
        expressions: { aws_region: constant('eu-west-1') },
      },
      terraform: { name: 'terraform', full_name: 'terraform.io/builtin/terraform' },
    },
    root_module: {
      outputs: { id: { sensitive: true, expression: constant('${a.b.id}') } },
      resources: [
        resource('genesyscloud_auth_division', 'voice', { name: constant('v') }),
        resource('genesyscloud_oauth_client', 'etl', {
          name: constant('etl'),
          roles: [
            { role_id: constant('r'), division_id: constant('${x.y.id}') },
            { role_id: constant('s'), division_id: constant('d') },
          ],
        }),
        resource(
          'terraform_remote_state',
          'base',
          { backend: constant('local'), config: constant({ path: 'p' }) },
          'data',
        ),
      ],
    },
  },
});

interface Edited {
  readonly files: Json;
  readonly plan: Json;
  readonly module: Json;
  /** The client in the files, and in the plan. */
  readonly written: Json;
  readonly shown: Json;
  /** The provider in the plan. */
  readonly provider: Json;
}

function compare(edit: (edited: Edited) => void, rewrite = (text: string): string => text): string[] {
  const edited = { files: files(), plan: plan() };
  const module = edited.plan.configuration.root_module;
  edit({
    ...edited,
    module,
    written: edited.files.resource.genesyscloud_oauth_client.etl,
    shown: module.resources[1],
    provider: edited.plan.configuration.provider_config.genesyscloud,
  });
  const json = parseJson(rewrite(JSON.stringify(edited.files)));
  const read = readPlan(JSON.stringify(edited.plan));
  if (!json.ok || !read.ok) throw new Error('not readable');
  return sentences(differences(readConfiguration(json.value), read.plan));
}

const client = 'genesyscloud_oauth_client.etl';
const otherwise = `configures ${client} otherwise than these files`;

it('finds no difference between files and their plan', () => {
  expect(compare(() => {})).toEqual([]);
});

describe('finds none either where', () => {
  it.each<[string, (edited: Edited) => void]>([
    ['the plan lists resources in another order', ({ module }) => module.resources.reverse()],
    [
      'a block is written without its list',
      ({ written, shown }) => {
        written.roles = written.roles[0];
        shown.expressions.roles.pop();
      },
    ],
    [
      'there are no blocks',
      ({ written, shown }) => {
        written.roles = [];
        delete shown.expressions.roles;
      },
    ],
    [
      'there are no blocks but null',
      ({ written, shown }) => {
        written.roles = null;
        delete shown.expressions.roles;
      },
    ],
    [
      'a value is null in both',
      ({ written, shown }) => {
        written.description = null;
        shown.expressions.description = constant(null);
      },
    ],
    [
      'the plan lists what a value refers to',
      ({ shown }) => void (shown.expressions.roles[0].division_id.references = ['x.y.id', 'x.y']),
    ],
    [
      'a value has members in another order',
      ({ files, module }) => {
        files.data.terraform_remote_state.base.config = { path: 'p', b: [1, { c: 2, d: 3 }] };
        module.resources[2].expressions.config = constant({ b: [1, { d: 3, c: 2 }], path: 'p' });
      },
    ],
    [
      'the files depend on something, and the plan says so',
      ({ written, shown }) => {
        written.depends_on = ['x.y'];
        shown.depends_on = ['x.y'];
      },
    ],
    [
      'the files repeat a resource, and the plan says so',
      ({ written, shown }) => {
        written.count = 2;
        shown.count_expression = constant(2);
      },
    ],
    [
      'the files repeat it for each, and the plan says so',
      ({ written, shown }) => {
        written.for_each = ['a'];
        shown.for_each_expression = constant(['a']);
      },
    ],
    [
      'a nested block has an argument that is called as a meta-argument',
      ({ written, shown }) => {
        written.rules = [{ count: 3, provider: 'p' }];
        shown.expressions.rules = [{ count: constant(3), provider: constant('p') }];
      },
    ],
    [
      'a dynamic block within a block is in the files alone',
      ({ written, shown }) => {
        written.rules = [{ a: 1, dynamic: { b: { for_each: [1], content: {} } } }];
        shown.expressions.rules = [{ a: constant(1) }];
      },
    ],
    [
      'what Terraform does around a resource is in the files alone',
      ({ written }) => {
        Object.assign(written, {
          lifecycle: { prevent_destroy: true },
          provider: 'genesyscloud',
          provisioner: { 'local-exec': {} },
          connection: {},
        });
      },
    ],
    [
      'the files have no provider, as the plan does',
      ({ files, plan }) => {
        delete files.provider;
        plan.configuration.provider_config = {};
      },
    ],
    [
      'both have a variable, and the files have locals',
      ({ files, module }) => {
        files.variable = { v: {} };
        files.locals = { w: 1 };
        module.variables = { v: {} };
      },
    ],
    [
      'the files require no version, which is a finding of its own',
      ({ files, provider }) => {
        files.terraform = { required_providers: { genesyscloud: {} } };
        provider.version_constraint = '1.84.1';
      },
    ],
    [
      'other things of the files are called as the provider, or have a version',
      ({ files, provider }) => {
        files.terraform = {
          backend: { genesyscloud: { version: '1.0.0' } },
          required_providers: { aws: { version: '5.0.0' }, genesyscloud: { version: '1.84.1' } },
        };
        provider.version_constraint = '1.84.1';
      },
    ],
  ])('%s', (_what, edit) => {
    expect(compare(edit)).toEqual([]);
  });

  it.each(['1.84.1', '=1.84.1', '= 1.84.1', '=  1.84.1'])('the files require the version %j', (version) => {
    expect(
      compare(({ files, provider }) => {
        files.terraform = { required_providers: { genesyscloud: { version } } };
        provider.version_constraint = '1.84.1';
      }),
    ).toEqual([]);
  });

  it('the files write blocks as several members of one name', () => {
    expect(
      compare(
        ({ shown }) => shown.expressions.roles.push({ role_id: constant('t') }),
        (text) =>
          text
            .replace('"roles":', '"roles":[],"roles":')
            .replace('"s","division_id":"d"}]', '"s","division_id":"d"}],"roles":{"role_id":"t"}'),
      ),
    ).toEqual([]);
  });
});

describe('finds that the plan is another’s where', () => {
  it.each<[string, (edited: Edited) => void, string[]]>([
    [
      'it has a module',
      ({ module }) => {
        module.module_calls = { m: {} };
      },
      ['has a module, which these files do not have'],
    ],
    [
      'it has a variable more',
      ({ module }) => void (module.variables = { v: {} }),
      ['has a variable v, which these files do not have'],
    ],
    [
      'it has a variable less',
      ({ files }) => void (files.variable = { v: {} }),
      ['does not have the variable v'],
    ],
    [
      'it has a resource more',
      ({ module }) => module.resources.push(resource('genesyscloud_user', 'u', {})),
      ['configures genesyscloud_user.u, which these files do not have'],
    ],
    [
      'it has a resource twice',
      ({ module, shown }) => module.resources.push(shown),
      [`configures ${client}, which these files do not have`],
    ],
    [
      'it reads a data source of the name of a resource',
      ({ module }) => module.resources.push(resource('genesyscloud_oauth_client', 'etl', {}, 'data')),
      [`configures data.${client}, which these files do not have`],
    ],
    [
      'it has a resource less',
      ({ module }) => module.resources.shift(),
      ['does not configure genesyscloud_auth_division.voice'],
    ],
    [
      'it has a data source less',
      ({ module }) => module.resources.pop(),
      ['does not configure data.terraform_remote_state.base'],
    ],
    [
      'it repeats a resource that the files do not',
      ({ shown }) => {
        shown.count_expression = constant(2);
        shown.for_each_expression = constant([]);
      },
      [`configures ${client} with count_expression, for_each_expression`],
    ],
    [
      'it repeats a resource another number of times',
      ({ shown, written }) => {
        written.count = 2;
        shown.count_expression = constant(7);
      },
      [otherwise],
    ],
    [
      'it repeats a resource for others',
      ({ shown, written }) => {
        written.for_each = '${toset(["a"])}';
        shown.for_each_expression = constant('${toset(["b"])}');
      },
      [otherwise],
    ],
    ['it does not repeat what the files repeat', ({ written }) => void (written.count = 2), [otherwise]],
    [
      'it repeats for each what the files count',
      ({ shown, written }) => {
        written.count = 2;
        shown.count_expression = constant(2);
        shown.for_each_expression = constant([]);
      },
      [otherwise],
    ],
    [
      'a nested block lacks an argument that is called as a meta-argument',
      ({ shown, written }) => {
        written.rules = [{ count: 3 }];
        shown.expressions.rules = [{}];
      },
      [otherwise],
    ],
    [
      'it depends on what the files do not',
      ({ shown }) => {
        shown.depends_on = ['x.y'];
      },
      [`configures ${client} with depends_on`],
    ],
    [
      'it has provisioners',
      ({ shown, written }) => {
        written.count = 2;
        written.depends_on = ['x.y'];
        shown.provisioners = [{}];
        shown.recount_expression = 1;
        shown.count_expression_too = 1;
      },
      [`configures ${client} with count_expression_too, provisioners, recount_expression`],
    ],
    [
      'another provider makes a resource',
      ({ shown }) => {
        shown.provider_config_key = 'genesyscloud.other';
      },
      [`makes ${client} with another provider`],
    ],
    [
      'another provider reads the remote state',
      ({ module }) => {
        module.resources[2].provider_config_key = 'genesyscloud';
      },
      ['makes data.terraform_remote_state.base with another provider'],
    ],
    ['a value is another', ({ shown }) => void (shown.expressions.name = constant('x')), [otherwise]],
    [
      'a value is a computed one',
      ({ shown }) => void (shown.expressions.name = { references: ['x.y'] }),
      [otherwise],
    ],
    [
      'a value is said with something more',
      ({ shown }) => void (shown.expressions.name = { ...constant('etl'), ephemeral: true }),
      [otherwise],
    ],
    ['a value is no expression', ({ shown }) => void (shown.expressions.name = 'etl'), [otherwise]],
    ['a value is missing', ({ shown }) => void delete shown.expressions.name, [otherwise]],
    ['a value is one more', ({ shown }) => void (shown.expressions.state = constant('active')), [otherwise]],
    [
      'a value is there that the files leave null',
      ({ written, shown }) => {
        written.state = null;
        shown.expressions.state = constant('active');
      },
      [otherwise],
    ],
    [
      'a value is missing that the files set to an empty text',
      ({ written }) => void (written.state = ''),
      [otherwise],
    ],
    [
      'a value is missing that the files set to an object',
      ({ written }) => void (written.state = {}),
      [otherwise],
    ],
    ['blocks are missing', ({ shown }) => void delete shown.expressions.roles, [otherwise]],
    ['the blocks are in another order', ({ shown }) => shown.expressions.roles.reverse(), [otherwise]],
    ['a block is missing', ({ shown }) => shown.expressions.roles.pop(), [otherwise]],
    ['a block is one more', ({ shown }) => shown.expressions.roles.push({}), [otherwise]],
    ['a block is none', ({ shown }) => void (shown.expressions.roles[1] = 'x'), [otherwise]],
    [
      'a block leaves out what the files say',
      ({ shown }) => void delete shown.expressions.roles[0].division_id,
      [otherwise],
    ],
    [
      'a block says what the files leave out',
      ({ written }) => void delete written.roles[0].division_id,
      [otherwise],
    ],
    [
      'there are blocks where the files have a text',
      ({ written }) => void (written.roles = 'x'),
      [otherwise],
    ],
    [
      'there are no blocks where the files have a text',
      ({ written, shown }) => {
        written.roles = 'x';
        shown.expressions.roles = [];
      },
      [otherwise],
    ],
    [
      'there is a text where the files have blocks',
      ({ shown }) => void (shown.expressions.roles = constant('x')),
      [otherwise],
    ],
    ['a block of the files is no object', ({ written }) => void (written.roles[1] = 7), [otherwise]],
    [
      'there is an empty block for a text of the files',
      ({ shown, written }) => {
        written.scopes = ['users'];
        shown.expressions.scopes = [{}];
      },
      [otherwise],
    ],
    [
      'an output has another value',
      ({ module }) => void (module.outputs.id.expression = constant('x')),
      ['has another output id'],
    ],
    [
      'an output has a value that the files do not give',
      ({ files }) => void (files.output.id = { sensitive: true }),
      ['has another output id'],
    ],
    ['an output is missing', ({ module }) => void delete module.outputs.id, ['has another output id']],
    [
      'an output is one more',
      ({ module }) => void (module.outputs.leak = { expression: constant('x') }),
      ['has an output leak, which these files do not have'],
    ],
    [
      'it uses another provider',
      ({ plan }) =>
        void (plan.configuration.provider_config.aws = { full_name: 'registry.terraform.io/hashicorp/aws' }),
      ['uses the provider aws, which these files do not have'],
    ],
    [
      'it uses another provider that calls itself terraform',
      ({ plan }) =>
        void (plan.configuration.provider_config.terraform.full_name = 'registry.terraform.io/x/terraform'),
      ['uses the provider terraform, which these files do not have'],
    ],
    [
      'the built-in provider goes by another name',
      ({ plan }) => {
        const { terraform } = plan.configuration.provider_config;
        plan.configuration.provider_config = {
          ...plan.configuration.provider_config,
          tf: { ...terraform, name: 'tf' },
        };
      },
      ['uses the provider tf, which these files do not have'],
    ],
    [
      'another publisher’s provider takes the name',
      ({ provider }) => void (provider.full_name = 'registry.terraform.io/evil/genesyscloud'),
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'the publisher’s name is only a part of it',
      ({ provider }) => void (provider.full_name += '-x'),
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'another registry has the name of the publisher’s at its end',
      ({ provider }) => void (provider.full_name = `evil.${provider.full_name}`),
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'the publisher’s name is no text',
      ({ provider }) => void (provider.full_name = [provider.full_name]),
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'the provider is a module’s',
      ({ provider }) => void (provider.module_address = 'module.m'),
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'it does not configure the provider',
      ({ plan }) => void delete plan.configuration.provider_config.genesyscloud,
      ['does not configure the provider genesyscloud'],
    ],
    [
      'it requires another version',
      ({ files, provider }) => {
        files.terraform = { required_providers: { genesyscloud: { version: '1.84.1' } } };
        provider.version_constraint = '1.85.0';
      },
      ['requires another version of the provider than these files'],
    ],
    [
      'the files have an equals sign inside of the version',
      ({ files, provider }) => {
        files.terraform = { required_providers: { genesyscloud: { version: '1.=84.1' } } };
        provider.version_constraint = '1.84.1';
      },
      ['requires another version of the provider than these files'],
    ],
    [
      'the provider does not say whose it is',
      ({ provider }) => void delete provider.full_name,
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'the provider has another name than its key',
      ({ provider }) => void (provider.name = 'genesyscloud2'),
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'the built-in provider has another name than its key',
      ({ plan }) =>
        void (plan.configuration.provider_config.terraform = {
          name: 'tf',
          full_name: 'terraform.io/builtin/terraform',
        }),
      ['uses the provider terraform, which these files do not have'],
    ],
    ['the provider has no name', ({ provider }) => void delete provider.name, []],
    [
      'the provider has an alias',
      ({ provider }) => void (provider.alias = 'other'),
      ['uses the provider genesyscloud, which these files do not have'],
    ],
    [
      'the provider goes by another name',
      ({ plan, provider }) =>
        void (plan.configuration.provider_config['genesyscloud.b'] = { ...provider, name: 'genesyscloud.b' }),
      ['uses the provider genesyscloud.b, which these files do not have'],
    ],
    [
      'the provider has another region',
      ({ provider }) => void (provider.expressions.aws_region = constant('us-east-1')),
      ['configures the provider otherwise than these files'],
    ],
    [
      'the provider has no settings',
      ({ provider }) => void delete provider.expressions,
      ['configures the provider otherwise than these files'],
    ],
    [
      'the provider has settings, and the files have no such block',
      ({ files }) => void (files.provider = { aws: [{ aws_region: 'eu-west-1' }] }),
      ['configures the provider otherwise than these files'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(compare(edit)).toEqual(expected);
  });

  it.each(['[]', 'null', '[{"role_id":"*"}]'])(
    'it has no blocks, and the files have them beside %s',
    (more) => {
      expect(
        compare(
          ({ shown }) => void delete shown.expressions.roles,
          (text) => text.replace('"roles":', `"roles":${more},"roles":`),
        ),
      ).toEqual([otherwise]);
    },
  );

  it.each([
    ['"name":"etl"', '"name":"etl","name":"etl"', [otherwise]],
    ['"value":"${a.b.id}"', '"value":"${a.b.id}","value":"${a.b.id}"', ['has another output id']],
    [
      '"path":"p"',
      '"path":"p","path":"p"',
      ['configures data.terraform_remote_state.base otherwise than these files'],
    ],
  ])('the files say a thing twice: %s', (once, twice, expected) => {
    expect(
      compare(
        () => {},
        (text) => text.replace(once, () => twice),
      ),
    ).toEqual(expected);
  });
});

it.each([
  ['another argument', '"name":"etl"', '"name":"etl","name":"etl"', ['name', 'description']],
  ['others', '"name":"etl"', '"name":"etl","name":"etl","state":"active"', ['description', 'state', 'name']],
])(
  'finds that the plan is another’s where the files say one twice in place of %s',
  (_what, once, twice, names) => {
    const found = compare(
      ({ written, shown }) => {
        for (const name of Object.keys(written)) delete written[name];
        written.name = 'etl';
        shown.expressions = Object.fromEntries(
          names.map((name) => [name, constant(name === 'state' ? 'active' : 'etl')]),
        );
      },
      (text) => {
        expect(text).toContain(once);
        return text.replace(once, twice);
      },
    );
    expect(found).toEqual([otherwise]);
  },
);
