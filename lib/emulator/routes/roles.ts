import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, notFound } from '../api-error';
import { Body } from '../body';
import { actionsOf } from '../catalog';
import type { Role, RolePolicy } from '../model';
import { page, withIds } from '../paging';
import { type Context, ok, type Route, withdraw } from '../route';
import type { Store } from '../store';
import { divisionOf } from './divisions';
import { nameOfSubject } from './subjects';

const api = '/api/v2/authorization/roles';

/** The roles of the org. */
export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: api,
    unread: ['sortBy', 'expand', 'nextPage', 'previousPage', 'permission', 'defaultRoleId'],
    handle: ({ store, query, path }) => {
      const name = query.first('name')?.toLowerCase().replaceAll('*', '');
      const found = withIds(store.roles.all(), query)
        .filter((role) => name === undefined || role.name.toLowerCase().includes(name))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      return ok(page(found.map(roleBody), query, path));
    },
  },
  {
    method: 'POST',
    path: api,
    handle: (context) => {
      const { store, authority } = context;
      const role = store.roles.put({ ...fieldsOf(context, undefined), id: randomUUID(), isDefault: false });
      authority.noteRole(role.id);
      return ok(roleBody(role));
    },
  },
  {
    method: 'GET',
    path: `${api}/{roleId}`,
    unread: ['expand'],
    handle: ({ store, params }) => ok(roleBody(existing(store, params['roleId']))),
  },
  {
    method: 'PUT',
    path: `${api}/{roleId}`,
    handle: (context) => {
      const { store, authority, params } = context;
      const role = existing(store, params['roleId']);
      store.roles.put({ ...role, ...fieldsOf(context, role) });
      authority.noteRole(role.id);
      return ok(roleBody(existing(store, role.id)));
    },
  },
  {
    method: 'DELETE',
    path: `${api}/{roleId}`,
    handle: ({ store, authority, params }) => {
      const role = existing(store, params['roleId']);
      if (role.isDefault) throw badRequest('A default role cannot be deleted.', 'default.role');
      withdraw(store, authority, ({ roleId }) => roleId === role.id);
      store.roles.remove(role.id);
      return { status: 200 };
    },
  },
  {
    method: 'GET',
    path: `${api}/{roleId}/subjectgrants`,
    unread: ['sortBy', 'expand', 'nextPage', 'previousPage'],
    handle: ({ store, params, query, path }) => {
      const role = existing(store, params['roleId']);
      const holders = store.subjects.all().flatMap((subject) => {
        const divisions = subject.grants
          .filter(({ roleId }) => roleId === role.id)
          .map(({ divisionId }) => divisionOf(store, divisionId));
        return divisions.length === 0
          ? []
          : [{ id: subject.id, name: nameOfSubject(store, subject.id), divisions, type: subject.type }];
      });
      return ok(page(holders, query, path));
    },
  },
  {
    method: 'GET',
    path: `${api}/{roleId}/users`,
    handle: ({ store, params, query, path }) => {
      const role = existing(store, params['roleId']);
      const users = store.users
        .all()
        .filter(({ id }) => store.grantsOf(id).some(({ roleId }) => roleId === role.id));
      return ok(
        page(
          users.map(({ id, name }) => ({ id, name })),
          query,
          path,
        ),
      );
    },
  },
];

/** A role as the roles API shows it. */
const roleBody = (role: Role) => ({
  id: role.id,
  name: role.name,
  description: role.description,
  permissions: role.permissions,
  permissionPolicies: role.permissionPolicies,
  userCount: 0,
  roleNeedsUpdate: false,
  base: role.isDefault,
  default: role.isDefault,
  selfUri: `${api}/${role.id}`,
});

function existing(store: Store, id: string | undefined): Role {
  const role = store.roles.get(id ?? '');
  if (role === undefined) throw notFound('role');
  return role;
}

function fieldsOf(context: Context, old: Role | undefined): Omit<Role, 'id' | 'isDefault'> {
  const { store } = context;
  const body = Body.of(context.body);
  const name = body.required('name');
  if (store.roles.all().some((role) => role.id !== old?.id && role.name.toLowerCase() === name.toLowerCase()))
    throw new ApiError(409, 'resource.already.exists', 'A role of this name exists.');
  return {
    name,
    description: body.text('description') ?? '',
    permissions: body.texts('permissions') ?? [],
    permissionPolicies: (body.objects('permissionPolicies') ?? []).map((policy) => policyOf(context, policy)),
  };
}

function policyOf({ answers }: Context, body: Body): RolePolicy {
  const [domain, entityName] = [body.required('domain'), body.required('entityName')];
  const actions = body.texts('actionSet') ?? [];
  const node = body.value('resourceConditionNode');
  const expand = answers['role-wildcards'] === 'expanded' && actions.includes('*');
  return {
    domain,
    entityName,
    actionSet: expand ? actionsOf(domain, entityName) : actions,
    allowConditions: body.flag('allowConditions') ?? false,
    ...(node === undefined ? {} : { resourceConditionNode: node }),
  };
}
