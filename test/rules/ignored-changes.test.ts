import { describe, expect, it } from 'vitest';
import { found } from '../support/found';
import { divisionReference } from '../support/write-assembly';
import { type Case, stack } from './edits';
import { client, type Edit } from './fixtures/fixture';

describe('ignored-changes', () => {
  const on = (lifecycle: unknown): Edit =>
    stack((_file, assembly) => void (client(assembly).lifecycle = lifecycle));
  const of = (...whats: string[]): string[] =>
    whats.map((what) => `acme: demo-acme g_oauth_client.client-1 ignores ${what}`);
  it.each<Case>([
    ['texts only', on({ ignore_changes: ['description'] }), []],
    ['its name, by which it is known', on({ ignore_changes: ['name', 'description'] }), of('name')],
    ['nothing', on({ ignore_changes: [] }), []],
    ['null', on({ ignore_changes: null }), []],
    ['roles', on({ ignore_changes: ['description', 'roles'] }), of('roles')],
    ['all', on({ ignore_changes: 'all' }), of('all')],
    ['a text without a list', on({ ignore_changes: 'description' }), of('description')],
    ['what is no text', on({ ignore_changes: [7, { a: 1 }] }), of('a number', 'a object')],
    ['a number', on({ ignore_changes: 7 }), of('a number')],
    [
      'in two blocks',
      on([{ ignore_changes: ['state'] }, { ignore_changes: ['roles'] }]),
      of('state', 'roles'),
    ],
    ['other settings', on({ prevent_destroy: true }), []],
    [
      'a dynamic block',
      stack((_file, assembly) => void (client(assembly).dynamic = { lifecycle: {} })),
      of('a dynamic lifecycle'),
    ],
    [
      'of a division',
      stack(
        (file) =>
          void (file.resource.genesyscloud_auth_division['division-voice'].lifecycle = {
            ignore_changes: ['home'],
          }),
      ),
      ['acme: demo-acme g_auth_division.division-voice ignores home'],
    ],
    [
      'of a role',
      stack(
        (file) =>
          void (file.resource.genesyscloud_auth_role.reader.lifecycle = { ignore_changes: ['permissions'] }),
        'demo-foundation',
      ),
      ['-: demo-foundation g_auth_role.reader ignores permissions'],
    ],
    [
      'the texts of a placement',
      stack(
        (file) =>
          void (file.resource.genesyscloud_routing_queue = {
            q: {
              division_id: divisionReference('voice'),
              lifecycle: { ignore_changes: ['name', 'description'] },
            },
          }),
      ),
      [],
    ],
    [
      'of a placement',
      stack(
        (file) =>
          void (file.resource.genesyscloud_routing_queue = {
            q: { division_id: divisionReference('voice'), lifecycle: { ignore_changes: ['division_id'] } },
          }),
      ),
      ['acme: demo-acme g_routing_queue.q ignores division_id'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('ignored-changes', edit)).toEqual(expected);
  });
});
