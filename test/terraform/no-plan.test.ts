import { describe, expect, it } from 'vitest';
import { readPlan } from '../../lib/terraform/read-plan';
import { address, type Json, whole, why } from './whole-plan';

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
    ['/resource_changes/0/change/actions/0', (p) => void (change(p).change.actions = [['create']])],
    // Read as what they are when they are joined, and as nothing that is known where each is looked at.
    ['/resource_changes/0/change/actions/0', (p) => void (change(p).change.actions = ['create forget'])],
    ['/resource_changes/0/change/actions/0', (p) => void (change(p).change.actions = ['delete,create'])],
    ['/resource_drift/0/change/actions/0', (p) => void (p.resource_drift[0].change.actions = [' delete'])],
    ['/output_changes/role/actions/0', (p) => void (p.output_changes.role.actions = ['create '])],
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
