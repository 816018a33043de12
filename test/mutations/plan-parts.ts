import type { RuleId } from '../../lib/proof/rule-ids';
import type { Json } from '../support/write-assembly';
import { Inapplicable, pick, type Random } from './mutation';
import {
  anyOf,
  ending,
  inPlan,
  inText,
  otherPlan,
  type PlanMutation,
  type PlanTarget,
} from './plan-mutation';

/* What else a plan says: its resources, its configuration, how it ended; and the bytes of its file. */

const client = 'genesyscloud_oauth_client';
const nobodys = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const own = 'genesyscloud_auth_division.division-x';

/** A second client with the same grants, said in planned values and changes. */
function second({ plan, client: { planned, change } }: PlanTarget, names: Json): void {
  plan.planned_values.root_module.resources.push({ ...structuredClone(planned), ...names });
  plan.resource_changes.push({ ...structuredClone(change), ...names });
}

const configured = ({ plan, client: { planned } }: PlanTarget): Json =>
  plan.configuration.root_module.resources.find(({ address }: Json) => address === planned.address);

/** Another text where a grant's division stands in the configuration. */
const expression = (id: string, does: string, to: (written: string) => Json): PlanMutation =>
  inPlan(`configured-${id}`, `the configuration has ${does}`, 'plan-mismatch', (t) => {
    const { roles } = configured(t).expressions;
    const block = roles[t.grant % roles.length];
    block.division_id = to(block.division_id.constant_value);
  });

/** A member of the plan as a whole. */
const said = (id: string, does: string, rule: RuleId, edit: (plan: Json) => void): PlanMutation =>
  inPlan(id, does, rule, ({ plan }) => edit(plan));

export const planPartMutations: readonly PlanMutation[] = [
  inPlan('second-client', 'a client more is planned', 'plan-mismatch', (t) =>
    second(t, { address: `${client}.evil`, name: 'evil' }),
  ),
  inPlan('client-in-module', 'a client in a module is planned', 'plan-mismatch', (t) =>
    second(t, { address: `module.x.${t.client.planned.address}`, module_address: 'module.x' }),
  ),
  inPlan('client-instance', 'an instance of a client is planned', 'plan-mismatch', (t) =>
    second(t, { address: `${t.client.planned.address}["x"]`, index: 'x' }),
  ),
  inPlan('client-in-other-mode', 'a client in a mode that nothing is planned in', 'incomplete-plan', (t) =>
    second(t, { address: `Managed.${client}.evil`, mode: 'Managed', name: 'evil' }),
  ),
  inPlan('client-named-otherwise', 'a client under the address of another', 'incomplete-plan', (t) =>
    second(t, { name: 'evil' }),
  ),
  inPlan('client-twice', 'a client is planned twice', 'plan-mismatch', (t) => second(t, {})),
  inPlan(
    'client-changed-only',
    'a client changes and is not planned',
    'plan-mismatch',
    ({ plan, client: own }) =>
      plan.resource_changes.push({ ...structuredClone(own.change), address: `${client}.evil`, name: 'evil' }),
  ),
  inPlan(
    'client-deposed',
    'a client is put aside, and made',
    'plan-mismatch',
    ({ plan, client: { change } }) => {
      plan.resource_changes.push({ ...structuredClone(change), deposed: 'c0ffee00' });
    },
  ),
  inPlan(
    'client-not-planned',
    'a client is not planned',
    'plan-mismatch',
    ({ plan, client: { planned } }) => {
      const { root_module: module } = plan.planned_values;
      module.resources = module.resources.filter((item: Json) => item !== planned);
    },
  ),
  inPlan('client-ended', 'a client ends that the files have', 'plan-mismatch', ({ client: { change } }) => {
    Object.assign(change.change, { actions: ['delete'], before: change.change.after, after: null });
  }),
  inPlan(
    'strange-action',
    'something unheard of is done to a client',
    'plan-mismatch',
    ({ client: { change } }) => {
      change.change.actions = ['grant'];
    },
  ),
  inPlan('other-type', 'roles for a user are planned', 'plan-mismatch', (t) =>
    second(t, { address: 'genesyscloud_user_roles.evil', type: 'genesyscloud_user_roles', name: 'evil' }),
  ),
  inPlan('read-later', 'a data source is read when the plan is applied', 'incomplete-plan', ({ plan }) =>
    plan.planned_values.root_module.resources.push({
      address: 'data.genesyscloud_auth_role.x',
      mode: 'data',
      type: 'genesyscloud_auth_role',
      name: 'x',
    }),
  ),
  inPlan(
    'read-later-unplanned',
    'a data source is read later, and not planned',
    'incomplete-plan',
    ({ plan }) =>
      plan.resource_changes.push({
        address: 'data.genesyscloud_auth_role.x',
        mode: 'data',
        type: 'genesyscloud_auth_role',
        name: 'x',
        change: { actions: ['read'], before: null, after: null, after_unknown: {} },
      }),
  ),
  inPlan(
    'moved-address',
    'a division has another former address',
    'undeclared-adoption',
    ({ plan, random }) => {
      anyOf(plan, 'genesyscloud_auth_division', random).change.previous_address = own;
    },
  ),
  inPlan('imported', 'a client is imported', 'undeclared-adoption', ({ client: { change } }) => {
    change.change.importing = { id: 'x' };
  }),
  inPlan(
    'forgotten',
    'a client is made anew, and the old one let go',
    'undeclared-adoption',
    ({ client: { change } }) => {
      change.change.actions = ['create', 'forget'];
    },
  ),
  inPlan(
    'other-provider',
    'a client is made by another provider',
    'plan-mismatch',
    ({ client: { change } }) => {
      change.provider_name = 'registry.terraform.io/evil/genesyscloud';
    },
  ),
  said('provider-region', 'the provider talks to another region', 'plan-mismatch', (plan) => {
    plan.configuration.provider_config.genesyscloud.expressions.aws_region = { constant_value: 'us-east-1' };
  }),
  said('provider-setting', 'the provider has a setting more', 'plan-mismatch', (plan) => {
    plan.configuration.provider_config.genesyscloud.expressions.access_token = {};
  }),
  said('provider-member', 'the provider has a member that nobody knows', 'incomplete-plan', (plan) => {
    plan.configuration.provider_config.genesyscloud.overrides = { host: 'evil.example' };
  }),
  said('provider-alias', 'the provider has an alias', 'plan-mismatch', (plan) => {
    plan.configuration.provider_config.genesyscloud.alias = 'x';
  }),
  said('provider-second', 'a second provider is configured', 'plan-mismatch', (plan) => {
    const { genesyscloud } = plan.configuration.provider_config;
    plan.configuration.provider_config['genesyscloud.x'] = { ...genesyscloud, alias: 'x' };
  }),
  said('provider-registry', 'the provider is of another registry', 'plan-mismatch', (plan) => {
    plan.configuration.provider_config.genesyscloud.full_name = 'evil.example/mypurecloud/genesyscloud';
  }),
  said('provider-version', 'the provider is of another version', 'plan-mismatch', (plan) => {
    plan.configuration.provider_config.genesyscloud.version_constraint = '1.85.0';
  }),
  said('provider-none', 'no provider is configured', 'plan-mismatch', (plan) => {
    delete plan.configuration.provider_config.genesyscloud;
  }),
  inPlan('client-of-other-key', 'a client is made with another provider block', 'plan-mismatch', (t) => {
    configured(t).provider_config_key = 'genesyscloud.x';
  }),
  expression('star', '* in place of a division', () => ({ constant_value: '*' })),
  expression('function', 'a function around a division', (written) => ({
    constant_value: `\${coalesce("${written}", "*")}`,
  })),
  expression('other-division', 'another division', () => ({ constant_value: `\${${own}.id}` })),
  expression('references', 'references in place of the text, as HCL leaves them', () => ({
    references: [own],
  })),
  expression('beside', 'something beside the text of a division', (written) => ({
    constant_value: written,
    value: '*',
  })),
  expression('nothing', 'nothing in place of a division', () => ({})),
  inPlan('configured-less', 'the configuration has a grant less', 'plan-mismatch', (t) =>
    configured(t).expressions.roles.pop(),
  ),
  inPlan('configured-more', 'the configuration has an argument more', 'plan-mismatch', (t) => {
    configured(t).expressions.expose_client_secret = { constant_value: true };
  }),
  inPlan('configured-count', 'the configuration has a count', 'plan-mismatch', (t) => {
    configured(t).count_expression = { constant_value: 2 };
  }),
  inPlan('configured-provisioner', 'the configuration has a provisioner', 'plan-mismatch', (t) => {
    configured(t).provisioners = [{ type: 'local-exec' }];
  }),
  inPlan('configured-resource', 'the configuration has a client more', 'plan-mismatch', (t) =>
    t.plan.configuration.root_module.resources.push({
      ...structuredClone(configured(t)),
      address: `${client}.evil`,
      name: 'evil',
    }),
  ),
  inPlan('configured-without', 'the configuration lacks a client', 'plan-mismatch', (t) => {
    const module = t.plan.configuration.root_module;
    module.resources = module.resources.filter((item: Json) => item !== configured(t));
  }),
  said('module', 'the configuration calls a module', 'plan-mismatch', (plan) => {
    plan.configuration.root_module.module_calls = { x: { source: './x' } };
  }),
  said('variable', 'a variable has a value', 'plan-mismatch', (plan) => {
    plan.variables = { division: { value: '*' } };
  }),
  said('actions', 'actions that later versions of Terraform run', 'plan-mismatch', (plan) => {
    plan.action_invocations = [{ type: 'x' }];
  }),
  said('output', 'an output more is planned', 'plan-mismatch', (plan) => {
    plan.planned_values.outputs = { more: { sensitive: false, value: 'x' } };
  }),
  inPlan('output-less', 'the foundation hands on a role less', 'plan-mismatch', ({ foundation, random }) => {
    const names = Object.keys(foundation.planned_values.outputs);
    delete foundation.planned_values.outputs[pick(names, random)];
  }),
  inPlan(
    'output-other',
    'the foundation hands on another role',
    'plan-mismatch',
    ({ foundation, random }) => {
      const name = pick(Object.keys(foundation.planned_values.outputs), random);
      foundation.planned_values.outputs[name] = { sensitive: true, value: nobodys };
      foundation.output_changes[name] = { actions: ['update'], before: 'x', after: nobodys };
      foundation.applyable = true;
    },
  ),
  inPlan(
    'output-change',
    'an output changes to something else',
    'plan-mismatch',
    ({ foundation, random }) => {
      const name = pick(Object.keys(foundation.output_changes), random);
      foundation.output_changes[name].after = nobodys;
    },
  ),
  inPlan('silent-replace', 'a client is replaced, and called changed', 'plan-mismatch', (t) => {
    const { planned, change } = t.client;
    if (change.change.before === null) throw new Inapplicable();
    change.action_reason = 'replace_because_cannot_update';
    Object.assign(change.change, {
      actions: ['update'],
      replace_paths: [['name']],
      after_unknown: { id: true },
    });
    for (const values of [planned.values, change.change.after]) delete values.id;
    t.plan.applyable = true;
  }),
  inPlan('silent-end', 'a client is deleted, and called changed', 'plan-mismatch', ({ plan, random }) => {
    ending(plan, 'genesyscloud_oauth_client', nobodys);
    plan.resource_changes.at(-1).change.actions = [pick(['update', 'create', 'no-op'], random)];
  }),
  inPlan(
    'silent-old',
    'an old object is deleted, and called changed',
    'plan-mismatch',
    ({ plan, random }) => {
      ending(plan, 'genesyscloud_oauth_client', nobodys, 'c0ffee00');
      plan.resource_changes.at(-1).change.actions = pick(
        [['update'], ['frob'], ['read'], ['create'], []],
        random,
      );
    },
  ),
  inPlan('identity', 'a change says which object it is in a part that is not known', 'plan-mismatch', (t) => {
    t.client.change.change.after_identity = { id: nobodys };
  }),
  inPlan(
    'untold-output',
    'an output is planned without a change',
    'plan-mismatch',
    ({ foundation, random }) => {
      delete foundation.output_changes[pick(Object.keys(foundation.output_changes), random)];
    },
  ),
  inPlan(
    'output-action',
    'an output that stays is called new, or a new one unchanged',
    'plan-mismatch',
    ({ foundation, random }) => {
      const output = foundation.output_changes[pick(Object.keys(foundation.output_changes), random)];
      output.actions = output.actions.join() === 'create' ? ['no-op'] : ['create'];
    },
  ),
  inPlan('output-list', 'an output is a list', 'plan-mismatch', ({ foundation, random }) => {
    const name = pick(Object.keys(foundation.planned_values.outputs), random);
    foundation.planned_values.outputs[name] = { sensitive: true, value: [nobodys] };
    Object.assign(foundation.output_changes[name], { after: [nobodys], after_unknown: false });
  }),
  inPlan(
    'other-maker',
    'a client is planned by another provider',
    'plan-mismatch',
    ({ client: { planned } }) => {
      planned.provider_name = '*';
    },
  ),
  said('other-ender', 'an old object is deleted by another provider', 'plan-mismatch', (plan) => {
    ending(plan, 'genesyscloud_routing_queue', nobodys);
    plan.resource_changes.at(-1).provider_name = 'registry.terraform.io/evil/genesyscloud';
  }),
  said('errored', 'the plan ended with an error', 'incomplete-plan', (plan) => {
    plan.errored = true;
  }),
  said('unsaid-error', 'the plan does not say whether it ended with an error', 'incomplete-plan', (plan) => {
    delete plan.errored;
  }),
  said('incomplete', 'the plan is not complete', 'incomplete-plan', (plan) => {
    plan.complete = false;
  }),
  said('deferred', 'changes are put off', 'incomplete-plan', (plan) => {
    plan.deferred_changes = [{ reason: 'x' }];
  }),
  inPlan(
    'failed-condition',
    'a condition of a client does not hold',
    'plan-mismatch',
    ({ plan, client: { planned } }) => {
      plan.checks = [{ address: { kind: 'resource', to_display: planned.address }, status: 'fail' }];
    },
  ),
  inPlan('other-stack', 'the plan is another tenant’s', 'plan-mismatch', (t) => {
    t.plans.set(t.stack, structuredClone(otherPlan(t).plan));
  }),
  inPlan('no-plan', 'a plan is missing', 'incomplete-plan', ({ plans, stack }) => void plans.delete(stack)),
  inPlan(
    'stray-plan',
    'a plan of no stack',
    'plan-mismatch',
    ({ plans, stack, plan }) => void plans.set(`${stack.toUpperCase()}`, structuredClone(plan)),
  ),
  ...texts(),
];

/** Bytes that are no plan, or that not every reader reads alike. */
function texts(): PlanMutation[] {
  const text = (id: string, does: string, change: (text: string, random: Random) => string): PlanMutation =>
    inText(`plan-${id}`, `the plan’s file: ${does}`, 'incomplete-plan', change);
  return [
    text('cut', 'cut anywhere', (plan, random) => plan.slice(0, 1 + random(plan.length - 2))),
    text('empty', 'empty', () => ''),
    text('array', 'a list of plans', (plan) => `[${plan}]`),
    text('twice', 'two plans', (plan) => plan + plan),
    text('mark', 'a byte order mark', (plan) => `\ufeff${plan}`),
    text('comment', 'a comment', (plan) => `${plan}//`),
    text('nul', 'a NUL after the end', (plan) => `${plan}\0`),
    text('duplicate', 'a key twice', (plan) =>
      plan.replace('"resource_changes":', '"resource_changes":[],$&'),
    ),
    text('escaped', 'a key twice, once behind an escape', (plan) =>
      plan.replace('"planned_values":', '"planned\\u005fvalues":{},$&'),
    ),
    text('spaced', 'a key twice, with a space', (plan) =>
      plan.replace('"configuration":', '"configuration" :{},$&'),
    ),
    text('format', 'of a format of the future', (plan) =>
      plan.replace('"format_version":"1.2"', '"format_version":"2.0"'),
    ),
    text('state', 'a state, not a plan', (plan) => plan.replace('"planned_values":', '"values":')),
    text('deep', 'nested beyond reason', (plan) =>
      plan.replace('{', `{"relevant_attributes":${'['.repeat(5000)}${']'.repeat(5000)},`),
    ),
    text('number', 'a number in place of the changes', (plan) =>
      plan.replace('"resource_changes":[', '"resource_changes":1e400,"resource_drift":['),
    ),
  ];
}
