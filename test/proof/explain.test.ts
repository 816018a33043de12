import { describe, expect, it } from 'vitest';
import { isInPlan } from '../../lib/proof/explain-plan';
import type { Proof } from '../../lib/proof/prove';
import type { Step } from '../../lib/proof/step';
import { whereabouts } from '../../lib/report/locate';
import { client, division, type Edit, planned, role } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { acme } from '../support/edited';
import { modelOf } from '../support/found';
import { changeOf } from '../support/plan-issues';
import type { AssemblyText, Json } from '../support/write-assembly';

/* The chain of one grant, link by link: what `explain` and the reports show. */

const short = (text: string): string =>
  text
    .replaceAll(
      /data\.terraform_remote_state\.cross-stack-reference-input-demo-foundation\.outputs\.cross-stack-output-genesyscloud_auth_role(\w+)id/g,
      'foundation.$1',
    )
    .replaceAll(/cross-stack-output-genesyscloud_auth_role(\w+)id/g, 'output-$1')
    .replaceAll(/genesyscloud_/g, 'g_');

function chain(proof: Proof, index = 0): string {
  const grants = proof.grants.filter(({ tenant }) => tenant === 'acme');
  const grant = grants[index];
  if (grant === undefined) throw new Error('no such grant');
  const find = whereabouts(proof.model);
  return [
    `${grant.client}: ${grant.role} in ${grant.division} (${grant.source ?? 'not proved'})`,
    ...(grant.chain() as readonly Step[]).map(({ kind, text, place }) => {
      if (place === undefined) return `  ${kind}: ${text}`;
      const where =
        place.kind === 'assembly'
          ? `${place.file.replace(/.*\/stacks\/(.*)\/cdk.tf.json/, '<$1>')}#${find(place).pointer ?? ''} ${place.offset === undefined ? 'whole' : ''}`
          : place.kind === 'manifest'
            ? `${place.file}#/${place.path.join('/')}`
            : `${place.file}#${place.address}`;
      return `  ${kind}: ${text} at ${where.trim()}`;
    }),
  ]
    .map(short)
    .join('\n');
}

const remote = (assembly: AssemblyText): Json => Object.values(acme(assembly).data.terraform_remote_state)[0];

describe('the chain of a grant leads from the manifest to the expression', () => {
  it.each<[string, Edit, number?]>([
    ['in an own division', {}],
    ['in an adopted division', {}, 1],
    ['in an adopted division that is managed', {}, 2],
    ['in a shared division', {}, 3],
    ['of another role', {}, 4],
    [
      'in an adopted division that is bound by an import block',
      { assembly: division('${genesyscloud_auth_division.division-old.id}') },
    ],
    [
      'of a client whose construct is noted',
      {
        assembly: (a) => {
          client(a)['//'] = { metadata: { path: 'demo-acme/etl/client-1' } };
        },
      },
    ],
    [
      'of a client beside others of its name and of its type whose constructs are noted',
      {
        assembly: (a) => {
          const note = (path: string) => ({ '//': { metadata: { path } } });
          const { resource } = acme(a);
          acme(a).resource = { genesyscloud_user: { 'client-2': note('other type') }, ...resource };
          Object.assign(client(a), note('other name'));
          Object.assign(client(a, 'demo-acme', 'client-2'), note('demo-acme/client-2'));
        },
      },
      5,
    ],
    [
      'of a client whose note is null',
      {
        assembly: (a) => {
          client(a)['//'] = null;
        },
      },
    ],
    [
      'of a client whose note is no path',
      {
        assembly: (a) => {
          client(a)['//'] = { metadata: { path: ['demo-acme'] } };
        },
      },
    ],
    ['that is not declared', { manifest: ({ demo }) => demo?.tenants['acme'].client.grants.pop() }, 3],
    [
      'in another own division than declared',
      { assembly: division('${genesyscloud_auth_division.division-chat.id}') },
    ],
    ['in another tenant’s division', { assembly: division('2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d') }],
    ['in every division', { assembly: division('*') }],
    [
      'in a literal that looks like a reference',
      { assembly: division('$${genesyscloud_auth_division.division-voice.id}') },
    ],
    ['in the home division', { assembly: division(null) }],
    ['in a division that is left out', { assembly: division(undefined) }],
    ['in nobody’s division', { assembly: division('ffffffff-0000-4000-8000-000000000000') }],
    ['in a division that a function decides', { assembly: division('${coalesce(var.a, "*")}') }],
    ['in a division that is not there', { assembly: division('${genesyscloud_auth_division.other.id}') }],
    ['of a literal role', { assembly: role('ffffffff-0000-4000-8000-000000000000') }],
    [
      'in an object of another type that has a division’s name',
      { assembly: division('${genesyscloud_auth_role.division-voice.id}') },
    ],
    [
      'of what is no output of a state',
      {
        assembly: (a) => role(String(client(a).roles[0].role_id).replace('.outputs.', '.backend.'))(a),
      },
    ],
    [
      'of a part of an output',
      { assembly: (a) => role(String(client(a).roles[0].role_id).replace('}', '.x}'))(a) },
    ],
    [
      'of a role of a state that is declared twice',
      {
        assembly: (a) => {
          const states = acme(a).data.terraform_remote_state;
          const [name = ''] = Object.keys(states);
          states[name] = [states[name], structuredClone(states[name])];
        },
      },
    ],
    [
      'of a role of one of two states',
      {
        assembly: (a) => {
          acme(a).data.terraform_remote_state['another'] = structuredClone(remote(a));
        },
      },
    ],
    ['of a role of its own stack', { assembly: role('${genesyscloud_auth_role.reader.id}') }],
    [
      'of a role through a state that is nobody’s',
      {
        assembly: (a) => {
          remote(a).config.path = 'elsewhere';
        },
      },
    ],
    [
      'of a role through a state that is not there',
      { assembly: role('${data.terraform_remote_state.other.outputs.id}') },
    ],
    [
      'of a role through another tenant’s state',
      {
        assembly: (a) => {
          remote(a).config.path = '../../../terraform.demo-globex.tfstate';
        },
      },
    ],
    [
      'of a role through an output that is not there',
      {
        assembly: (a) => {
          a.stacks.get('demo-foundation').output = {};
        },
      },
    ],
    [
      'of a role of its own stack that is called like a state',
      { assembly: role('${genesyscloud_auth_role.terraform_remote_state.id}') },
    ],
    [
      'of a role through a state of which no output is named',
      {
        assembly: role('${data.terraform_remote_state.cross-stack-reference-input-demo-foundation.outputs}'),
      },
    ],
    ['of a role by another data source', { assembly: role('${data.genesyscloud_auth_role.x.id}') }],
  ])('%s', (_what, edit, index) => {
    expect(chain(prove(edit), index)).toMatchSnapshot();
  });
});

describe('with plans it goes on to the values', () => {
  const plans =
    (edit: (plan: Json, plans: Map<string, Json>) => void): NonNullable<Edit['plans']> =>
    (all) =>
      edit(all.get('demo-acme'), all);
  it.each<[string, Edit, number?]>([
    ['in an own division that the plan makes', { plans: () => {} }],
    ['in an adopted division', { plans: () => {} }, 1],
    ['in an adopted division that is managed', { plans: () => {} }, 2],
    [
      'in an own division that exists',
      {
        plans: plans((plan) => {
          const id = 'ffffffff-0000-4000-8000-000000000001';
          planned(plan, 'division-voice').values.id = id;
          changeOf(plan, 'division-voice').change.after.id = id;
          delete changeOf(plan, 'division-voice').change.after_unknown.id;
        }),
      },
    ],
    ['without the plan of its stack', { plans: (all) => void all.delete('demo-acme') }],
    [
      'of a client whose grants are unknown',
      {
        plans: plans((plan) => {
          changeOf(plan, 'client-1').change.after_unknown.roles = true;
        }),
      },
    ],
    [
      'of a client that is not planned',
      {
        plans: plans((plan) => {
          plan.resource_changes = plan.resource_changes.filter((item: Json) => item.name !== 'client-1');
        }),
      },
    ],
    [
      'of a client with a deposed object',
      {
        plans: plans((plan) => {
          const deposed = structuredClone(changeOf(plan, 'client-1'));
          Object.assign(deposed, { deposed: 'abc', change: { ...deposed.change, actions: ['delete'] } });
          plan.resource_changes.unshift(deposed);
        }),
      },
    ],
    [
      'of a client that is replaced',
      {
        plans: plans((plan) => {
          changeOf(plan, 'client-1').change.actions = ['delete', 'create'];
        }),
      },
    ],
    [
      'of a role that the plan could not read',
      {
        plans: plans((plan) => {
          plan.prior_state.values.root_module.resources[0].values.outputs = {};
        }),
      },
    ],
    [
      'of a role whose id is empty in the plan',
      {
        plans: plans((plan) => {
          const { outputs } = plan.prior_state.values.root_module.resources[0].values;
          for (const key of Object.keys(outputs)) outputs[key] = '';
        }),
      },
    ],
    [
      'of a role through a state that the plan did not read',
      {
        plans: plans((plan) => {
          plan.prior_state.values.root_module.resources = [];
        }),
      },
    ],
    [
      'of a client that is planned without grants',
      {
        plans: plans((plan) => {
          planned(plan, 'client-1').values.roles = [];
          changeOf(plan, 'client-1').change.after.roles = [];
          changeOf(plan, 'client-1').change.after_unknown.roles = [];
        }),
      },
    ],
    ['of a literal role', { assembly: role('x'), plans: () => {} }],
    ['in every division', { assembly: division('*'), plans: () => {} }],
    [
      'in the name of a division that the plan makes: its id is not what is granted',
      { assembly: division('${genesyscloud_auth_division.division-voice.name}'), plans: () => {} },
    ],
    [
      'in a part of a division’s id',
      { assembly: division('${genesyscloud_auth_division.division-voice.id.x}'), plans: () => {} },
    ],
    [
      'in what is no division, and made by the plan',
      { assembly: division('${genesyscloud_oauth_client.client-1.id}'), plans: () => {} },
    ],
    [
      'in a division that is not planned',
      {
        plans: plans((plan) => {
          plan.resource_changes = plan.resource_changes.filter(
            (item: Json) => item.name !== 'division-voice',
          );
        }),
      },
    ],
    [
      'in a division whose id the plan does not know, though it does not make it',
      {
        plans: plans((plan) => {
          changeOf(plan, 'division-voice').change.actions = ['update'];
        }),
      },
    ],
    [
      'of a role by another data source',
      { assembly: role('${data.genesyscloud_auth_role.x.id}'), plans: () => {} },
    ],
    [
      'of a client that is deleted',
      {
        plans: plans((plan) => {
          const { resources } = plan.planned_values.root_module;
          plan.planned_values.root_module.resources = resources.filter(
            (item: Json) => item.name !== 'client-1',
          );
          changeOf(plan, 'client-1').change.actions = ['delete'];
        }),
      },
    ],
    ['of a stack whose plan cannot be read', { plans: (all) => void all.set('demo-acme', '{') }],
  ])('%s', (_what, edit, index) => {
    expect(chain(prove(edit), index)).toMatchSnapshot();
  });
});

it('lists some of what the plan grants instead, however many a client is granted', () => {
  const count = 3000;
  const plans: Edit['plans'] = (all) => {
    const plan = all.get('demo-acme');
    const { after, after_unknown } = changeOf(plan, 'client-1').change;
    after.roles = Array.from({ length: count }, (_, index) => ({ role_id: `r${index}`, division_id: 'd' }));
    after_unknown.roles = after.roles.map(() => ({}));
    planned(plan, 'client-1').values.roles = structuredClone(after.roles);
  };
  const edit: Edit = {
    assembly: (assembly) => {
      const { roles } = client(assembly);
      client(assembly).roles = Array.from({ length: count }, (_, index) => roles[index % roles.length]);
    },
    plans,
  };
  const grants = prove(edit).grants.filter((grant) => grant.tenant === 'acme' && grant.client === 'client-1');
  expect(grants.length).toBe(count);
  const [instead, ...others] = new Set(
    grants.flatMap((grant) =>
      grant.chain().flatMap(({ text }) => (text.includes('not grant it') ? [text] : [])),
    ),
  );
  expect(instead).toBe(
    'the plan does not grant it: it grants r0 in d; r1 in d; r2 in d; r3 in d; r4 in d; r5 in d; r6 in d; r7 in d; r8 in d; r9 in d and 2990 more',
  );
  expect(others).toEqual([]);
});

describe('a grant is in the plan of its stack', () => {
  const inPlan = (edit: Edit, index = 0): boolean => {
    const { orgs, plans } = modelOf(edit);
    const tenant = orgs[0]?.tenants[0];
    const judged = tenant?.clients[0];
    const grant = judged?.grants[index];
    if (!tenant || !judged || !grant) throw new Error('no such grant');
    return isInPlan(plans, tenant.stackName, judged, grant);
  };
  const edited = (edit: (values: Json, marks: Json) => void): Edit => ({
    plans: (all) => {
      const plan = all.get('demo-acme');
      const { after, after_unknown } = changeOf(plan, 'client-1').change;
      edit(after, after_unknown);
      planned(plan, 'client-1').values.roles = structuredClone(after.roles);
    },
  });

  it.each<[string, Edit, boolean]>([
    ['where it is planned', { plans: () => {} }, true],
    ['where no plans were given', {}, true],
    ['where there is no plan of its stack', { plans: (all) => void all.delete('demo-acme') }, true],
    ['where the files do not prove it', { assembly: division('*'), plans: () => {} }, true],
    [
      'but not where its division is another',
      edited(({ roles }, marks) => {
        roles[0].division_id = 'ffffffff-0000-4000-8000-000000000000';
        marks.roles[0] = {};
      }),
      false,
    ],
    [
      'but not where nothing is known of its client’s grants',
      edited((_, marks) => void (marks.roles = true)),
      false,
    ],
    [
      'nor where that is so and the files do not prove it either',
      { ...edited((_, marks) => void (marks.roles = true)), assembly: division('*') },
      false,
    ],
  ])('%s', (_what, edit, expected) => {
    expect(inPlan(edit)).toBe(expected);
  });
});
