import { describe, expect, it } from 'vitest';
import { isKnown, type Plan } from '../../lib/terraform/plan';
import { address, type Json, made, named, read, state, stateAddress } from './whole-plan';

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
            before: 'something that is no text: 6',
            after: 'something that is no text: 7',
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
        ['count', 'something that is no text: 7'],
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
