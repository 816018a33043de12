import { describe, expect, it } from 'vitest';
import { isKnownPermission, isWildcard, parsePermission } from '../../lib/genesys/permissions';
import { permissions } from '../../lib/genesys/table';

describe('isKnownPermission', () => {
  it('knows every permission that an operation names', () => {
    for (const permission of permissions) expect(isKnownPermission(permission)).toBe(true);
  });

  it.each([
    'Routing:Queue:View',
    'routing:queue:view ',
    'routing:queue:*',
    'routing:queue',
    'routing:queue:read',
    'They are enforced by the backend',
    'They',
    '',
    '*',
    'constructor',
    '__proto__',
  ])('does not know %j', (permission) => {
    expect(isKnownPermission(permission)).toBe(false);
  });
});

describe('parsePermission', () => {
  it('tells policies from general permissions', () => {
    expect(parsePermission('routing:queue:view')).toEqual({
      kind: 'policy',
      domain: 'routing',
      entity: 'queue',
      action: 'view',
    });
    expect(parsePermission('routing:*:*')).toMatchObject({ entity: '*', action: '*' });
    expect(parsePermission('content_management_user')).toEqual({
      kind: 'general',
      name: 'content_management_user',
    });
  });

  it.each([
    '',
    ':',
    'a:b',
    'a:b:c:d',
    'a::c',
    ' a:b:c',
    'They are enforced by the backend',
    'a:b:ç',
    'a:b:c\n',
  ])('refuses %j', (text) => {
    expect(parsePermission(text)).toBeUndefined();
  });

  it('understands every known permission, two of which are general', () => {
    const general = permissions.filter((permission) => parsePermission(permission)?.kind === 'general');
    expect(general).toEqual(['admin', 'content_management_user']);
    expect(permissions.every((permission) => parsePermission(permission) !== undefined)).toBe(true);
  });
});

it('sees a wildcard wherever it stands', () => {
  expect(['*', 'a:*:c', 'a:b:edit*', '*:b:c'].every(isWildcard)).toBe(true);
  expect(isWildcard('routing:queue:view')).toBe(false);
  expect(permissions.some(isWildcard)).toBe(false);
});
