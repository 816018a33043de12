import { describe, expect, it } from 'vitest';
import { acmePlan } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { act, endOld } from '../support/act';
import type { Json } from '../support/write-assembly';
import { told } from './noticed';

describe('says why, where Terraform says it', () => {
  it.each([
    [{ action_reason: 'replace_by_request' }, ', because the plan was made with -replace: '],
    [{ action_reason: 'a_reason_of_tomorrow' }, ', because Terraform says a_reason_of_tomorrow: '],
    [{ action_reason: undefined }, 'client-1: '],
  ])('%j', (more, text) => {
    const { verdict, notices } = told((plan) => {
      act(plan, 'client-1', ['delete', 'create']);
      Object.assign(
        plan.resource_changes.find(({ name }: Json) => name === 'client-1'),
        more,
      );
    });
    expect(verdict).toBe('proven');
    expect(notices).toEqual([expect.stringContaining(text)]);
  });

  it('of an object that an earlier run left behind', () => {
    const { verdict, notices } = told((plan) => {
      endOld(plan, 'division-voice');
    });
    expect(verdict).toBe('proven');
    expect(notices).toEqual([
      expect.stringContaining(
        'division-voice, called "d-28f1db62fb63865" (an old object that an earlier run left behind): Genesys Cloud refuses',
      ),
    ]);
  });
});

describe('every notice says what follows', () => {
  const resource = (type: string, name: string, actions: readonly string[], mode = 'managed'): Json => ({
    address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
    mode,
    type,
    name,
    change: { actions, before: actions.join() === 'create' ? null : {}, after: null, after_unknown: {} },
  });
  const notices = (...changes: Json[]): string[] =>
    prove(
      acmePlan((plan) => {
        plan.resource_changes = changes;
      }),
    ).notices.map(({ does, address, text }) => `${does} ${address}: ${text}`);

  it.each([
    [
      'genesyscloud_oauth_client',
      'workers that hold its credentials are refused at once',
      'a new client id and a new secret; workers that hold the old ones are refused at once',
    ],
    [
      'genesyscloud_auth_division',
      'Genesys Cloud refuses while anything lies in it; history stays bound to its id',
      'a new, empty division under another id; what lies in the old one must be moved out first',
    ],
    ['genesyscloud_auth_role', 'every grant of it ends, hand-made ones too', 'a new role id in every grant'],
    ['genesyscloud_routing_queue', 'what used it loses it', 'what used it loses it'],
  ])('about a %s', (type, deleted, replaced) => {
    const address = `${type}.x`;
    expect(notices(resource(type, 'x', ['delete']))).toEqual([
      `deletes ${address}: deletes ${address}: ${deleted}`,
    ]);
    expect(notices(resource(type, 'x', ['create', 'delete']))).toEqual([
      `replaces ${address}: replaces ${address}: ${replaced}`,
    ]);
    for (const actions of [['no-op'], ['create'], ['forget']])
      expect(notices(resource(type, 'x', actions))).toEqual([]);
  });

  it('in the order of addresses, and about what is managed only', () => {
    const queue = (name: string, mode?: string) =>
      resource('genesyscloud_routing_queue', name, ['delete'], mode);
    expect(
      notices(queue('b'), queue('a'), queue('c'), queue('a', 'data')).map((text) => text.split(':')[0]),
    ).toEqual([
      'deletes genesyscloud_routing_queue.a',
      'deletes genesyscloud_routing_queue.b',
      'deletes genesyscloud_routing_queue.c',
    ]);
  });

  it('in the order of the plan where one address has two', () => {
    const queue = (more: Json) => ({ ...resource('genesyscloud_routing_queue', 'a', ['delete']), ...more });
    const told = notices(queue({}), queue({ deposed: 'c0ffee00' }), queue({ action_reason: 'x' }));
    expect(told.map((text) => text.split(': ')[1])).toEqual([
      'deletes genesyscloud_routing_queue.a',
      'deletes genesyscloud_routing_queue.a (an old object that an earlier run left behind)',
      'deletes genesyscloud_routing_queue.a, because Terraform says x',
    ]);
  });

  it.each([
    ['replace_because_tainted', 'an earlier run left it unfinished, or somebody tainted it'],
    ['replace_because_cannot_update', 'a change cannot be made in place'],
    ['replace_by_triggers', 'replace_triggered_by says so'],
    ['delete_because_wrong_repetition', 'count or for_each came or went'],
    ['delete_because_count_index', 'count is smaller'],
    ['delete_because_each_key', 'for_each lacks its key'],
    ['delete_because_no_module', 'its module is gone'],
    ['delete_because_no_move_target', 'it was moved to an address that the files do not have'],
  ])('and why: %s', (action_reason, text) => {
    const [told] = notices({ ...resource('genesyscloud_routing_queue', 'a', ['delete']), action_reason });
    expect(told).toContain(`, because ${text}: `);
  });

  it('counts one tenant in words of its own, and says nothing of what only changes', () => {
    const role = (name: string) => resource('genesyscloud_auth_role', name, ['update']);
    expect(notices(role('editor'), role('other'))).toEqual([
      'changes-role genesyscloud_auth_role.editor: changes genesyscloud_auth_role.editor: the clients of 1 tenant are to hold it, and their own plans show no change; a client that holds it from before has the change too, until its own plan is applied',
      'changes-role genesyscloud_auth_role.other: changes genesyscloud_auth_role.other: the clients of 0 tenants are to hold it, and their own plans show no change; a client that holds it from before has the change too, until its own plan is applied',
    ]);
    expect(notices(resource('genesyscloud_oauth_client', 'x', ['update']))).toEqual([]);
  });

  it('is silent without plans, and about a plan that cannot be read', () => {
    expect(prove({}).notices).toEqual([]);
    expect(prove({ plans: (plans) => void plans.set('demo-acme', '{') }).notices).toEqual([]);
    expect(prove({ assembly: (a) => void a.stacks.delete('demo-acme'), plans: () => {} }).notices).toEqual(
      [],
    );
  });
});
