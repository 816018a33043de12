import { expect, it } from 'vitest';
import { prove } from './fixtures/prove';

const grant = (role: string, division: unknown) => ({ role_id: role, division_id: division });
const client = (before: unknown[], after: unknown[]) =>
  prove({
    plans: (plans) => {
      plans.get('demo-acme').resource_drift = [
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
    },
  }).findings.map(({ subject }) => subject);

it('says what was gained and lost, so that a waiver covers that and no more', () => {
  expect(client([grant('r', 'own')], [grant('r', 'own'), grant('admin', '*'), grant('r', '')])).toEqual([
    'demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it now has the role admin in *, the role r in the home division',
  ]);
  expect(client([grant('r', 'own')], [])).toEqual([
    'demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it no longer has the role r in own',
  ]);
});

// A waiver names the whole text: Terraform may list the same grants in another order tomorrow.
it('names what was lost in one order', () => {
  const lost = [
    'demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it no longer has the role a in 1, the role b in 2',
  ];
  expect(client([grant('a', '1'), grant('b', '2')], [])).toEqual(lost);
  expect(client([grant('b', '2'), grant('a', '1')], [])).toEqual(lost);
});

it('sees no drift in another order, nor in grants that Terraform re-ordered', () => {
  expect(client([grant('a', '1'), grant('b', '2')], [grant('b', '2'), grant('a', '1')])).toEqual([]);
});

it('shows what is no grant as it stands', () => {
  expect(client([], [grant('r', 7), 'x'])).toEqual([
    expect.stringContaining('the grant "x", the grant {"division_id":7,"role_id":"r"}'),
  ]);
});
