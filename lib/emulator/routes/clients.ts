import { randomUUID } from 'node:crypto';
import { ApiError, badRequest } from '../api-error';
import { Body } from '../body';
import type { Client } from '../model';
import { page } from '../paging';
import { distinct, isAmong } from '../pair';
import { ok, type Route } from '../route';
import { hashOf, newSecret } from '../secrets';
import type { Store } from '../store';
import { fieldsOf, grantsFrom } from './client-fields';

const api = '/api/v2/oauth/clients';

/** OAuth clients. The secret is shown when a client is made and when it is reset, never otherwise. */
export const clientRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: api,
    // The operation declares no paging, and the provider's data source asks for none: then all come at once.
    handle: ({ store, query, path }) => {
      const all = store.clients.all().map((client) => clientBody(store, client));
      return ok(page(all, query, path, { size: Math.max(all.length, 25) }));
    },
  },
  {
    method: 'POST',
    path: api,
    handle: (context) => {
      const { store, authority, now } = context;
      const body = Body.of(context.body);
      if ((body.text('state') ?? 'active') !== 'active')
        throw badRequest('A client is made active.', 'bad.client.state');
      const secret = newSecret();
      const date = new Date(now()).toISOString();
      const id = randomUUID();
      const fields = fieldsOf(context, body);
      const grants = grantsFrom(context, body, fields.authorizedGrantType);
      const client = store.clients.put({
        ...fields,
        id,
        secretHash: hashOf(secret),
        dateCreated: date,
        dateModified: date,
      });
      store.subjects.put({ id, type: 'PC_OAUTH_CLIENT', grants });
      authority.noteSubject(id);
      return ok({ ...clientBody(store, client), secret });
    },
  },
  {
    method: 'GET',
    path: `${api}/{clientId}`,
    handle: ({ store, params }) => ok(clientBody(store, existingClient(store, params['clientId']))),
  },
  {
    method: 'PUT',
    path: `${api}/{clientId}`,
    handle: (context) => {
      const { store, authority, params, answers, now } = context;
      const old = existingClient(store, params['clientId']);
      const body = Body.of(context.body);
      const fields = fieldsOf(context, body);
      const written = grantsFrom(context, body, fields.authorizedGrantType);
      const kept = answers['put-drops-api-grants'] === 'no' ? store.grantsOf(old.id) : [];
      const client = store.clients.put({ ...old, ...fields, dateModified: new Date(now()).toISOString() });
      store.subjects.put({
        id: old.id,
        type: 'PC_OAUTH_CLIENT',
        grants: distinct([
          ...store.grantsOf(old.id).filter((held) => isAmong(written, held)),
          ...written,
          ...kept,
        ]),
      });
      authority.noteSubject(old.id);
      if (
        client.state === 'disabled' ||
        (client.state === 'inactive' && answers['tokens-after-reset'] === 'die')
      )
        endTokens(store, old.id);
      return ok(clientBody(store, client));
    },
  },
  {
    method: 'DELETE',
    path: `${api}/{clientId}`,
    handle: ({ store, params, answers }) => {
      const { id, state } = existingClient(store, params['clientId']);
      if (state !== 'inactive')
        throw badRequest('Only an inactive client can be deleted.', 'cannot.delete.client');
      store.clients.remove(id);
      store.subjects.remove(id);
      if (answers['tokens-after-delete'] === 'die') endTokens(store, id);
      return { status: 200 };
    },
  },
  {
    method: 'POST',
    path: `${api}/{clientId}/secret`,
    handle: ({ store, params, answers, now }) => {
      const old = existingClient(store, params['clientId']);
      const secret = newSecret();
      const client = store.clients.put({
        ...old,
        secretHash: hashOf(secret),
        dateModified: new Date(now()).toISOString(),
      });
      const deployer = store.deployer.get('deployer');
      if (deployer?.clientId === old.id) store.deployer.put({ ...deployer, secret });
      if (answers['tokens-after-reset'] === 'die') endTokens(store, old.id);
      return ok({ ...clientBody(store, client), secret });
    },
  },
];

/** The grants of a client as the clients API writes them. */
export const roleDivisionsOf = (store: Store, clientId: string) =>
  store.grantsOf(clientId).map(({ roleId, divisionId }) => ({ roleId, divisionId }));

const clientBody = (store: Store, client: Client) => ({
  id: client.id,
  name: client.name,
  description: client.description,
  state: client.state,
  authorizedGrantType: client.authorizedGrantType,
  accessTokenValiditySeconds: client.accessTokenValiditySeconds,
  registeredRedirectUri: client.registeredRedirectUri,
  scope: client.scope,
  roleDivisions: roleDivisionsOf(store, client.id),
  dateCreated: client.dateCreated,
  dateModified: client.dateModified,
  selfUri: `${api}/${client.id}`,
});

/** @throws ApiError 404 */
export function existingClient(store: Store, id: string | undefined): Client {
  const client = store.clients.get(id ?? '');
  if (client === undefined) throw new ApiError(404, 'client.not.found', 'There is no such client.');
  return client;
}

function endTokens(store: Store, clientId: string): void {
  for (const token of store.tokens.all()) if (token.clientId === clientId) store.tokens.remove(token.id);
}
