import { describe, expect, it } from 'vitest';
import { compare, constant, type Edited } from './compared';

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
