import { describe, expect, it } from 'vitest';
import { findings, found, modelOf } from '../support/found';
import { divisionReference } from '../support/write-assembly';
import { type Case, editor, roles, stack } from './edits';
import { division, role } from './fixtures/fixture';

describe('missing-grant', () => {
  it.each<Case>([
    ['one less', roles((list) => list.shift()), ['acme: client-1 grant reader in voice']],
    [
      'all of them',
      roles((list) => list.splice(0)),
      ['voice', 'legacy', 'old', 'holidays']
        .map((key) => `acme: client-1 grant reader in ${key}`)
        .concat(['acme: client-1 grant editor in voice']),
    ],
    [
      'one in another division',
      { assembly: division(divisionReference('chat')) },
      ['acme: client-1 grant reader in voice'],
    ],
    ['one of another role', { assembly: role(editor) }, ['acme: client-1 grant reader in voice']],
    ['one that cannot be resolved, which is another finding', { assembly: division('${var.x}') }, []],
    ['one of a role that cannot be resolved', { assembly: role('x') }, []],
    ['one in nobody’s division', { assembly: division('x') }, []],
    [
      'those of a client of no generation',
      stack(
        (file) =>
          void (file.resource.genesyscloud_oauth_client = {
            spare: {},
            ...file.resource.genesyscloud_oauth_client,
          }),
      ),
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('missing-grant', edit)).toEqual(expected);
  });

  it('none, whoever else’s declarations were looked at in between', () => {
    const model = modelOf({});
    const [acme, globex] = model.orgs[0]?.tenants ?? [];
    expect(acme?.clients).not.toEqual([]);
    expect(globex?.declared.size).toBeGreaterThan(0);
    expect(findings('missing-grant', model)).toEqual([]);
  });
});
