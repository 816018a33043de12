import { describe, expect, it } from 'vitest';
import { isKnown, type Plan } from '../../lib/terraform/plan';
import { readPlan } from '../../lib/terraform/read-plan';

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
type Json = any;

const address = 'genesyscloud_oauth_client.client-1';
const named = { address, mode: 'managed', type: 'genesyscloud_oauth_client', name: 'client-1' };
const made = { ...named, provider_name: 'p' };
const stateAddress = 'data.terraform_remote_state.foundation';
const state = { address: stateAddress, mode: 'data', type: 'terraform_remote_state', name: 'foundation' };

/** A plan with one of everything that is read. */
const whole = (): Json => ({
  format_version: '1.2',
  errored: false,
  complete: true,
  applyable: true,
  output_changes: {
    role: { actions: ['no-op'], before: 'r-1', after: 'r-1', after_unknown: false },
    count: { actions: ['update'], before: 6, after: 7, after_unknown: false },
    none: { actions: ['create'], before: null, after: null, after_unknown: true },
    first: { actions: ['create'], after_unknown: true },
  },
  planned_values: {
    outputs: { role: { value: 'r-1', sensitive: true }, count: { value: 7 }, later: {} },
    root_module: { resources: [{ ...made, values: { name: 'x' } }] },
  },
  prior_state: {
    values: {
      outputs: { role: { value: 'r-1' } },
      root_module: {
        resources: [
          { ...state, provider_name: 'b', values: { outputs: { a: 'b' } } },
          { ...made, deposed_key: '01234567', values: {} },
          { ...made, tainted: true, values: {} },
        ],
      },
    },
  },
  resource_changes: [
    {
      ...made,
      previous_address: 'genesyscloud_oauth_client.client-0',
      change: {
        actions: ['update'],
        before: { name: 'w' },
        after: { name: 'x' },
        after_unknown: { id: true, roles: [{ division_id: true }] },
        importing: { id: 'i-1' },
        replace_paths: [['name']],
      },
    },
  ],
  resource_drift: [
    { ...made, change: { actions: ['delete'], before: { name: 'v' }, after: null, after_unknown: {} } },
  ],
  configuration: {
    provider_config: { genesyscloud: { name: 'genesyscloud', full_name: 'registry/x' } },
    root_module: {
      outputs: { role: { expression: { constant_value: 'text' } } },
      resources: [
        {
          ...named,
          provider_config_key: 'genesyscloud',
          expressions: { name: { constant_value: 'x' } },
          schema_version: 1,
          count_expression: {},
          for_each_expression: { constant_value: [] },
          depends_on: [],
        },
      ],
    },
  },
});

const read = (edit: (plan: Json) => void = () => {}): Plan => {
  const plan = whole();
  edit(plan);
  const result = readPlan(JSON.stringify(plan));
  if (!result.ok) throw new Error(result.why);
  return result.plan;
};
const why = (edit: (plan: Json) => Json): string => {
  const plan = whole();
  const result = readPlan(JSON.stringify(edit(plan) ?? plan));
  return result.ok ? '' : result.why;
};

describe('a plan', () => {
  it('is read with all that it says', () => {
    const kept = { instance: false, deposed: false, tainted: false, provider: 'p' };
    const client = { ...named, ...kept, values: { name: 'x' } };
    const foundation = { ...state, ...kept, provider: 'b', values: { outputs: { a: 'b' } } };
    const change = {
      address,
      mode: 'managed',
      type: 'genesyscloud_oauth_client',
      name: 'client-1',
      provider: 'p',
      actions: ['update'],
      before: { name: 'w' },
      after: { name: 'x' },
      afterUnknown: { id: true, roles: [{ division_id: true }] },
      importing: 'i-1',
      isImport: true,
      previousAddress: 'genesyscloud_oauth_client.client-0',
      reason: undefined,
      replaces: true,
      deposed: false,
    };
    expect(read()).toEqual({
      errored: false,
      complete: true,
      deferred: false,
      applyable: true,
      outputChanges: new Map([
        ['role', { actions: ['no-op'], hadValue: true, before: 'r-1', after: 'r-1', isUnknown: false }],
        [
          'none',
          { actions: ['create'], hadValue: false, before: undefined, after: undefined, isUnknown: true },
        ],
        [
          'first',
          { actions: ['create'], hadValue: false, before: undefined, after: undefined, isUnknown: true },
        ],
        [
          'count',
          {
            actions: ['update'],
            hadValue: true,
            before: 'something that is no text',
            after: 'something that is no text',
            isUnknown: false,
          },
        ],
      ]),
      planned: [client],
      plannedAt: new Map([[address, client]]),
      prior: [
        foundation,
        { ...named, ...kept, deposed: true, values: {} },
        { ...named, ...kept, tainted: true, values: {} },
      ],
      priorOutputs: new Set(['role']),
      readAt: new Map([['data.terraform_remote_state.foundation', foundation]]),
      outputs: new Map([
        ['role', 'r-1'],
        ['count', 'something that is no text'],
        ['later', undefined],
      ]),
      changes: [change],
      changeAt: new Map([[address, change]]),
      drift: [
        {
          address,
          mode: 'managed',
          type: 'genesyscloud_oauth_client',
          name: 'client-1',
          provider: 'p',
          actions: ['delete'],
          before: { name: 'v' },
          after: undefined,
          afterUnknown: {},
          importing: undefined,
          isImport: false,
          previousAddress: undefined,
          replaces: false,
          deposed: false,
        },
      ],
      configured: [
        {
          ...named,
          expressions: { name: { constant_value: 'x' } },
          count: {},
          forEach: { constant_value: [] },
          otherKeys: ['count_expression', 'for_each_expression', 'depends_on'],
          providerKey: 'genesyscloud',
        },
      ],
      configuredOutputs: new Map([['role', { constant_value: 'text' }]]),
      providers: new Map([['genesyscloud', { name: 'genesyscloud', full_name: 'registry/x' }]]),
      hasModules: false,
      variables: new Set(),
      checks: [],
      unjudged: [],
    });
  });

  it('is empty where it says nothing', () => {
    const { planned, prior, outputs, changes, drift, configured, configuredOutputs, providers, deferred } =
      read((plan) => {
        plan.planned_values = {};
        plan.configuration = {};
        for (const part of ['prior_state', 'resource_changes', 'resource_drift']) delete plan[part];
      });
    for (const list of [planned, prior, changes, drift, configured]) expect(list).toEqual([]);
    for (const map of [outputs, configuredOutputs, providers]) expect(map.size).toBe(0);
    expect(deferred).toBe(false);
  });

  it.each<[string, (plan: Json) => void, (plan: Plan) => unknown, unknown]>([
    ['errored where it says so', (p) => void (p.errored = true), (p) => p.errored, true],
    [
      'neither errored nor not where it does not say',
      (p) => void delete p.errored,
      (p) => p.errored,
      undefined,
    ],
    ['complete where it says so', () => {}, (p) => p.complete, true],
    ['incomplete where it says so', (p) => void (p.complete = false), (p) => p.complete, false],
    ['neither where it does not say', (p) => void delete p.complete, (p) => p.complete, undefined],
    ['deferred where it defers a change', (p) => void (p.deferred_changes = [{}]), (p) => p.deferred, true],
    ['not deferred where it defers none', (p) => void (p.deferred_changes = []), (p) => p.deferred, false],
    [
      'with modules where it calls one',
      (p) => void (p.configuration.root_module.module_calls = { m: {} }),
      (p) => p.hasModules,
      true,
    ],
    [
      'with modules where it plans in one',
      (p) => void (p.planned_values.root_module.child_modules = [{}]),
      (p) => p.hasModules,
      true,
    ],
    [
      'with modules where its state has one',
      (p) => void (p.prior_state.values.root_module.child_modules = [{}]),
      (p) => p.hasModules,
      true,
    ],
    [
      'without modules where the lists are empty',
      (p) => {
        p.configuration.root_module.module_calls = {};
        p.planned_values.root_module.child_modules = [];
        p.prior_state.values.root_module.child_modules = [];
      },
      (p) => p.hasModules,
      false,
    ],
    [
      'with an instance where a resource has an index',
      (p) => {
        p.planned_values.root_module.resources[0].index = 0;
        p.planned_values.root_module.resources[0].address += '[0]';
      },
      (p) => p.planned[0]?.instance,
      true,
    ],
    [
      'with a deposed object where it says so',
      (p) => void (p.resource_changes[0].deposed = 'abc'),
      (p) => p.changes[0]?.deposed,
      true,
    ],
    [
      'with an import whose id is unknown',
      (p) => void (p.resource_changes[0].change.importing = {}),
      (p) => [p.changes[0]?.isImport, p.changes[0]?.importing],
      [true, undefined],
    ],
    [
      'without an import where that is null',
      (p) => void (p.resource_changes[0].change.importing = null),
      (p) => p.changes[0]?.isImport,
      false,
    ],
    [
      'with the managed ones of the planned by address, the first where there are several',
      (p) => {
        const { resources } = p.planned_values.root_module;
        resources.push({ ...resources[0], values: { name: 'y' } }, { ...state, provider_name: 'b' });
      },
      (p) => [...p.plannedAt].map(([at, { values }]) => [at, values]),
      [[address, { name: 'x' }]],
    ],
    [
      'with the data sources of its state by address, and with none where there are several',
      (p) => {
        const { resources } = p.prior_state.values.root_module;
        const other = { ...state, provider_name: 'b', name: 'x', address: 'data.terraform_remote_state.x' };
        resources.push({ ...made, values: {} }, other, other);
      },
      (p) => [...p.readAt].map(([at, resource]) => [at, resource?.values]),
      [
        [stateAddress, { outputs: { a: 'b' } }],
        ['data.terraform_remote_state.x', undefined],
      ],
    ],
    [
      'with the variables that it declares and those that have a value',
      (p) => {
        p.variables = { given: { value: 'x' }, both: {} };
        p.configuration.root_module.variables = { declared: {}, both: {} };
      },
      (p) => [...p.variables].sort(),
      ['both', 'declared', 'given'],
    ],
    [
      'without what was before where that is null',
      (p) => void (p.resource_changes[0].change.before = null),
      (p) => p.changes[0]?.before,
      undefined,
    ],
  ])('is %s', (_what, edit, of, expected) => {
    expect(of(read(edit))).toEqual(expected);
  });
});

describe('no plan is', () => {
  it.each<[string, string, string]>([
    ['half a file', '{"format_version": "1.2"', 'is not valid JSON'],
    ['a list', '[]', 'is no plan'],
    ['null', 'null', 'is no plan'],
    [
      'what says a thing twice',
      JSON.stringify(whole()).replace('"errored":false', '"errored":true,"errored":false'),
      'has a key twice in one object: no plan that Terraform shows is written so',
    ],
  ])('%s', (_what, text, expected) => {
    expect(readPlan(text)).toEqual({ ok: false, why: expected });
  });

  it.each([undefined, 1, 1.2, '', '2.0', '1', '1.', '1.x', '11.0', '1.2.3', 'v1.2', ' 1.2'])(
    'one of version %j',
    (version) => {
      expect(why((plan) => void (plan.format_version = version))).toBe(
        'has no format_version 1.x: write it with terraform show -json',
      );
    },
  );

  it.each(['1.0', '1.2', '1.17'])('but one of version %s is', (version) => {
    expect(why((plan) => void (plan.format_version = version))).toBe('');
  });

  it.each(['planned_values', 'configuration'])('one without %s', (part) => {
    for (const value of [undefined, null, [], 'x'])
      expect(why((plan) => void (plan[part] = value))).toBe(
        'is no plan: planned_values, resource_changes or configuration is missing',
      );
  });

  it.each(['x', {}, 7])('one whose changes are %j', (value) => {
    expect(why((plan) => void (plan.resource_changes = value))).toBe(
      'is no plan: planned_values, resource_changes or configuration is missing',
    );
  });

  const resource = (plan: Json): Json => plan.planned_values.root_module.resources[0];
  it.each(['', '["a"]', '["a[b"]', '[0]'])('no resource of a module with the index %j', (index) => {
    expect(
      why((p) => {
        resource(p).address = `module.m["x[y"].${address}${index}`;
        if (index !== '') resource(p).index = 'a';
        resource(p).module_address = 'module.m["x[y"]';
      }) ?? '',
    ).not.toContain('/address');
  });

  const change = (plan: Json): Json => plan.resource_changes[0];
  const configured = (plan: Json): Json => plan.configuration.root_module.resources[0];
  it.each<[string, (plan: Json) => void]>([
    ['/errored', (p) => void (p.errored = 'no')],
    ['/complete', (p) => void (p.complete = 1)],
    ['/planned_values/root_module', (p) => void (p.planned_values.root_module = [])],
    ['/planned_values/root_module/resources', (p) => void (p.planned_values.root_module.resources = {})],
    ['/planned_values/root_module/resources/0', (p) => void (p.planned_values.root_module.resources = ['x'])],
    ['/planned_values/root_module/resources/0/address', (p) => void delete resource(p).address],
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).address = '')],
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).address = 7)],
    ['/planned_values/root_module/resources/0/mode', (p) => void delete resource(p).mode],
    ['/planned_values/root_module/resources/0/type', (p) => void delete resource(p).type],
    ['/planned_values/root_module/resources/0/name', (p) => void delete resource(p).name],
    ['/planned_values/root_module/resources/0/values', (p) => void (resource(p).values = [])],
    // The address must say what mode, type and name say.
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).mode = 'data')],
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).type = 'genesyscloud_user')],
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).name = 'client')],
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).address = `x.${address}`)],
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).address = `${address}x[0]`)],
    [
      '/planned_values/root_module/resources/0/address',
      (p) => void (resource(p).address = `module.m.${address}x`),
    ],
    ['/planned_values/root_module/resources/0/address', (p) => void (resource(p).address = 'module.m.other')],
    [
      '/planned_values/root_module/resources/0/address',
      (p) => void Object.assign(resource(p), { name: 'a[b', address: `module.m.${resource(p).type}.a[b` }),
    ],
    [
      '/planned_values/root_module/resources/0/address',
      (p) => void (resource(p).address = `module.m.${address}x["a"]`),
    ],
    [
      '/planned_values/root_module/resources/0/address',
      (p) => void (resource(p).address = `genesyscloud_user.module.${address}`),
    ],
    [
      '/planned_values/root_module/resources/0/module_address',
      (p) => void (resource(p).module_address = 'module.m'),
    ],
    ['/planned_values/root_module/resources/0/index', (p) => void (resource(p).index = 0)],
    [
      '/planned_values/root_module/child_modules',
      (p) => void (p.planned_values.root_module.child_modules = {}),
    ],
    [
      '/planned_values/root_module/child_modules/0',
      (p) => void (p.planned_values.root_module.child_modules = [1]),
    ],
    ['/planned_values/outputs', (p) => void (p.planned_values.outputs = [])],
    ['/planned_values/outputs/role', (p) => void (p.planned_values.outputs.role = 'r-1')],
    ['/prior_state', (p) => void (p.prior_state = [])],
    ['/prior_state/values', (p) => void (p.prior_state.values = 'x')],
    [
      '/prior_state/values/root_module/resources/0/values',
      (p) => void (p.prior_state.values.root_module.resources[0].values = 'x'),
    ],
    [
      '/prior_state/values/root_module/resources/0/address',
      (p) => void (p.prior_state.values.root_module.resources[0].mode = 'managed'),
    ],
    [
      '/planned_values/root_module/resources/0/provider_name',
      (p) => void delete p.planned_values.root_module.resources[0].provider_name,
    ],
    [
      '/prior_state/values/root_module/resources/0/provider_name',
      (p) => void delete p.prior_state.values.root_module.resources[0].provider_name,
    ],
    ['/resource_changes/0', (p) => void (p.resource_changes = [null])],
    ['/resource_changes/0/previous_address', (p) => void (change(p).previous_address = '')],
    ['/resource_changes/0/provider_name', (p) => void (change(p).provider_name = null)],
    ['/resource_changes/0/provider_name', (p) => void (change(p).provider_name = '')],
    ['/resource_changes/0/provider_name', (p) => void delete change(p).provider_name],
    ['/resource_drift/0/provider_name', (p) => void delete p.resource_drift[0].provider_name],
    ['/resource_changes/0/action_reason', (p) => void (change(p).action_reason = 7)],
    ['/resource_changes/0/change', (p) => void delete change(p).change],
    ['/resource_changes/0/change/actions', (p) => void delete change(p).change.actions],
    ['/resource_changes/0/change/actions', (p) => void (change(p).change.actions = 'no-op')],
    ['/resource_changes/0/change/actions/1', (p) => void (change(p).change.actions = ['create', ''])],
    ['/resource_changes/0/change/before', (p) => void (change(p).change.before = 'x')],
    ['/resource_changes/0/change/after', (p) => void (change(p).change.after = [])],
    ['/resource_changes/0/change/after', (p) => void delete change(p).change.after],
    ['/resource_changes/0/change/after_unknown', (p) => void delete change(p).change.after_unknown],
    ['/resource_changes/0/change/after_unknown', (p) => void (change(p).change.after_unknown = 'true')],
    [
      '/resource_changes/0/change/after_unknown',
      (p) => void (change(p).change.after_unknown = [{ id: true }]),
    ],
    ['/resource_changes/0/change/after_unknown/id', (p) => void (change(p).change.after_unknown.id = 'true')],
    [
      '/resource_changes/0/change/after_unknown/roles/0/division_id',
      (p) => void (change(p).change.after_unknown.roles[0].division_id = 1),
    ],
    ['/resource_changes/0/change/importing', (p) => void (change(p).change.importing = 'i-1')],
    ['/resource_changes/0/change/importing/id', (p) => void (change(p).change.importing.id = 7)],
    ['/resource_changes/0/change/importing/to', (p) => void (change(p).change.importing.to = 'x')],
    ['/output_changes/role/actions', (p) => void delete p.output_changes.role.actions],
    ['/output_changes/role/after_unknown', (p) => void (p.output_changes.role.after_unknown = 'true')],
    ['/resource_drift', (p) => void (p.resource_drift = {})],
    ['/resource_drift/0/change', (p) => void delete p.resource_drift[0].change],
    ['/deferred_changes', (p) => void (p.deferred_changes = {})],
    ['/deferred_changes/0', (p) => void (p.deferred_changes = [1])],
    ['/checks/0/address/to_display', (p) => void (p.checks = [{ address: {}, status: 'fail' }])],
    ['/configuration/provider_config', (p) => void (p.configuration.provider_config = [])],
    [
      '/configuration/provider_config/genesyscloud',
      (p) => void (p.configuration.provider_config.genesyscloud = 1),
    ],
    [
      '/configuration/provider_config/genesyscloud/module',
      (p) => void (p.configuration.provider_config.genesyscloud.module = 'm'),
    ],
    ['/configuration/root_module', (p) => void (p.configuration.root_module = 'x')],
    ['/configuration/root_module/resources', (p) => void (p.configuration.root_module.resources = {})],
    [
      '/configuration/root_module/resources/0/provider_config_key',
      (p) => void delete configured(p).provider_config_key,
    ],
    ['/configuration/root_module/resources/0/expressions', (p) => void (configured(p).expressions = [])],
    ['/configuration/root_module/resources/0/address', (p) => void (configured(p).name = 'other')],
    ['/configuration/root_module/outputs', (p) => void (p.configuration.root_module.outputs = [])],
    ['/configuration/root_module/outputs/role', (p) => void (p.configuration.root_module.outputs.role = 'x')],
    ['/configuration/root_module/module_calls', (p) => void (p.configuration.root_module.module_calls = [])],
    [
      '/configuration/root_module/module_calls/m',
      (p) => void (p.configuration.root_module.module_calls = { m: 1 }),
    ],
    [
      '/configuration/root_module/outputs/a~1b~0c',
      (p) => void (p.configuration.root_module.outputs['a/b~c'] = 'x'),
    ],
    ['/resource_changes/0/change/importing/a~1b', (p) => void (change(p).change.importing = { 'a/b': 1 })],
  ])('one with another shape at %s', (pointer, edit) => {
    expect(why(edit)).toBe(`is no plan: ${pointer} is missing or of another type than Terraform shows`);
  });

  it.each<[string, (plan: Json) => void]>([
    ['an index', (p) => void (resource(p).address += '[0]')],
    ['a text as index', (p) => void (resource(p).address += '["a"]')],
    ['a module before it', (p) => void (resource(p).address = `module.m["a.b"].${address}`)],
    ['a module and an index', (p) => void (resource(p).address = `module.m.${address}[0]`)],
  ])('but one whose address has %s is', (_what, edit) => {
    expect(why(edit)).toBe('');
  });

  it.each<[string, (plan: Json) => void]>([
    ['no values', (p) => void delete resource(p).values],
    ['nothing unknown', (p) => void (change(p).change.after_unknown = false)],
    ['everything unknown', (p) => void (change(p).change.after_unknown = true)],
    ['an import without an id', (p) => void (change(p).change.importing = {})],
    ['no import', (p) => void (change(p).change.importing = null)],
    ['no prior values', (p) => void (p.prior_state = {})],
    ['no expressions', (p) => void delete configured(p).expressions],
  ])('but one with %s is', (_what, edit) => {
    expect(why(edit)).toBe('');
  });
});

describe('unknown until apply', () => {
  it.each([undefined, null, false, {}, [], [{}], { a: false }, { a: [{ b: false }, null] }])(
    'is nothing in %j',
    (marks) => {
      expect(isKnown(marks)).toBe(true);
    },
  );

  it.each([true, [true], { a: true }, { a: [{ b: false }, { b: true }] }, [[], [true]], 'true', 1])(
    'is something in %j',
    (marks) => {
      expect(isKnown(marks)).toBe(false);
    },
  );
});
