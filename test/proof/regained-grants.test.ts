import { describe, expect, it } from 'vitest';
import { issues } from '../support/plan-issues';
import type { Json } from '../support/write-assembly';
import { globexHall, home, legacy } from './placed';

/* What a client that ends is granted by its end: the provider writes it once more before it deletes it. */

const type = 'genesyscloud_oauth_client';
const address = `${type}.client-9`;
const reader = 'c6fac40f-48df-aa82-f8fe-83ac944e497f';
const grant = (division_id: Json, role_id = reader) => ({ role_id, division_id });
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';

/** What is said of a client that ends: what its change shows that it had, and what the org has. */
function told(
  before: Json,
  found: Json,
  edit: (change: Json, plan: Json) => void = () => {},
  stack = 'demo-acme',
): string[] {
  return issues(({ plans }) => {
    const acme = plans.get(stack);
    const values = (roles: Json): Json => ({
      id: 'ffffffff-0000-4000-8000-00000000000c',
      name: 'demo-acme-9',
      roles,
    });
    const item = {
      address,
      mode: 'managed',
      type,
      name: 'client-9',
      provider_name: acme.resource_changes[0].provider_name,
    };
    const change = { actions: ['delete'], before: values(before), after: null, after_unknown: {} };
    acme.prior_state ??= { values: { root_module: { resources: [] } } };
    acme.prior_state.values ??= { root_module: { resources: [] } };
    acme.prior_state.values.root_module.resources.push({ ...item, values: values(found) });
    const update = { actions: ['update'], before: values(before), after: values(found), after_unknown: {} };
    acme.resource_drift = [{ ...item, change: update }];
    acme.resource_changes.push({ ...item, change });
    edit(acme.resource_changes.at(-1), acme);
  }).filter((text) => text.includes('once more'));
}

/** Of each, where it is. */
const said = (...edit: Parameters<typeof told>): string[] =>
  told(...edit).map((text) => text.replace(/^.*what it no longer has in (.*)$/, '$1'));

describe('an end of a client', () => {
  it('gives it nothing beyond its tenant that it does not have', () => {
    expect(said([grant('*')], [])).toEqual(['all divisions']);
    expect(said([grant('')], [])).toEqual(['the home division']);
    expect(said([grant(null)], [])).toEqual(['the home division']);
    expect(said([grant(home.toUpperCase())], [])).toEqual(['the home division']);
    expect(said([grant(globexHall)], [])).toEqual(['a division of globex']);
    expect(said([grant('*'), grant('*', 'other'), grant(legacy)], [grant(legacy)])).toEqual([
      'all divisions',
    ]);
    expect(said([grant('*', 'other')], [grant('*')])).toEqual(['all divisions']);
  });

  it('is told of the plan in which it ends', () => {
    const one = 'g_oauth_client.client-9';
    expect(told([grant('*')], [])).toEqual([
      `plan-mismatch: demo-acme grants ${one} once more, before it ends, what it no longer has in all divisions`,
    ]);
    expect(said([grant(globexHall)], [], undefined, 'demo-foundation')).toEqual(['a division of globex']);
  });

  it('gives nothing where it had no grants, or what it had are none', () => {
    expect(said(null, [])).toEqual([]);
    expect(said(undefined, [])).toEqual([]);
  });

  it('is no end of anything else that has roles', () => {
    const other = (item: Json, acme: Json): void => {
      for (const one of [item, acme.prior_state.values.root_module.resources.at(-1)])
        Object.assign(one, {
          type: 'genesyscloud_group_roles',
          address: 'genesyscloud_group_roles.client-9',
        });
    };
    expect(said([grant('*')], [], other)).toEqual([]);
  });

  it('may give back what a manifest could have granted', () => {
    expect(said([grant(legacy)], [])).toEqual([]);
    expect(said([grant(holidays)], [])).toEqual([]);
    expect(said([grant('ffffffff-0000-4000-8000-0000000000dd')], [])).toEqual([]);
    expect(said([], [grant('*')])).toEqual([]);
  });

  it('gives nothing that the org still has', () => {
    expect(said([grant('*'), grant(globexHall)], [grant(globexHall.toUpperCase()), grant('*')])).toEqual([]);
  });

  it('gives what only one has that an earlier run left behind', () => {
    const leaves = (_change: Json, acme: Json): void => {
      const state = acme.prior_state.values.root_module.resources;
      const { values, ...item } = state.at(-1);
      state.push({ ...item, deposed_key: 'c0ffee', values: { ...values, roles: [grant('*')] } });
    };
    expect(said([grant('*')], [], leaves)).toEqual(['all divisions']);
  });

  it('is one where nothing comes after it', () => {
    expect(said([grant('*')], [], ({ change }) => void (change.after = change.before))).toEqual([]);
    expect(said([grant('*')], [], (item) => void (item.deposed = 'x'))).toEqual([]);
  });
});
