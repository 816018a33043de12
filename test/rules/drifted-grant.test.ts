import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import type { Json } from '../support/write-assembly';
import type { Edit } from './fixtures/fixture';
import { prove } from './fixtures/prove';

// Two grants of the sample that its plan has.
const reader = 'c6fac40f-48df-aa82-f8fe-83ac944e497f';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const old = '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c';
const grant = (role: string, division: unknown) => ({ role_id: role, division_id: division });
/** Lets a plan have found that the grants of a client were changed. */
const drift = (plan: Json, before: unknown[], after: unknown[]): void => {
  plan.resource_drift = [
    {
      address: 'genesyscloud_oauth_client.client-1',
      mode: 'managed',
      type: 'genesyscloud_oauth_client',
      name: 'client-1',
      change: {
        actions: ['update'],
        before: { roles: before },
        after: { roles: after },
        after_unknown: {},
      },
    },
  ];
};
const client = (before: unknown[], after: unknown[]) =>
  prove({ plans: (plans) => drift(plans.get('demo-acme'), before, after) }).findings.map(
    ({ subject }) => subject,
  );

it('says what was gained and lost, so that a waiver covers that and no more', () => {
  expect(client([grant('r', 'own')], [grant('r', 'own'), grant('admin', '*'), grant('r', '')])).toEqual([
    'demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it now has the role admin in *, the role r in the home division',
  ]);
  expect(client([grant(reader, legacy)], [])).toEqual([
    `demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it no longer has the role ${reader} in ${legacy}`,
  ]);
});

it('says beside the ids whose division and which role that is, where anything given knows it', () => {
  const sales = '7d1f3b52-0c86-4e9a-b3a4-5c6d7e8f9a0b';
  const hall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
  const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
  const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
  const nobodys = 'ffffffff-0000-4000-8000-000000000001';
  const what = (edit: (plans: Map<string, Json>) => void): string =>
    prove({ plans: edit })
      .findings.flatMap((finding) =>
        finding.rule === 'drifted-grant' ? [messages[finding.rule].what(finding)] : [],
      )
      .join('\n');
  const held = (plan: Json, type: string, name: string, id: string): void => {
    plan.prior_state.values ??= { root_module: { resources: [] } };
    const { resources } = plan.prior_state.values.root_module;
    resources.push({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      values: { id: id.toUpperCase() },
    });
  };
  expect(
    what((plans) => {
      held(plans.get('demo-globex'), 'genesyscloud_auth_division', 'division-sales', sales);
      const after = [sales, hall, holidays, home, nobodys].map((id) => grant(nobodys, id));
      drift(plans.get('demo-acme'), [], after);
    }),
  ).toMatchInlineSnapshot(
    `"In demo-acme, genesyscloud_oauth_client.client-1 was changed outside Terraform: it now has the role ffffffff-0000-4000-8000-000000000001 in 2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d, the role ffffffff-0000-4000-8000-000000000001 in 3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e, the role ffffffff-0000-4000-8000-000000000001 in 6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10, the role ffffffff-0000-4000-8000-000000000001 in 7d1f3b52-0c86-4e9a-b3a4-5c6d7e8f9a0b, the role ffffffff-0000-4000-8000-000000000001 in ffffffff-0000-4000-8000-000000000001. There, 2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d is the division hall of demo/globex; 3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e is the home division of demo; 6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10 is the shared division holidays of demo; 7d1f3b52-0c86-4e9a-b3a4-5c6d7e8f9a0b is genesyscloud_auth_division.division-sales of demo-globex."`,
  );
  const long = what((plans) => {
    held(plans.get('demo-globex'), 'genesyscloud_auth_division', `division-${'s'.repeat(1000)}`, sales);
    drift(plans.get('demo-acme'), [], [grant(nobodys, sales)]);
  });
  expect(long).toMatch(
    / is genesyscloud_auth_division\.division-s+… \(836 characters more\) of demo-globex\.$/,
  );
  const alone = (plans: Map<string, Json>) => drift(plans.get('demo-acme'), [], [grant('r', home)]);
  expect(prove({ plans: alone }).findings.map(({ rule }) => rule)).toEqual(['drifted-grant']);
  expect(what(alone)).toContain(`There, ${home} is the home division of demo.`);
  expect(what((plans) => drift(plans.get('demo-acme'), [], [grant('r', nobodys)]))).toBe(
    `In demo-acme, genesyscloud_oauth_client.client-1 was changed outside Terraform: it now has the role r in ${nobodys}.`,
  );
});

// A role that the foundation has ended, or made anew, takes its grants with it: then the files do not have them either.
it('says nothing of a grant that is gone, and that the plan does not give back', () => {
  expect(client([grant('r', 'own'), grant(reader, legacy)], [grant(reader, legacy)])).toEqual([]);
  expect(client([grant('r', 'own'), grant(reader, legacy)], [])).toEqual([
    expect.stringContaining(`: it no longer has the role ${reader} in ${legacy}, the role r in own`),
  ]);
});

it('says nothing of what was declared since: the plan keeps it', () => {
  expect(client([], [grant(reader, legacy), grant(reader, old)])).toEqual([]);
  expect(client([grant('r', 'own')], [grant(reader, legacy)])).toEqual([]);
  expect(client([grant(reader, legacy)], [grant(reader, legacy), grant('s', 'own')])).toEqual([
    expect.stringMatching(/: it now has the role s in own$/),
  ]);
});

describe('what the plan only repeats was not declared', () => {
  const gains = (plan: Json): void => drift(plan, [], [grant(reader, legacy)]);
  const drifts = (edit: Edit): boolean => prove(edit).findings.some(({ rule }) => rule === 'drifted-grant');

  it('where it says of nothing what becomes of it', () => {
    expect(drifts({ plans: (plans) => gains(plans.get('demo-acme')) })).toBe(false);
    const only = (plans: Map<string, Json>): void => {
      gains(plans.get('demo-acme'));
      plans.get('demo-acme').resource_changes = [];
    };
    expect(drifts({ plans: only })).toBe(true);
    const gone = (plans: Map<string, Json>): void => {
      only(plans);
      const { change } = plans.get('demo-acme').resource_drift[0];
      [change.before, change.after] = [change.after, change.before];
    };
    expect(drifts({ plans: gone })).toBe(true);
  });

  it('where the files ignore it', () => {
    const ignoring = (names: readonly string[]): Edit => ({
      assembly: (assembly) => {
        const clients = assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client;
        clients['client-1'].lifecycle = { ignore_changes: names };
      },
      plans: (plans) => gains(plans.get('demo-acme')),
    });
    expect(drifts(ignoring(['roles']))).toBe(true);
    expect(drifts(ignoring(['description']))).toBe(false);
    // What another one ignores says nothing of this.
    const other = ignoring(['roles']);
    const ofOther = (plans: Map<string, Json>): void => {
      other.plans?.(plans);
      const [change] = plans.get('demo-acme').resource_drift;
      Object.assign(change, { address: 'genesyscloud_oauth_client.client-2', name: 'client-2' });
    };
    expect(drifts({ ...other, plans: ofOther })).toBe(false);
  });

  it('where it ends the client', () => {
    const ends = (plans: Map<string, Json>): void => {
      const plan = plans.get('demo-acme');
      gains(plan);
      plan.planned_values.root_module.resources = plan.planned_values.root_module.resources.filter(
        ({ name }: Json) => name !== 'client-1',
      );
    };
    expect(drifts({ plans: ends })).toBe(true);
  });
});

// A waiver names the whole text: Terraform may list the same grants in another order tomorrow.
it('names what was lost in one order', () => {
  const lost = [
    `demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it no longer has the role ${reader} in ${legacy}, the role ${reader} in ${old}`,
  ];
  expect(client([grant(reader, legacy), grant(reader, old)], [])).toEqual(lost);
  expect(client([grant(reader, old), grant(reader, legacy)], [])).toEqual(lost);
});

it('sees no drift in another order, nor in grants that Terraform re-ordered', () => {
  expect(client([grant('a', '1'), grant('b', '2')], [grant('b', '2'), grant('a', '1')])).toEqual([]);
});

it('shows what is no grant as it stands', () => {
  expect(client([], [grant('r', 7), 'x'])).toEqual([
    expect.stringContaining('the grant "x", the grant {"division_id":7,"role_id":"r"}'),
  ]);
});
