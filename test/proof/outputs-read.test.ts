import { describe, expect, it } from 'vitest';
import { outputsRead } from '../../lib/proof/outputs-read';
import { subjectsOf } from '../../lib/proof/subject';
import { act } from '../support/act';
import { modelOf } from '../support/found';
import { type Edited, issues } from '../support/plan-issues';
import type { Json } from '../support/write-assembly';

/* What a tenant's plan has read of the foundation's state, held against the foundation's plan. */

type Case = [what: string, edit: (edited: Edited) => void, expected: string[]];
const own = 'ffffffff-0000-4000-8000-00000000000a';

describe('what a plan read of the foundation', () => {
  const state = (acme: Json): Json => acme.prior_state.values.root_module.resources[0];
  const output = 'cross-stack-output-genesyscloud_auth_rolereaderid';
  /** Globex has no grant of this role. */
  const unused = 'cross-stack-output-genesyscloud_auth_roleeditorid';
  const ending = ['acme', 'globex'].map(
    (tenant) =>
      `plan-mismatch: demo-${tenant} read the cross-stack-output-g_auth_rolereaderid of a role that the foundation's plan ends or makes anew: apply the foundation first, then plan all stacks again`,
  );
  /** The foundation's outputs once its roles exist. */
  const outputs = (foundation: Json, acme: Json, id = state(acme).values.outputs[output]): void => {
    foundation.planned_values.outputs = Object.fromEntries(
      Object.entries({ ...state(acme).values.outputs, [output]: id }).map(([name, value]) => [
        name,
        { value },
      ]),
    );
    foundation.output_changes = Object.fromEntries(
      Object.entries(foundation.planned_values.outputs as Json).map(([name, { value }]: Json) => [
        name,
        { actions: ['no-op'], before: value, after: value, after_unknown: false },
      ]),
    );
  };
  it.each<Case>([
    [
      'is of another name',
      ({ acme }) => Object.assign(state(acme), { name: 'x', address: 'data.terraform_remote_state.x' }),
      ['plan-mismatch: demo-acme read data.terraform_remote_state.x, which these files do not have'],
    ],
    [
      'is one of several',
      ({ acme }) => Object.assign(state(acme), { address: `${state(acme).address}[0]` }),
      [
        'plan-mismatch: demo-acme read data.terraform_remote_state.cross-stack-reference-input-demo-foundation[0], which these files do not have',
      ],
    ],
    [
      'is one of several, with another role than its plan',
      ({ foundation, acme, bindTo }) => {
        const ids = state(acme).values.outputs;
        for (const role of ['reader', 'editor'])
          bindTo('demo-foundation', role, ids[`cross-stack-output-genesyscloud_auth_role${role}id`]);
        outputs(foundation, acme);
        Object.assign(state(acme), { address: `${state(acme).address}[0]` });
        state(acme).values.outputs[output] = own;
      },
      [
        'plan-mismatch: demo-acme read data.terraform_remote_state.cross-stack-reference-input-demo-foundation[0], which these files do not have',
      ],
    ],
    [
      'has another role than its plan',
      ({ foundation, acme }) => outputs(foundation, acme, own),
      [
        'plan-mismatch: demo-foundation plans another id for the output cross-stack-output-g_auth_rolereaderid than for its resource @ g_auth_role.reader',
        'plan-mismatch: demo-foundation plans another id for the output cross-stack-output-g_auth_roleeditorid than for its resource @ g_auth_role.editor',
        "plan-mismatch: demo-acme read another cross-stack-output-g_auth_rolereaderid than the foundation's plan has",
        "plan-mismatch: demo-globex read another cross-stack-output-g_auth_rolereaderid than the foundation's plan has",
      ],
    ],
    [
      'has the role of its plan',
      ({ foundation, acme, bindTo }) => {
        const ids = state(acme).values.outputs;
        for (const role of ['reader', 'editor'])
          bindTo('demo-foundation', role, ids[`cross-stack-output-genesyscloud_auth_role${role}id`]);
        outputs(foundation, acme);
      },
      [],
    ],
    [
      'has a role that its plan does not know',
      ({ foundation }) => {
        foundation.planned_values.outputs = { [output]: {} };
        foundation.output_changes = { [output]: { actions: ['create'], before: null, after_unknown: true } };
      },
      ['plan-mismatch: demo-foundation does not plan the output cross-stack-output-g_auth_roleeditorid'],
    ],
    [
      'comes from an output that these files do not have',
      ({ foundation, acme }) => {
        outputs(foundation, acme);
        for (const name of Object.keys(foundation.planned_values.outputs)) {
          foundation.planned_values.outputs[name] = {};
          foundation.output_changes[name] = { actions: ['create'], before: null, after_unknown: true };
        }
        foundation.planned_values.outputs.other = { value: 'x' };
        foundation.output_changes.other = { actions: ['create'], before: null, after: 'x' };
      },
      ['plan-mismatch: demo-foundation plans an output other, which these files do not have'],
    ],
    [
      'is another role than others read, while its plan does not know it',
      ({ plans }) => void (state(plans.get('demo-globex')).values.outputs[output] = own),
      ['plan-mismatch: demo-globex read another cross-stack-output-g_auth_rolereaderid than other plans'],
    ],
    [
      'is another role than one who grants nothing of it has read',
      ({ plans }) => void (state(plans.get('demo-globex')).values.outputs[unused] = own),
      ['plan-mismatch: demo-acme read another cross-stack-output-g_auth_roleeditorid than other plans'],
    ],
    [
      'is the same, in other letters or read twice, as one has read who grants nothing of it',
      ({ plans }) => {
        const { outputs } = state(plans.get('demo-globex')).values;
        outputs[unused] = outputs[unused].toUpperCase();
      },
      [],
    ],
    [
      'is another role than some have read who grant nothing of it',
      ({ plans }) => {
        const { resources } = plans.get('demo-globex').prior_state.values.root_module;
        const again = structuredClone(state(plans.get('demo-globex')));
        again.values.outputs[unused] = own;
        resources.push(again);
      },
      [
        'plan-mismatch: demo-globex has data.terraform_remote_state.cross-stack-reference-input-demo-foundation in its state twice',
        'plan-mismatch: demo-acme read another cross-stack-output-g_auth_roleeditorid than other plans',
      ],
    ],
    [
      'has not been read by one who grants nothing of it',
      ({ plans }) => void delete state(plans.get('demo-globex')).values.outputs[unused],
      [],
    ],
    [
      'is of a role that its plan makes anew',
      ({ foundation }) => act(foundation, 'reader', ['delete', 'create']),
      ending,
    ],
    [
      'is of an output that had a value, whatever becomes of it',
      ({ foundation }) =>
        void Object.assign(foundation.output_changes[output], { actions: ['update'], before: own }),
      ending,
    ],
    [
      'is of an output that its state has',
      ({ foundation }) => {
        foundation.prior_state ??= { values: {} };
        foundation.prior_state.values.outputs = { [output]: { value: own } };
      },
      ending,
    ],
    [
      'is of an output whose value is no text',
      ({ foundation }) => {
        foundation.planned_values.outputs[output] = { value: [own] };
        Object.assign(foundation.output_changes[output], { after: [own], after_unknown: false });
      },
      [
        'plan-mismatch: demo-foundation plans another id for the output cross-stack-output-g_auth_rolereaderid than for its resource @ g_auth_role.reader',
        ...['acme', 'globex'].map(
          (tenant) =>
            `plan-mismatch: demo-${tenant} read another cross-stack-output-g_auth_rolereaderid than the foundation's plan has`,
        ),
      ],
    ],
    ['has no plan', ({ plans }) => void plans.delete('demo-foundation'), []],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit).filter((text) => !/ client-\d /.test(text))).toEqual(expected);
  });
});

it('is held against the foundation’s plan alone where that writes it out, though nothing had a value so far', () => {
  const remote = 'cross-stack-reference-input-demo-foundation';
  const output = 'other';
  const found = issues(
    ({ foundation, acme, plans }) => {
      foundation.planned_values.outputs[output] = { value: own };
      foundation.output_changes[output] = { actions: ['create'], before: null, after: own };
      acme.prior_state.values.root_module.resources[0].values.outputs[output] = own;
      plans.get('demo-globex').prior_state.values.root_module.resources[0].values.outputs[output] = 'x';
    },
    {
      files: ({ stacks }) => {
        stacks.get('demo-foundation').output[output] = { value: own };
        const { roles } = stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'];
        roles[0].role_id = `\${data.terraform_remote_state.${remote}.outputs.${output}}`;
      },
    },
  );
  expect(found.filter((text) => text.includes(' read '))).toEqual([]);
});

it('finds the data source of each state that was read without looking through all of them for each', () => {
  const count = 300;
  const names = Array.from({ length: count }, (_, index) => `other-${index}`);
  const model = modelOf({
    plans: (plans) => {
      const { resources } = plans.get('demo-acme').prior_state.values.root_module;
      for (const name of names) {
        const address = `data.terraform_remote_state.${name}`;
        resources.push({ address, mode: 'data', type: 'terraform_remote_state', name, values: {} });
      }
    },
  });
  const subject = [...subjectsOf(model)].find(({ stackName }) => stackName === 'demo-acme');
  if (subject?.stack === undefined || subject.plan === undefined) throw new Error('no stack or no plan');
  let looks = 0;
  const { stack, plan, org } = subject;
  const remoteStates = [...stack.remoteStates, ...names].map((state) => {
    const known = typeof state === 'string' ? { ...stack.remoteStates[0], name: state } : state;
    return Object.defineProperty({ ...known } as (typeof stack.remoteStates)[number], 'name', {
      get: () => {
        looks++;
        return known.name;
      },
    });
  });
  expect(outputsRead({ ...stack, remoteStates }, plan, org.foundationName).granted.size).toBe(2);
  expect(looks).toBeLessThan(10 * count);
});
