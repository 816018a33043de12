import { describe, expect, it } from 'vitest';
import { found } from '../support/found';
import { divisionReference } from '../support/write-assembly';
import { type Case, editor, roles } from './edits';
import { division, role } from './fixtures/fixture';

describe('undeclared-grant', () => {
  it.each<Case>([
    [
      'in another own division',
      { assembly: division(divisionReference('chat')) },
      ['acme: client-1 grant reader in chat'],
    ],
    ['of another role', { assembly: role(editor) }, []],
    [
      'of another role in a division where it is not declared',
      roles((list) => void (list[1].role_id = editor)),
      ['acme: client-1 grant editor in legacy'],
    ],
    ['of a role that cannot be resolved', roles((list) => list.push({ ...list[0], role_id: 'x' })), []],
    ['in a division that cannot be resolved', { assembly: division('${var.x}') }, []],
    [
      'in a shared division',
      roles((list) => list.push({ role_id: editor, division_id: '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10' })),
      ['acme: client-1 grant editor in holidays'],
    ],
    [
      'of a role without a template',
      roles((list) => void (list[0].role_id = '${genesyscloud_auth_role.reader.id}')),
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('undeclared-grant', edit)).toEqual(expected);
  });
});
