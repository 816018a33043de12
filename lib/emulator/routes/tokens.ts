import { ok, type Route } from '../route';
import { roleDivisionsOf } from './clients';

const path = '/api/v2/tokens/me';

/** What a token says about itself, and its end. */
export const tokenRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    handle: ({ store, answers, caller }) => {
      const client = store.clients.get(caller.clientId);
      const organization = { id: store.org.organizationId, name: store.org.name };
      return ok({
        organization,
        homeOrganization: organization,
        authorizedScope: client?.scope ?? [],
        clonedUser: null,
        OAuthClient: {
          id: caller.clientId,
          name: client?.name,
          ...(answers['token-shows-grants'] === 'yes'
            ? { roleDivisions: roleDivisionsOf(store, caller.clientId) }
            : {}),
          scope: client?.scope ?? [],
          state: client?.state,
          organization,
        },
      });
    },
  },
  { method: 'HEAD', path, handle: () => ({ status: 200 }) },
  {
    method: 'DELETE',
    path,
    handle: ({ store, caller }) => {
      store.tokens.remove(caller.tokenId);
      return { status: 200 };
    },
  },
];
