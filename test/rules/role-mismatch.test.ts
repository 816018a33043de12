import { describe, expect, it } from 'vitest';
import { found } from '../support/found';
import type { Json } from '../support/write-assembly';
import type { Edit } from './fixtures/fixture';

describe('role-mismatch', () => {
  const roles = (edit: (roles: Json) => void): Edit => ({
    assembly: (assembly) => edit(assembly.stacks.get('demo-foundation').resource.genesyscloud_auth_role),
  });
  const view = { domain: 'routing', entity_name: 'queue', action_set: ['view'] };
  it.each<[string, Edit, string[]]>([
    [
      'permissions more and less',
      roles(
        ({ reader }) =>
          void (reader.permission_policies = [{ ...view, action_set: ['view', 'edit', 'add'] }]),
      ),
      [
        '-: role reader adds routing:queue:add, routing:queue:edit and lacks analytics:conversationDetail:view',
      ],
    ],
    [
      'no permissions',
      roles(({ reader }) => void delete reader.permission_policies),
      ['-: role reader lacks analytics:conversationDetail:view, routing:queue:view'],
    ],
    [
      'more than a template can say, each once',
      roles(({ reader }) => {
        reader.default_role_id = 'x';
        for (const policy of reader.permission_policies) policy.conditions = [];
      }),
      ['-: role reader has conditions, default_role_id, which no template can say'],
    ],
    [
      'permissions that cannot be read',
      roles(({ reader }) => void (reader.permissions = '${var.p}')),
      ['-: role reader has permissions that cannot be read as written (variable: ${var.p})'],
    ],
    [
      'a role of no template',
      roles((all) => void (all.other = {})),
      ['-: role other is no role template of the org'],
    ],
    [
      'a role called as every object calls its maker',
      roles((all) => void (all.constructor = {})),
      ['-: role constructor is no role template of the org'],
    ],
    [
      'a role under the name of another',
      roles(({ reader, editor }) => {
        [reader.name, editor.name] = [editor.name, reader.name];
      }),
      [
        '-: role reader has the name "demo-editor" where "demo-reader" follows from the manifest',
        '-: role editor has the name "demo-reader" where "demo-editor" follows from the manifest',
      ],
    ],
    [
      'a role in other letters',
      roles(({ reader }) => void (reader.name = 'Demo-reader')),
      ['-: role reader has the name "Demo-reader" where "demo-reader" follows from the manifest'],
    ],
    [
      'a role whose name is computed',
      roles(({ reader }) => void (reader.name = '${var.n}')),
      ['-: role reader has the name ${var.n} where "demo-reader" follows from the manifest'],
    ],
    [
      'a role in count',
      roles(({ reader }) => void (reader.count = 1)),
      ['-: role reader has count or for_each: how many roles it makes is decided when Terraform runs'],
    ],
    [
      'a role less',
      roles((all) => void delete all.reader),
      ['-: role reader is not in the foundation stack'],
    ],
    [
      'a role twice',
      {
        assembly: (assembly) => {
          const text = JSON.stringify(assembly.stacks.get('demo-foundation'));
          assembly.raw.set(
            'demo-foundation',
            text.replace(
              '"genesyscloud_auth_role":{',
              '"genesyscloud_auth_role":{"editor":{"name":"demo-editor"},',
            ),
          );
        },
      },
      ['-: role editor lacks routing:queue:edit', '-: role editor is declared twice'],
    ],
    [
      'a role in a tenant’s stack',
      {
        assembly: (assembly) =>
          void (assembly.stacks.get('demo-acme').resource.genesyscloud_auth_role = { reader: {} }),
      },
      ['acme: role reader stands in a tenant’s stack, where no role belongs'],
    ],
    [
      'no foundation',
      { assembly: (assembly) => void assembly.stacks.delete('demo-foundation') },
      ['-: role reader has no foundation stack to be in', '-: role editor has no foundation stack to be in'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('role-mismatch', edit)).toEqual(expected);
  });
});
