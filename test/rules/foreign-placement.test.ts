import { describe, expect, it } from 'vitest';
import { findings, found, modelOf } from '../support/found';
import { divisionReference, type Json } from '../support/write-assembly';
import { stack } from './edits';
import type { Edit } from './fixtures/fixture';

describe('foreign-placement', () => {
  const queue = (body: Json, where?: string): Edit =>
    stack((file) => void (file.resource.genesyscloud_routing_queue = { q: body }), where);
  it.each<[unknown, string | undefined]>([
    [divisionReference('voice'), undefined],
    ['0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b', undefined],
    ['2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d', '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d'],
    ['6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10', '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10'],
    ['*', '*'],
    ['', 'empty'],
    [null, 'null'],
    [undefined, 'omitted'],
    ['x', 'x'],
    ['${var.d}', '${var.d}'],
  ])('of a queue in %j', (value, shown) => {
    expect(found('foreign-placement', queue({ division_id: value }))).toEqual(
      shown === undefined ? [] : [`acme: g_routing_queue.q division_id ${shown}`],
    );
  });

  it('in the foundation, where no division is anybody’s', () => {
    expect(
      found(
        'foreign-placement',
        queue({ division_id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b' }, 'demo-foundation'),
      ),
    ).toEqual(['-: g_routing_queue.q division_id 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b']);
  });
});

it.each([
  ['x', "is not the tenant's (x)"],
  ['${var.d}', 'cannot be resolved (it goes through a variable, which the environment can set)'],
  [
    '${genesyscloud_auth_division.x.id}',
    'cannot be resolved (it refers to something these files do not have, or have twice)',
  ],
])('foreign-placement says whose the division %s is not, or why nobody can say', (id, verdict) => {
  const edit = stack((file) => void (file.resource.genesyscloud_routing_queue = { q: { division_id: id } }));
  expect(findings('foreign-placement', modelOf(edit)).map(({ values }) => values.verdict)).toEqual([verdict]);
});
