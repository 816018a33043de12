import { scopes } from '../../genesys/table';
import { badRequest, notFound } from '../api-error';
import { Body } from '../body';
import { permissionCollections } from '../catalog';
import { page } from '../paging';
import { type Context, ok, type Route } from '../route';

const api = '/api/v2';

/** The org, its products, its limits, the permission catalogue, scopes. */
export const organizationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${api}/organizations/me`,
    handle: ({ store }) =>
      ok({
        id: store.org.organizationId,
        name: store.org.name,
        defaultLanguage: 'en-us',
        defaultCountryCode: 'US',
        thirdPartyOrgName: store.org.name,
        domain: 'emulator.invalid',
        version: 1,
        state: 'active',
        selfUri: `${api}/organizations/me`,
      }),
  },
  {
    method: 'GET',
    path: `${api}/authorization/products`,
    handle: () => {
      const entities = [{ id: 'cx3', selfUri: `${api}/authorization/products/cx3` }];
      return ok({ entities, total: entities.length });
    },
  },
  {
    method: 'GET',
    path: `${api}/authorization/permissions`,
    handle: ({ store, query, path }) => {
      const [type, text] = [query.first('queryType') ?? 'domain', query.first('query')?.toLowerCase() ?? ''];
      if (type !== 'domain' && type !== 'entity') throw badRequest('queryType must be domain or entity.');
      const found = permissionCollections(store).filter(({ domain, permissionMap }) =>
        (type === 'domain' ? [domain] : Object.keys(permissionMap)).some((name) =>
          name.toLowerCase().includes(text),
        ),
      );
      return ok(page(found, query, path));
    },
  },
  {
    method: 'GET',
    path: `${api}/authorization/roles/settings`,
    handle: (context) => ok(roleSettings(context)),
  },
  {
    method: 'PUT',
    path: `${api}/authorization/roles/settings`,
    handle: (context) => {
      const { store } = context;
      const body = Body.of(context.body);
      store.organization.put({
        ...store.org,
        grantDivisionAware: body.flag('authorizationGrantDivisionAware') ?? store.org.grantDivisionAware,
        backfillEnabled: body.flag('backfillEnabled') ?? store.org.backfillEnabled,
      });
      return ok(roleSettings(context));
    },
  },
  {
    method: 'GET',
    path: `${api}/oauth/scopes`,
    handle: () => {
      const entities = scopes.map((id) => scope(id));
      return ok({ entities, total: entities.length });
    },
  },
  {
    method: 'GET',
    path: `${api}/oauth/scopes/{scopeId}`,
    handle: ({ params }) => {
      const id = scopes.find((known) => known === params['scopeId']);
      if (id === undefined) throw notFound('scope');
      return ok(scope(id));
    },
  },
];

const roleSettings = ({ store }: Context) => ({
  id: store.org.organizationId,
  authorizationGrantDivisionAware: store.org.grantDivisionAware,
  backfillEnabled: store.org.backfillEnabled,
  selfUri: `${api}/authorization/roles/settings`,
});

const scope = (id: string) => ({ id, description: id, selfUri: `${api}/oauth/scopes/${id}` });
