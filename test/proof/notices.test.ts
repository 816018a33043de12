import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../lib/proof/notices';
import { subjectsOf } from '../../lib/proof/subject';
import { acmePlan } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { act } from '../support/act';
import { modelOf } from '../support/found';
import type { Json } from '../support/write-assembly';
import { set, told } from './noticed';

/** Deletes an object that the state has and the files do not. */
function end(plan: Json, type: string, name: string): void {
  const resource = { address: `${type}.${name}`, mode: 'managed', type, name };
  const values = { id: 'ffffffff-0000-4000-8000-0000000000ad', name: 'demo-acme-9' };
  plan.prior_state.values.root_module.resources.push({ ...resource, values });
  plan.resource_changes.push({
    ...resource,
    action_reason: 'delete_because_no_resource_config',
    change: { actions: ['delete'], before: { ...values }, after: null, after_unknown: {} },
  });
}

/** Changes a role of the foundation; before, it was as `edit` makes it. */
function changeRole(plan: Json, edit: (before: Json) => void): Json {
  act(plan, 'reader', ['update']);
  const role = plan.resource_changes.find(({ name }: Json) => name === 'reader');
  edit(role.change.before);
  const held = plan.prior_state.values.root_module.resources.find(({ name }: Json) => name === 'reader');
  held.values = structuredClone(role.change.before);
  return role;
}

const noActions = { domain: 'routing', entity_name: 'skill', action_set: [] };
const permissionOf = ({ domain, entity_name, action_set }: Json): string =>
  `${domain}:${entity_name}:${action_set[0]}`;
const fewer = (before: Json): void => void before.permission_policies.pop();

describe('what a plan does that breaks no rule is told', () => {
  it('says nothing of a first deploy but what it adopts', () => {
    expect(told(() => undefined)).toEqual({ verdict: 'proven', notices: [] });
    expect(prove(acmePlan(() => undefined)).notices).toEqual([
      {
        stack: 'demo-acme',
        file: 'plans/demo-acme.json',
        address: 'genesyscloud_auth_division.division-old',
        does: 'adopts',
        text: 'adopts an existing object as genesyscloud_auth_division.division-old',
      },
    ]);
  });

  it('tells of an adoption that the manifest does not declare, and does not say that it does', () => {
    const proof = prove(
      acmePlan((plan) => {
        const voice = plan.resource_changes.find(({ name }: Json) => name === 'division-voice');
        voice.change.importing = { id: '1c9e63a0-5b1f-4d7c-8f55-2e8c0c7f4a11' };
      }),
    );
    expect(proof.verdict).toBe('rejected');
    expect(proof.notices.map(({ text }) => text)).toContain(
      'adopts an existing object as genesyscloud_auth_division.division-voice',
    );
  });

  it('counts the tenants whose clients a changed role reaches, though their plans show no change', () => {
    const proof = prove({ plans: (plans) => void changeRole(plans.get('demo-foundation'), fewer) });
    expect(proof.notices.filter(({ does }) => does === 'changes-role').map(({ text }) => text)).toEqual([
      'changes genesyscloud_auth_role.reader: the clients of 2 tenants are to hold it, and their own plans show no change; a client that holds it from before has the change too, until its own plan is applied',
    ]);
  });

  const said = (edit: (before: Json) => void, more: (role: Json) => void = () => undefined): string[] => {
    const proof = prove({
      plans: (plans) => more(changeRole(plans.get('demo-foundation'), edit)),
    });
    return proof.notices.map(({ does }) => does).filter((does) => does !== 'adopts');
  };

  it('says nothing of a role that opens what it opened before', () => {
    expect(said((before) => void (before.description = 'Another'))).toEqual([]);
    expect(said((before) => before.permission_policies.reverse())).toEqual([]);
    // A state has what is not set as an empty text.
    expect(said((before) => void (before.default_role_id = ''))).toEqual([]);
  });

  it.each<[string, (before: Json) => void, ((role: Json) => void)?]>([
    ['had fewer permissions', fewer],
    ['had a general permission', (before) => void (before.permissions = ['admin'])],
    [
      'had a general permission that looks like one of a policy',
      (before) => Object.assign(before, { permissions: [permissionOf(before.permission_policies.pop())] }),
    ],
    ['had a policy without actions', (before) => void before.permission_policies.push(noActions)],
    ['inherited from a default role', (before) => void (before.default_role_id = 'admin')],
    [
      'is to inherit from a default role',
      () => undefined,
      ({ change }) => void (change.after.default_role_id = 'admin'),
    ],
    ['had conditions', (before) => void (before.permission_policies[0].conditions = [{}])],
    [
      'has and had conditions',
      (before) => void (before.permission_policies[0].conditions = [{}]),
      ({ change }) => void (change.after.permission_policies[0].conditions = [{}]),
    ],
    [
      'has permissions that are unknown',
      () => undefined,
      ({ change }) => void (change.after_unknown.permission_policies = true),
    ],
    ['was not there, as no plan says', () => undefined, ({ change }) => void (change.before = null)],
    ['is not there, as no plan says', () => undefined, ({ change }) => void (change.after = null)],
  ])('tells of a changed role that %s', (_what, edit, more) => {
    expect(said(edit, more)).toEqual(['changes-role']);
  });

  it('counts them without asking every tenant of every role', () => {
    const model = modelOf({
      plans: (plans) => {
        const foundation = plans.get('demo-foundation');
        const changed = changeRole(foundation, fewer);
        foundation.resource_changes.push(...Array(100).fill(changed));
      },
    });
    const [subject] = subjectsOf(model);
    if (subject === undefined) throw new Error('no foundation');
    let asked = 0;
    const tenants = subject.org.tenants.map((owner) => ({
      ...owner,
      get declared() {
        asked++;
        return owner.declared;
      },
    }));
    const notices = noticesOf({ ...subject, org: { ...subject.org, tenants } });
    expect(notices.filter(({ does }) => does === 'changes-role')).toHaveLength(101);
    expect(asked).toBe(tenants.length);
  });

  it('names the client that is deleted, and what follows', () => {
    expect(told((plan) => end(plan, 'genesyscloud_oauth_client', 'client-9'))).toEqual({
      verdict: 'proven',
      notices: [
        'deletes genesyscloud_oauth_client.client-9, because the files do not have it any more: workers that hold its credentials are refused at once',
      ],
    });
  });

  it.each([
    ['client-1', 'replaces genesyscloud_oauth_client.client-1: a new client id and a new secret'],
    [
      'division-voice',
      'replaces genesyscloud_auth_division.division-voice, called "d-28f1db62fb63865": a new, empty division',
    ],
  ])('names %s when it is replaced, in either order', (name, text) => {
    for (const actions of [
      ['delete', 'create'],
      ['create', 'delete'],
    ]) {
      const { verdict, notices } = told((plan) => act(plan, name, actions));
      expect(verdict).toBe('proven');
      expect(notices).toEqual([expect.stringContaining(text)]);
    }
  });
});

describe('a division of another name than before', () => {
  const division = (plan: Json, name: string): { change: Json; state: Json } => ({
    change: plan.resource_changes.find((item: Json) => item.name === name).change,
    state: plan.prior_state.values.root_module.resources.find((item: Json) => item.name === name),
  });
  const rename = (plan: Json, name: string, before: unknown): void => {
    const { change, state } = division(plan, name);
    change.before.name = before;
    state.values.name = before;
  };
  const renamed = (before: unknown) =>
    told((plan) => {
      act(plan, 'division-chat', ['update']);
      rename(plan, 'division-chat', before);
    });

  it('is told of one that the manifest adopts, and renames with it or later', () => {
    const adopted = (edit: (change: Json) => void = () => undefined): string[] =>
      prove(
        acmePlan((plan) => {
          rename(plan, 'division-old', 'Finance');
          edit(division(plan, 'division-old').change);
        }),
      )
        .notices.filter(({ does }) => does !== 'makes')
        .map(({ does, text }) => `${does}: ${text}`);
    const address = 'genesyscloud_auth_division.division-old';
    const told = `renames: renames ${address} from "Finance" to "Old hall", as the files call it`;
    expect(adopted()).toEqual([`adopts: adopts an existing object as ${address}`, told]);
    expect(adopted((change) => delete change.importing)).toEqual([told]);
    expect(adopted((change) => void (change.before_sensitive = { name: true }))).toEqual([
      expect.stringContaining('adopts'),
      `renames: renames ${address} from (a sensitive value) to "Old hall", as the files call it`,
    ]);
  });

  it('is told where its name was none', () => {
    const { notices } = told((plan) => {
      rename(plan, 'division-old', 7);
      delete division(plan, 'division-old').change.importing;
    });
    expect(notices).toEqual([
      'renames genesyscloud_auth_division.division-old from something that is no name to "Old hall", as the files call it',
    ]);
  });

  it('is told of one that is made, when the manifest changes its style of names', () => {
    expect(renamed('d-acme-chat')).toEqual({
      verdict: 'proven',
      notices: [
        expect.stringMatching(
          /^renames genesyscloud_auth_division\.division-chat from "d-acme-chat" to "d-[0-9a-f]{15}", as the files call it$/,
        ),
      ],
    });
  });

  it('is a finding of one that is made, since it is another division', () => {
    for (const name of ['Finance', 'd-acme-voice', 'D-acme-chat', undefined])
      expect(renamed(name).verdict).toBe('rejected');
  });

  it('is a division: a client of another name is a finding', () => {
    const { verdict, notices } = told((plan) => {
      act(plan, 'client-1', ['update']);
      const held = plan.prior_state.values.root_module.resources;
      for (const values of [
        held.find(({ name }: Json) => name === 'client-1').values,
        plan.resource_changes.find(({ name }: Json) => name === 'client-1').change.before,
      ])
        values.name = 'x';
    });
    expect(verdict).toBe('rejected');
    expect(notices).toEqual([]);
  });

  it('is not told where it keeps its name', () => {
    expect(told((plan) => act(plan, 'division-chat', ['update'])).notices).toEqual([]);
  });
});

it('tells of a client that Genesys Cloud will not make', () => {
  const inactive = (edit: (plan: Json) => void = () => undefined): readonly string[] =>
    prove({
      manifest: ({ demo }) => void (demo && (demo.tenants['acme'].client.state = 'inactive')),
      plans: (plans) => edit(plans.get('demo-acme')),
    })
      .notices.filter(({ does }) => does !== 'adopts' && does !== 'makes')
      .map(({ does, address, text }) => `${does} ${address}: ${text}`);
  const address = (name: string): string => `genesyscloud_oauth_client.${name}`;
  const refused = (name: string): string =>
    `fails-apply ${address(name)}: makes ${address(name)} inactive, which Genesys Cloud refuses: deploy it as active first`;
  expect(inactive()).toEqual([refused('client-1'), refused('client-2')]);
  expect(inactive((plan) => act(plan, 'client-1', ['update']))).toEqual([refused('client-2')]);
  const user = (plan: Json): void => {
    const named = { address: 'genesyscloud_user.u', mode: 'managed', type: 'genesyscloud_user', name: 'u' };
    const change = { actions: ['create'], before: null, after: { state: 'inactive' }, after_unknown: {} };
    plan.resource_changes.push({ ...named, change });
  };
  expect(inactive(user)).toEqual([refused('client-1'), refused('client-2')]);
  expect(inactive((plan) => act(plan, 'client-1', ['delete', 'create']))).toEqual([
    expect.stringContaining('replaces'),
    refused('client-1'),
    refused('client-2'),
  ]);
});

describe('tells of a client that is made in a stack that is deployed', () => {
  const address = 'genesyscloud_oauth_client.client-1';
  const made = (edit: (plan: Json) => void): readonly string[] => {
    const { verdict, notices } = prove(acmePlan(edit));
    expect(verdict).toBe('proven');
    return notices.flatMap(({ does, text }) => (does === 'makes' ? [text] : []));
  };
  const deployed = (plan: Json): void => act(plan, 'client-2', ['update']);

  it('for one of its name, made before the state lost it, would keep its access', () => {
    expect(made(deployed)).toEqual([
      `makes ${address} in a stack that is deployed: should a client of its name exist already, that one keeps its access, and no state knows it`,
    ]);
  });

  it('and not on a first deploy, nor where it is replaced, which is told as that', () => {
    expect(made(() => undefined)).toEqual([]);
    expect(
      made((plan) => {
        deployed(plan);
        act(plan, 'client-1', ['delete', 'create'], 'ffffffff-0000-4000-8000-0000000000ae');
      }),
    ).toEqual([]);
  });
});

it('takes a stack for deployed by what it manages, not by what it has read', () => {
  const data = { address: 'data.x.d', mode: 'data', type: 'x', name: 'd' };
  const edit = acmePlan((plan) => {
    const change = { actions: ['read'], before: { id: 'd' }, after: { id: 'd' }, after_unknown: {} };
    plan.resource_changes.push({ ...data, change });
    plan.planned_values.root_module.resources.push({ ...data, values: { id: 'd' } });
  });
  expect(prove(edit).notices.filter(({ does }) => does === 'makes')).toEqual([]);
});

it('names the division that is deleted, unless its name is sensitive', () => {
  const type = 'genesyscloud_auth_division';
  const deleted = (edit: (change: Json) => void): readonly string[] =>
    told((plan) => {
      end(plan, type, 'division-gone');
      edit(plan.resource_changes.find(({ name }: Json) => name === 'division-gone').change);
    }).notices;
  const text = (called: string): string =>
    `deletes ${type}.division-gone${called}, because the files do not have it any more: Genesys Cloud refuses while anything lies in it; history stays bound to its id`;
  expect(deleted(() => undefined)).toEqual([text(', called "demo-acme-9"')]);
  expect(deleted((change) => void (change.before_sensitive = { name: true }))).toEqual([
    text(', called (a sensitive value)'),
  ]);
  expect(deleted((change) => void (change.before.name = 7))).toEqual([text('')]);
});

it('says only that it ends of what an earlier run left behind under an address that is gone, wherever it lies', () => {
  const type = 'genesyscloud_routing_queue';
  const { verdict, notices } = told((plan) => {
    const named = { address: `${type}.desk`, mode: 'managed', type, name: 'desk' };
    const values = {
      id: 'ffffffff-0000-4000-8000-0000000000aa',
      division_id: 'ffffffff-0000-4000-8000-0000000000ab',
    };
    const change = { actions: ['delete'], before: { ...values }, after: null, after_unknown: {} };
    plan.prior_state.values.root_module.resources.push({ ...named, values, deposed_key: '0a1b2c3d' });
    plan.resource_changes.push({ ...named, change, deposed: '0a1b2c3d' });
  });
  expect(verdict).toBe('proven');
  expect(notices).toEqual([
    `deletes ${type}.desk (an old object that an earlier run left behind): what used it loses it`,
  ]);
});

describe('conditions that do not hold', () => {
  const check = (status: string): Json => ({
    address: { kind: 'check', name: 'age', to_display: 'check.age' },
    status,
    instances: [{ status, problems: [{ message: 'a secret' }] }],
  });

  it.each(['fail', 'error'])('are told without their message: %s', (status) => {
    expect(told((plan) => Object.assign(plan, { checks: [check(status)] }))).toEqual({
      verdict: 'proven',
      notices: [
        `breaks a condition of check.age (${status}): Terraform only warns of it, and applies the plan`,
      ],
    });
  });

  it('are more than a warning where they are a resource’s', () => {
    const address = 'genesyscloud_auth_division.division-voice';
    const checks = [{ address: { to_display: address }, status: 'fail' }];
    expect(told((plan) => Object.assign(plan, { checks })).notices).toEqual([
      `breaks a condition of ${address} (fail)`,
    ]);
  });

  it.each(['pass', 'unknown'])('are not told of one that does, or may: %s', (status) => {
    expect(told((plan) => Object.assign(plan, { checks: [check(status)] })).notices).toEqual([]);
  });

  it.each([7, [7], [{ status: 'fail' }]])('%j in their place is no plan', (checks) => {
    const { findings } = prove(acmePlan((plan) => Object.assign(plan, { checks })));
    expect(findings.map(({ rule }) => rule)).toContain('incomplete-plan');
  });
});

describe('what a plan cannot do at once is a finding', () => {
  it.each([
    ['an action that Terraform does not have', (plan: Json) => act(plan, 'client-1', ['destroy'])],
    ['no action', (plan: Json) => act(plan, 'client-1', [])],
    ['a planned client that is deleted', (plan: Json) => act(plan, 'client-1', ['delete'])],
    ['a planned client that is let go', (plan: Json) => act(plan, 'client-1', ['forget'])],
    ['two outcomes', (plan: Json) => set(plan, 'client-1', {}, 'values')],
    [
      'two changes of one resource',
      (plan: Json) => plan.resource_changes.push(structuredClone(plan.resource_changes[0])),
    ],
  ])('%s', (_, edit) => {
    expect(prove(acmePlan(edit)).findings.map(({ rule }) => rule)).toContain('plan-mismatch');
  });

  it.each([
    ['type', 'genesyscloud_x'],
    ['name', 'x'],
    ['mode', 'data'],
  ])('another %s than its address says: that is no plan', (key, value) => {
    const { findings } = prove(acmePlan((plan) => set(plan, 'division-voice', value, key)));
    expect(findings.map(({ rule }) => rule)).toContain('incomplete-plan');
  });
});

it('conceals the names that a notice repeats, and nothing else of it', () => {
  const words = ['renames', 'as the files call it', 'genesyscloud_auth_division'];
  for (const many of [words, Array.from({ length: 200 }, (_, index) => `secret ${index}`)]) {
    const { notices } = told((plan) => {
      act(plan, 'division-chat', ['update']);
      const { change } = plan.resource_changes.find(({ name }: Json) => name === 'division-chat');
      change.before.name = 'd-acme-chat';
      plan.prior_state.values.root_module.resources.find(
        ({ name }: Json) => name === 'division-chat',
      ).values.name = 'd-acme-chat';
      change.before_sensitive = { description: true };
      change.before.description = 'x';
      plan.resource_drift = many.map((text, index) => ({
        address: `genesyscloud_user.u${index}`,
        mode: 'managed',
        type: 'genesyscloud_user',
        name: `u${index}`,
        change: {
          actions: ['update'],
          before: { text },
          after: { text },
          after_unknown: {},
          before_sensitive: { text: true },
        },
      }));
    });
    expect(notices).toEqual([
      expect.stringMatching(
        /^renames genesyscloud_auth_division\.division-chat from .* to .*, as the files call it$/,
      ),
    ]);
  }
});
