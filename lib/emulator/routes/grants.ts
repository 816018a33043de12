import { ApiError, badRequest, noDivision, notFound } from '../api-error';
import { Body } from '../body';
import { type Grant, subjectTypes } from '../model';
import { distinct, isAmong, type Pair, samePair } from '../pair';
import { type Context, noContent, ok, Query, type Route } from '../route';
import type { Store } from '../store';
import { notHeld } from './client-fields';
import { typeOfSubject } from './subjects';

const api = '/api/v2/authorization';

/**
 * Writing grants by subject. Unlike the clients API, the grants API is not known to ask that the caller holds what it hands out (no source
 * says so, 2026-11-23): whoever has `authorization:grant:add` can widen itself, here too, unless `grants-api-delegation` is answered yes.
 */
export const grantRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/bulkadd`,
    handle: (context) => write(context, (held) => [...held, ...bulk(context)]),
  },
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/bulkremove`,
    handle: (context) => {
      const gone = bulk(context);
      return write(context, (held) => held.filter((pair) => !isAmong(gone, pair)), 'any');
    },
  },
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/bulkreplace`,
    handle: (context) => write(context, () => bulk(context)),
  },
  {
    method: 'POST',
    path: `${api}/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}`,
    handle: (context) => write(context, (held) => [...held, pathPair(context)]),
  },
  {
    method: 'DELETE',
    path: `${api}/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}`,
    handle: (context) => {
      const gone = pathPair(context);
      return write(context, (held) => held.filter((pair) => !isAmong([gone], pair)), 'any');
    },
  },
  {
    method: 'POST',
    path: `${api}/roles/{roleId}`,
    handle: (context) => {
      const body = Body.of(context.body);
      const roleId = context.params['roleId'] ?? '';
      if (context.store.roles.get(roleId) === undefined) throw notFound('role');
      const pairs = filled(body, 'divisionIds').map((divisionId) => ({ roleId, divisionId }));
      // One that is not there refuses all: what was written for those before it is taken back.
      for (const subjectId of filled(body, 'subjectIds'))
        write({ ...context, params: { ...context.params, subjectId } }, (held) => [...held, ...pairs]);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/api/v2/users/{subjectId}/roles',
    handle: ({ store, params }) => ok(userRoles(store, userOf(store, params['subjectId']))),
  },
  {
    method: 'PUT',
    path: '/api/v2/users/{subjectId}/roles',
    handle: (context) => {
      const { store, params, body } = context;
      const id = userOf(store, params['subjectId']);
      if (!Array.isArray(body)) throw badRequest('The body must be a list of role ids.');
      const pairs = body.map((roleId) => ({ roleId: String(roleId), divisionId: store.home.id }));
      write({ ...context, query: new Query('subjectType=PC_USER') }, () => pairs);
      return ok(userRoles(store, id));
    },
  },
];

/**
 * Writes a subject's whole set of grants. Operations that add declare `subjectType`, which is a user when it is absent; those that only
 * remove declare none (API description of 2026-08-07), and take the subject for what it is.
 */
function write(
  context: Context,
  change: (held: readonly Grant[]) => readonly Pair[],
  usual: 'PC_USER' | 'any' = 'PC_USER',
): typeof noContent {
  const { store, authority, params, query, now } = context;
  const id = params['subjectId'] ?? '';
  const type = typeOfSubject(store, id);
  const said = query.first('subjectType') ?? (usual === 'any' ? type : usual);
  if (!subjectTypes.some((known) => known === said))
    throw badRequest(`subjectType must be one of ${subjectTypes.join(', ')}.`);
  if (said !== type) throw notFound(`subject of type ${said}`);
  const held = store.grantsOf(id);
  const wanted = change(held);
  for (const pair of wanted) if (!isAmong(held, pair)) demandWritable(context, pair);
  const madeAt = new Date(now()).toISOString();
  const grants = distinct(wanted).map(
    (pair): Grant => held.find((old) => samePair(old, pair)) ?? { ...pair, madeAt },
  );
  store.subjects.put({ id, type, grants });
  authority.noteSubject(id);
  return noContent;
}

function demandWritable({ store, authority, caller, answers }: Context, { roleId, divisionId }: Pair): void {
  if (store.roles.get(roleId) === undefined) throw notFound('role');
  if (divisionId !== '*' && store.divisions.get(divisionId) === undefined) throw noDivision(divisionId);
  if (
    answers['grants-api-delegation'] === 'yes' &&
    !authority.mayHandOut(caller.clientId, roleId, divisionId)
  )
    throw notHeld(answers, roleId, divisionId);
  if (!store.org.grantDivisionAware || authority.isFree(caller.clientId)) return;
  const own = authority.effective(caller.clientId).map((pair) => pair.divisionId);
  if (!own.includes('*') && !own.includes(divisionId))
    throw new ApiError(
      403,
      'missing.division.permission.implied',
      `The client has no access to division ${divisionId}, so it cannot grant there.`,
      { divisionId },
    );
}

function bulk({ body }: Context): readonly Pair[] {
  const grants = Body.of(body).objects('grants');
  if (grants === undefined) throw badRequest('grants is required.');
  return grants.map((pair) => ({ roleId: pair.required('roleId'), divisionId: pair.required('divisionId') }));
}

const pathPair = ({ params }: Context): Pair => ({
  roleId: params['roleId'] ?? '',
  divisionId: params['divisionId'] ?? '',
});

/** A list that must be there and hold something: without it nothing would be written, and nobody told. */
function filled(body: Body, name: string): readonly string[] {
  const texts = body.texts(name) ?? [];
  if (texts.length === 0) throw badRequest(`${name} is required.`);
  return texts;
}

function userOf(store: Store, id: string | undefined): string {
  if (id === undefined || store.users.get(id) === undefined) throw notFound('user');
  return id;
}

const userRoles = (store: Store, id: string) => ({
  roles: [...new Set(store.grantsOf(id).map(({ roleId }) => roleId))].map((roleId) => ({
    id: roleId,
    name: store.roles.get(roleId)?.name,
  })),
  unusedRoles: [],
  permissions: [],
  permissionPolicies: [],
});
