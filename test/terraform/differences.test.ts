import { describe, expect, it } from 'vitest';
import { client, compare, constant, type Edited, resource } from './compared';

const otherwise = `configures ${client} otherwise than these files`;

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
