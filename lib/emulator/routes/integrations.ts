import { randomUUID } from 'node:crypto';
import { notFound } from '../api-error';
import { Body } from '../body';
import type { Credential } from '../model';
import { page } from '../paging';
import { type Context, noContent, ok, type Route } from '../route';

const api = '/api/v2/integrations/credentials';

/** Credentials of integrations: what is in them can be written, never read. */
export const integrationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: api,
    handle: ({ store, query, path }) => ok(page(store.credentials.all().map(credentialBody), query, path)),
  },
  {
    method: 'POST',
    path: api,
    handle: (context) => ok(credentialBody(context.store.credentials.put(fieldsOf(context, randomUUID())))),
  },
  {
    method: 'GET',
    path: `${api}/{credentialId}`,
    handle: (context) => ok(credentialBody(existing(context))),
  },
  {
    method: 'PUT',
    path: `${api}/{credentialId}`,
    handle: (context) =>
      ok(credentialBody(context.store.credentials.put(fieldsOf(context, existing(context).id)))),
  },
  {
    method: 'DELETE',
    path: `${api}/{credentialId}`,
    handle: (context) => {
      context.store.credentials.remove(existing(context).id);
      return noContent;
    },
  },
];

const credentialBody = ({ id, name, typeName }: Credential) => ({
  id,
  name,
  type: { name: typeName },
  selfUri: `${api}/${id}`,
});

function existing({ store, params }: Context): Credential {
  const credential = store.credentials.get(params['credentialId'] ?? '');
  if (credential === undefined) throw notFound('credential');
  return credential;
}

function fieldsOf({ body }: Context, id: string): Credential {
  const fields = Body.of(body);
  return { id, name: fields.required('name'), typeName: fields.object('type')?.required('name') ?? '' };
}
