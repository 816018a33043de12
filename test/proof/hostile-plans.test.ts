import { describe, expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { type Json, rulesOf } from '../support/write-assembly';
import { change, type Plans, plan, prove, rename, values } from './tampered-plans';

const folders = ['plans', 'plans-after-apply'] as const;

/** Replaces once in the text of acme's plan. */
const replace =
  (from: string, to: string) =>
  (plans: Plans): void => {
    const text = JSON.stringify(plans.get('demo-acme'));
    expect(text).toContain(from);
    plans.set(
      'demo-acme',
      text.replace(from, () => to),
    );
  };

/** A change of a client that has everything, as a copy of the own client's under other names. */
const evil = (plans: Plans, names: Json): Json => {
  const copy = { ...structuredClone(change(plans, 'client-1')), ...names };
  copy.change.actions = ['create'];
  for (const grant of copy.change.after.roles) grant.division_id = '*';
  return copy;
};

const addChange =
  (names: Json) =>
  (plans: Plans): void =>
    void plan(plans).resource_changes.push(evil(plans, names));

const outputs = (plans: Plans): Json => plan(plans, 'demo-foundation').planned_values.outputs;

const read = (plans: Plans, stack: string): Json =>
  plan(plans, stack).prior_state.values.root_module.resources.find(({ mode }: Json) => mode === 'data').values
    .outputs;

const everywhere =
  (edit: (plan: Json) => void) =>
  (plans: Plans): void => {
    for (const one of plans.values()) edit(one);
  };

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** The same value, the members of every object in the opposite order. */
const reversed = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(reversed)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, item]) => [key, reversed(item)]),
        )
      : value;

describe.each(folders)('%s', (folder) => {
  it('are proven as recorded', () => expect(rulesOf(prove(folder, () => undefined))).toEqual([]));

  it.each<[string, (plans: Plans) => void, string]>([
    ['nothing but brackets', (plans) => void plans.set('demo-acme', nested(300_000)), 'incomplete-plan acme'],
    [
      'very many levels',
      replace('"format_version":', `"timestamp":${nested(200_000)},"format_version":`),
      'incomplete-plan acme',
    ],
    [
      'very many changes of one object that was found changed as often, and never so',
      (plans) => {
        const drifted = structuredClone(change(plans, 'division-voice'));
        drifted.change.after = { ...drifted.change.after, name: 'other' };
        plan(plans).resource_drift = Array(15_000).fill(drifted);
        const ended = structuredClone(drifted);
        Object.assign(ended.change, { actions: ['delete'], before: drifted.change.after, after: null });
        plan(plans).resource_changes.push(...Array(15_000).fill(ended));
      },
      'plan-mismatch acme',
    ],
    [
      'a very long type, in the very long address of a module',
      (plans) => {
        const type = 'a'.repeat(1_000_000);
        addChange({ address: `module.${type.repeat(3)}`, type, name: 'b' })(plans);
      },
      'incomplete-plan acme',
    ],
    [
      'a very long type, before very many brackets in the address of a module',
      (plans) => {
        const type = 'a'.repeat(1_000_000);
        addChange({ address: `module.${type}${'['.repeat(1_000_000)}`, type, name: 'b' })(plans);
      },
      'incomplete-plan acme',
    ],
    [
      'very many levels of marks',
      replace('"after_unknown":{', `"after_unknown":{"x":${nested(20_000)},`),
      'incomplete-plan acme',
    ],
    [
      'some thousand levels',
      replace('"after_unknown":{', `"after_unknown":{"x":${nested(4000)},`),
      'incomplete-plan acme',
    ],
    [
      'a client that changes and is not planned',
      addChange({ address: 'genesyscloud_oauth_client.evil', name: 'evil' }),
      'plan-mismatch acme',
    ],
    [
      'a client that changes in a module',
      addChange({ address: 'module.x.genesyscloud_oauth_client.client-1', module_address: 'module.x' }),
      'plan-mismatch acme',
    ],
    [
      'a client that changes in a list',
      addChange({ address: 'genesyscloud_oauth_client.client-1[0]', index: 0 }),
      'plan-mismatch acme',
    ],
    ['a client that is put aside and made', addChange({ deposed: 'c0ffee00' }), 'plan-mismatch acme'],
    [
      'a client in the state that nothing becomes of',
      (plans) =>
        void plan(plans).prior_state.values.root_module.resources.push({
          address: 'genesyscloud_oauth_client.evil',
          mode: 'managed',
          type: 'genesyscloud_oauth_client',
          name: 'evil',
          values: {},
        }),
      'plan-mismatch acme',
    ],
    [
      'a change of what the state does not have',
      (plans) => {
        change(plans, 'client-1').change.before = {};
        plan(plans).prior_state.values.root_module.resources = plan(
          plans,
        ).prior_state.values.root_module.resources.filter(({ name }: Json) => name !== 'client-1');
      },
      'plan-mismatch acme',
    ],
    [
      'a division that is both known and unknown',
      (plans) => {
        values(plans, 'client-1').roles[0].division_id = '*';
        change(plans, 'client-1').change.after.roles[0].division_id = '*';
        change(plans, 'client-1').change.after_unknown.roles = values(plans, 'client-1').roles.map(
          (_: Json, index: number) => (index === 0 ? { division_id: true } : {}),
        );
      },
      'plan-mismatch acme',
    ],
    [
      'a new division whose id is known',
      (plans) => {
        values(plans, 'division-voice').id = '11111111-2222-4333-8444-555555555555';
        Object.assign(change(plans, 'division-voice').change, { actions: ['create'], after_unknown: {} });
        change(plans, 'division-voice').change.after.id = '11111111-2222-4333-8444-555555555555';
      },
      'plan-mismatch acme',
    ],
    [
      'another provider beside the one configured',
      everywhere((one) => {
        for (const item of one.resource_changes)
          item.provider_name = 'registry.terraform.io/evil/genesyscloud';
      }),
      'plan-mismatch acme',
    ],
    [
      'a provider from another registry',
      everywhere((one) => {
        one.configuration.provider_config.genesyscloud.full_name = 'evil.example/mypurecloud/genesyscloud';
      }),
      'plan-mismatch acme',
    ],
    [
      'a provider of another version',
      everywhere((one) => {
        one.configuration.provider_config.genesyscloud.version_constraint = '1.85.0';
      }),
      'plan-mismatch acme',
    ],
    [
      'no provider',
      everywhere((one) => {
        delete one.configuration.provider_config.genesyscloud;
      }),
      'plan-mismatch acme',
    ],
    [
      'a variable that the files do not have',
      (plans) => {
        plan(plans).variables = { division: { value: '*' } };
      },
      'plan-mismatch acme',
    ],
    [
      'an output that the files do not have',
      (plans) => {
        plan(plans).planned_values.outputs = { more: { value: 'x', sensitive: false } };
      },
      'plan-mismatch acme',
    ],
    [
      'actions, which later versions of Terraform run',
      (plans) => {
        plan(plans).action_invocations = [{ type: 'x' }];
      },
      'plan-mismatch acme',
    ],
    [
      'actions in the configuration',
      (plans) => {
        plan(plans).configuration.root_module.actions = [{ address: 'action.x.y' }];
      },
      'plan-mismatch acme',
    ],
    [
      'an output that changes to something else',
      (plans) => {
        for (const said of Object.values(plan(plans, 'demo-foundation').output_changes) as Json[])
          said.after = 'the-admin-role';
      },
      'plan-mismatch -',
    ],
    [
      'an output that changes and is not planned',
      (plans) => {
        plan(plans).output_changes = { more: { actions: ['create'], before: null, after: 'x' } };
      },
      'plan-mismatch acme',
    ],
    [
      'a resource in a mode that nothing is planned in',
      (plans) => {
        const copy = structuredClone(change(plans, 'client-1'));
        plan(plans).planned_values.root_module.resources.push({
          ...copy,
          address: 'Managed.genesyscloud_oauth_client.evil',
          mode: 'Managed',
          name: 'evil',
          values: copy.change.after,
        });
      },
      'incomplete-plan acme',
    ],
    [
      'a module of which the address says nothing',
      (plans) => {
        change(plans, 'client-1').module_address = 'module.x';
      },
      'incomplete-plan acme',
    ],
    [
      'an index of which the address says nothing',
      (plans) => {
        change(plans, 'client-1').index = 'x';
      },
      'incomplete-plan acme',
    ],
    [
      'redirects of a client',
      (plans) => {
        for (const outcome of [values(plans, 'client-1'), change(plans, 'client-1').change.after])
          outcome.registered_redirect_uris = ['https://evil.example'];
      },
      'plan-mismatch acme',
    ],
    [
      'home by a text',
      (plans) => {
        for (const outcome of [values(plans, 'division-voice'), change(plans, 'division-voice').change.after])
          outcome.home = 'true';
      },
      'home-division acme',
    ],
    [
      'a condition of a client that does not hold',
      (plans) => {
        const address = { kind: 'resource', to_display: 'genesyscloud_oauth_client.client-1' };
        plan(plans).checks = [{ address, status: 'fail' }];
      },
      'plan-mismatch acme',
    ],
    [
      'another place that the foundation’s state was read from',
      (plans) => {
        const state = plan(plans).prior_state.values.root_module.resources.find(
          ({ mode }: Json) => mode === 'data',
        );
        state.values.config = { path: '../evil.tfstate' };
      },
      'plan-mismatch acme',
    ],
    [
      'another workspace that it was read in',
      (plans) => {
        const state = plan(plans).prior_state.values.root_module.resources.find(
          ({ mode }: Json) => mode === 'data',
        );
        state.values.workspace = 'evil';
      },
      'plan-mismatch acme',
    ],
    [
      'values that stand in for what the foundation’s state lacks',
      (plans) => {
        const state = plan(plans).prior_state.values.root_module.resources.find(
          ({ mode }: Json) => mode === 'data',
        );
        state.values.defaults = { x: 'the-admin-role' };
      },
      'plan-mismatch acme',
    ],
    [
      'no outputs in the foundation',
      (plans) => void delete plan(plans, 'demo-foundation').planned_values.outputs,
      'plan-mismatch -',
    ],
    [
      'one tenant that read another role',
      (plans) => {
        for (const name of Object.keys(read(plans, 'demo-globex')))
          rename(plans, 'demo-globex', read(plans, 'demo-globex')[name], `admin-${name}`);
      },
      'plan-mismatch globex',
    ],
  ])('are rejected: %s', (_what, edit, expected) => {
    const proof = prove(folder, edit);
    expect(proof.verdict).toBe('rejected');
    expect(rulesOf(proof)).toContain(expected);
    expect(textReport(toDocument(proof))).not.toMatch(/undefined|\[object/);
  });

  it.each<[string, (plans: Plans) => void]>([
    [
      'keys in another order',
      (plans) => {
        for (const [stack, one] of plans) plans.set(stack, reversed(one));
      },
    ],
    [
      'white space',
      (plans) => {
        for (const [stack, one] of plans)
          plans.set(stack, JSON.stringify(one, undefined, '\t').replaceAll('\n', '\r\n'));
      },
    ],
    [
      'escapes',
      (plans) => {
        for (const [stack, one] of plans)
          plans.set(stack, JSON.stringify(one).replaceAll('genesyscloud', '\\u0067enesyscloud'));
      },
    ],
    [
      'resources in another order',
      everywhere((one) => {
        for (const list of [
          one.planned_values.root_module.resources,
          one.resource_changes,
          one.configuration.root_module.resources,
        ])
          list.reverse();
      }),
    ],
    [
      'grants in another order',
      (plans) => {
        for (const stack of ['demo-acme', 'demo-globex']) {
          const { change: own } = change(plans, 'client-1', stack);
          for (const list of [
            values(plans, 'client-1', stack).roles,
            own.before?.roles,
            own.after.roles,
            own.after_unknown.roles,
          ])
            list?.reverse();
        }
      },
    ],
    [
      'policies in another order',
      (plans) => {
        for (const { values: planned, name } of plan(plans, 'demo-foundation').planned_values.root_module
          .resources) {
          planned.permission_policies.reverse();
          const own = change(plans, name, 'demo-foundation').change;
          for (const said of [own.before, own.after]) said?.permission_policies.reverse();
        }
      },
    ],
    [
      'a later format',
      everywhere((one) => Object.assign(one, { format_version: '1.3', terraform_version: '1.14.0' })),
    ],
    [
      'parts of a later format that say nothing',
      everywhere((one) => Object.assign(one, { action_invocations: [] })),
    ],
  ])('are proven all the same: %s', (_what, edit) => {
    expect(rulesOf(prove(folder, edit))).toEqual([]);
  });
});

describe('role ids', () => {
  it('are those of the foundation’s resources, whatever its outputs say', () => {
    const proof = prove('plans-after-apply', (plans) => {
      const [name = ''] = Object.keys(outputs(plans));
      const id = outputs(plans)[name].value;
      const admin = 'ffffffff-0000-4000-8000-0000000000ad';
      outputs(plans)[name].value = admin;
      for (const stack of ['demo-acme', 'demo-globex']) rename(plans, stack, id, admin);
    });
    expect(rulesOf(proof)).toEqual(['plan-mismatch -']);
  });

  it('are not those of a role that the foundation’s plan replaces', () => {
    const proof = prove('plans-after-apply', (plans) => {
      const foundation = plan(plans, 'demo-foundation');
      const [role] = foundation.resource_changes;
      const id = role.change.before.id;
      role.change.actions = ['delete', 'create'];
      role.change.after_unknown.id = true;
      delete role.change.after.id;
      delete foundation.planned_values.root_module.resources.find(({ name }: Json) => name === role.name)
        .values.id;
      for (const [name, output] of Object.entries(outputs(plans)) as [string, Json][]) {
        if (output.value !== id) continue;
        delete output.value;
        const said = foundation.output_changes[name];
        delete said.after;
        Object.assign(said, { actions: ['update'], after_unknown: true });
      }
      foundation.applyable = true;
    });
    expect(rulesOf(proof)).toEqual(['plan-mismatch acme', 'plan-mismatch globex']);
  });
});
