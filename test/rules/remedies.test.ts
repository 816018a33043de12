import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../lib/proof/rule-ids';
import { messages } from '../../lib/rules/messages';
import { remedies } from '../../lib/rules/messages/message';
import { act, endOld } from '../support/act';
import { findings, modelOf } from '../support/found';
import type { Json } from '../support/write-assembly';
import type { Edit } from './fixtures/fixture';

/* What to do about a plan is not always to plan again: a state that was edited stays what it is. */

const restoreState = remedies['restore-state'];
const own = 'ffffffff-0000-4000-8000-00000000000a';
const fixesIn = <Id extends RuleId>(rule: Id, edit: Edit): string[] => [
  ...new Set(findings(rule, modelOf(edit)).map(messages[rule].fix)),
];
const fixes = (rule: RuleId, plans: (plans: Map<string, Json>) => void): string[] => fixesIn(rule, { plans });
const acme = (plans: Map<string, Json>): Json => plans.get('demo-acme');
const division = 'genesyscloud_auth_division';
const end = (plan: Json, id: string): void => {
  const named = { address: `${division}.x`, mode: 'managed', type: division, name: 'x' };
  plan.prior_state.values.root_module.resources.push({ ...named, values: { id } });
  plan.resource_changes.push({
    ...named,
    change: { actions: ['delete'], before: { id }, after: null, after_unknown: {} },
  });
};

describe('a plan-mismatch', () => {
  it.each<[string, string, (plans: Map<string, Json>) => void]>([
    [
      'asks for the state from before where it holds one object twice',
      restoreState,
      (plans) => {
        act(acme(plans), 'division-chat', ['update'], own);
        endOld(acme(plans), 'division-chat', own);
      },
    ],
    [
      'asks to take the old address out of the state where a division is adopted under another key',
      remedies['hand-over'],
      (plans) => end(acme(plans), '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c'),
    ],
    ['asks for it where an id is none', restoreState, (plans) => end(acme(plans), `${own}?x`)],
    [
      'asks for the name from before where that is another',
      remedies['name-first'],
      (plans) => {
        act(acme(plans), 'division-chat', ['update']);
        const held = acme(plans).prior_state.values.root_module.resources;
        for (const values of [
          held.find(({ name }: Json) => name === 'division-chat').values,
          acme(plans).resource_changes.find(({ name }: Json) => name === 'division-chat').change.before,
        ])
          values.name = 'Finance';
      },
    ],
    [
      'asks to take what stays out of the state that ends it',
      remedies['hand-over'],
      (plans) => {
        const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
        end(acme(plans), legacy);
      },
    ],
    [
      'asks for another plan where it read what these files do not have',
      remedies['plan-again'],
      (plans) =>
        acme(plans).prior_state.values.root_module.resources.push({
          address: 'data.terraform_remote_state.x',
          mode: 'data',
          type: 'terraform_remote_state',
          name: 'x',
          values: {},
        }),
    ],
    [
      'asks for the foundation first where its plan makes a role anew',
      remedies['foundation-first'],
      (plans) => act(plans.get('demo-foundation'), 'reader', ['delete', 'create']),
    ],
    [
      'asks for another version where a part is not known',
      remedies['other-version'],
      (plans) => void (acme(plans).actions = [{}]),
    ],
    [
      'asks for the workspace of the folder',
      remedies['select-workspace'],
      (plans) => void (acme(plans).prior_state.values.root_module.resources[0].values.workspace = 'x'),
    ],
    [
      'asks for another plan elsewhere',
      remedies['plan-again'],
      (plans) => void (acme(plans).variables = { x: {} }),
    ],
  ])('%s', (_what, fix, edit) => {
    expect(fixes('plan-mismatch', edit)).toEqual([fix]);
  });
});

it('where a plan does not know whether a division is home, another plan will', () => {
  const unknown = (plans: Map<string, Json>): void => {
    const voice = acme(plans).resource_changes.find(({ name }: Json) => name === 'division-voice');
    voice.change.after_unknown.home = true;
  };
  expect(fixes('plan-mismatch', unknown)).toEqual([remedies['plan-again']]);
});

it('what a state was made to say of what ends is restored', () => {
  const ends = (type: string, values: Json) => (plans: Map<string, Json>) => {
    const plan = acme(plans);
    plan.prior_state ??= { values: { root_module: { resources: [] } } };
    end(plan, own);
    const address = `${type}.x`;
    for (const item of [plan.prior_state.values.root_module.resources.at(-1), plan.resource_changes.at(-1)])
      Object.assign(item, { type, address });
    Object.assign(plan.resource_changes.at(-1).change.before, values);
  };
  const found = (edit: (plans: Map<string, Json>) => void): string[] =>
    findings('plan-mismatch', modelOf({ plans: edit }))
      .filter(({ subject }) => / ends|which the provider would/.test(subject))
      .map(messages['plan-mismatch'].fix);
  expect(found(ends('genesyscloud_auth_role', { default_role_id: 'admin' }))).toEqual([restoreState]);
  expect(found(ends('genesyscloud_oauth_client', { roles: [{ division_id: '*' }] }))).toEqual([restoreState]);
});

it('where an adopted division is gone, the manifest is to be changed', () => {
  const gone = (plans: Map<string, Json>): void => {
    for (const resource of acme(plans).planned_values.root_module.resources)
      if (resource.name === 'division-old') resource.values.id = own;
    for (const { name, change } of acme(plans).resource_changes)
      if (name === 'division-old') {
        change.after.id = own;
        change.actions = ['create'];
        change.before = null;
        delete change.importing;
      }
    const state = acme(plans).prior_state.values.root_module;
    state.resources = state.resources.filter(({ name }: Json) => name !== 'division-old');
  };
  expect(fixes('plan-mismatch', gone)).toContain(remedies['adopt-otherwise']);
});

it('every remedy says what to do', () => {
  const said = Object.entries(remedies).map(([remedy, text]) => `${remedy}: ${text}`);
  expect(said.sort().join('\n')).toMatchInlineSnapshot(`
    "adopt-otherwise: If that division was deleted in Genesys Cloud, nobody can adopt it any more: change the manifest. If not, plan again from these files.
    foundation-first: Apply the foundation (check --stage foundation, with its plan alone), then plan all stacks again.
    hand-over: If the division is to stay, unmanaged, under another key or in another stack, take it out of the state of the stack that would delete it (terraform state rm), and plan again. If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
    move-back: If somebody moved it there in Genesys Cloud, move it back by hand. If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
    name-first: If the manifest called it otherwise so far, keep its id there, leave out its name, and apply; then drop the id. If somebody renamed it in Genesys Cloud, give it its name back there. If neither: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
    other-home: catalog.json does not say that it is home: write it anew from this org. If the manifest adopts the division, take it out there. If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
    other-version: Plan with the version of Terraform that Bulkhead knows, or upgrade Bulkhead: what it does not know, it does not judge.
    plan-again: Plan again from these files; if it stays, do not apply it.
    remove-plan: Remove that file, or declare the tenant.
    rename-back: If somebody renamed it in Genesys Cloud, give it its name back there. If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
    restore-state: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
    select-workspace: Unset TF_WORKSPACE, select the workspace of the folder (terraform workspace select), and plan again.
    take-out: Take out what moves or forgets it: Bulkhead’s addresses never change, and what is deleted is deleted."
  `);
});

it('what to do is none of the values from which something sensitive is taken out', () => {
  const edit = (plans: Map<string, Json>): void => {
    end(acme(plans), `${own}?x`);
    const { change } = acme(plans).resource_changes.at(-1);
    change.before.description = 'restore-state';
    change.before_sensitive = { description: true };
    acme(plans).prior_state.values.root_module.resources.at(-1).values.description = 'restore-state';
  };
  expect(fixes('plan-mismatch', edit)).toEqual([restoreState]);
});

it('an object that two stacks hold is in one state too many', () => {
  const both = (plans: Map<string, Json>): void => {
    for (const stack of ['demo-acme', 'demo-globex']) act(plans.get(stack), 'client-1', ['update'], own);
  };
  expect(fixes('plan-mismatch', both)).toEqual([restoreState]);
});

it('a division that two states hold is to leave one of them, and a grant in it says whose the other is', () => {
  const ended = (plans: Map<string, Json>): void => {
    for (const stack of ['demo-acme', 'demo-globex']) end(plans.get(stack), own);
  };
  expect(fixes('foreign-division', ended)).toEqual([remedies['hand-over']]);
  const held = (plans: Map<string, Json>): void => end(acme(plans), '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d');
  expect(
    findings('foreign-division', modelOf({ plans: held })).map(messages['foreign-division'].what),
  ).toContainEqual(expect.stringContaining('the plan of demo-acme holds that division too'));
});

it('a client that has another name is renamed back, since the manifest cannot call it otherwise', () => {
  const renamed = (plans: Map<string, Json>): void => {
    act(acme(plans), 'client-1', ['update']);
    const held = acme(plans).prior_state.values.root_module.resources;
    for (const values of [
      held.find(({ name }: Json) => name === 'client-1').values,
      acme(plans).resource_changes.find(({ name }: Json) => name === 'client-1').change.before,
    ])
      values.name = 'x';
  };
  expect(fixes('plan-mismatch', renamed)).toEqual([remedies['rename-back']]);
});

it('a division that another stack’s files name is handed over, or was put there', () => {
  const named = (plans: Map<string, Json>): void => {
    const name = plans
      .get('demo-globex')
      .planned_values.root_module.resources.find((item: Json) => item.name === 'division-sales').values.name;
    end(acme(plans), own);
    acme(plans).prior_state.values.root_module.resources.at(-1).values.name = name;
    acme(plans).resource_changes.at(-1).change.before.name = name;
  };
  expect(fixes('foreign-division', named)).toEqual([remedies['hand-over']]);
});

it('an own address that stands for somebody else’s division is a matter of its state', () => {
  const bound = (id: string) => (plans: Map<string, Json>) =>
    act(acme(plans), 'division-chat', ['update'], id);
  const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
  expect(fixes('home-division', bound(home))).toEqual([restoreState]);
  expect(fixes('foreign-division', bound('2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d')).sort()).toEqual(
    [restoreState, remedies['hand-over']].sort(),
  );
});

it('a plan whose stack is not there is to be made again, with its stack', () => {
  const edit = {
    assembly: (assembly: { stacks: Map<string, Json> }) => void assembly.stacks.delete('demo-globex'),
    plans: () => undefined,
  };
  const [finding] = findings('plan-mismatch', modelOf(edit));
  expect(finding && messages['plan-mismatch'].fix(finding)).toBe(remedies['plan-again']);
  expect(finding?.at.at(-1)).toEqual({ kind: 'plan', file: 'plans/demo-globex.json', address: '' });
});

it('a division of somebody else in a state is no grant that anybody could remove', () => {
  const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
  expect(fixes('foreign-division', (plans) => end(acme(plans), globexHall))).toEqual([remedies['hand-over']]);
  const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
  expect(fixes('home-division', (plans) => end(acme(plans), home))).toEqual([restoreState]);
});

it('a division that Terraform found to be home says that the catalogue is not that of the org', () => {
  const edit = (plans: Map<string, Json>): void => {
    end(acme(plans), own);
    const { change } = acme(plans).resource_changes.at(-1);
    change.before.home = acme(plans).prior_state.values.root_module.resources.at(-1).values.home = true;
  };
  expect(fixes('home-division', edit)).toEqual([remedies['other-home']]);
});

it('what moves or forgets an object is taken out, and not declared', () => {
  const change = (plans: Map<string, Json>): Json =>
    acme(plans).resource_changes.find(({ name }: Json) => name === 'client-1');
  for (const edit of [
    (plans: Map<string, Json>) => void (change(plans).previous_address = 'genesyscloud_oauth_client.x'),
    (plans: Map<string, Json>) => act(acme(plans), 'client-1', ['create', 'forget']),
  ])
    expect(fixes('undeclared-adoption', edit)).toEqual([
      'Take out what moves or forgets it: Bulkhead’s addresses never change, and what is deleted is deleted.',
    ]);
});

it.each<RuleId>(['home-division', 'unverified-permission'])(
  'a %s without a catalogue tells where the script is: no installed package has it',
  (rule) => {
    expect(fixesIn(rule, { manifest: ({ demo }) => void delete demo?.catalog })).toEqual([
      expect.stringMatching(/ stands in docs\/how-to\/write-the-catalogue\.md in Bulkhead’s repository\.$/),
    ]);
  },
);
