import type { RoleKey } from '../../manifest/ids';
import type { Org } from '../../manifest/model';
import { roleName } from '../../manifest/names';
import { plural } from '../../report/counts';
import { type Check, check } from '../check';
import type { LiveOrg } from './live-org';

/** Each role template against the role of its name: wider, narrower, gone, or there more than once. */
export function roleChecks(org: Org, { roles }: LiveOrg): readonly Check[] {
  return Object.entries(org.config.roles).map(([key, template]) => {
    const name = roleName(org.id, key as RoleKey);
    const [role, ...more] = roles.filter((one) => one.name === name);
    const wanted = new Set(template.permissions);
    const expected = plural(wanted.size, 'permission');
    if (role === undefined) return check('role', name, 'missing', expected, 'no such role');
    if (more.length > 0)
      return check('role', name, 'extra', 'one role', `${more.length + 1} roles of this name`);
    const extra = role.permissions.filter((permission) => !wanted.has(permission)).sort();
    if (extra.length > 0) return check('role', name, 'extra', expected, `also ${extra.join(', ')}`);
    const absent = [...wanted].filter((permission) => !role.permissions.includes(permission)).sort();
    return absent.length > 0
      ? check('role', name, 'missing', expected, `not ${absent.join(', ')}`)
      : check('role', name, 'match', expected, expected);
  });
}
