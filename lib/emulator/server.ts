import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Operation, operationAt, operationCount } from '../genesys/table';
import { ApiError, badRequest, errorBody, notEmulated } from './api-error';
import { DatabaseError } from './database-error';
import { Handlers, type LogEntry, type ServerParts } from './handlers';
import { toldPath } from './logged-path';
import { pathOf, send, textOf } from './request';
import type { Route } from './route';
import { routes } from './routes';
import { TokenEndpoint } from './token-endpoint';

/** One origin with the token endpoint and the API. Requests are handled one after the other, each whole. */
export function serverOf(given: ServerParts): FastifyInstance {
  const parts = {
    ...given,
    log: (entry: LogEntry) => given.log({ ...entry, path: toldPath(given.store, entry.path) }),
  };
  const server = Fastify({
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    bodyLimit: 4 * 1024 * 1024,
    // An address that is no address never reaches a route.
    frameworkErrors: (error, request, reply) => {
      const path = pathOf(request);
      parts.log({ method: request.method, path, status: 400, client: undefined, note: error.code });
      send(reply, 400, errorBody(badRequest('The address is malformed.'), randomUUID()));
    },
  });
  // Clients send JSON content types with no body, or with `null`: bodies are read as text and parsed here.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  // Memory is ahead of a file that could not be written: nothing that is answered from it would last.
  let failure: DatabaseError | undefined;
  server.addHook('onRequest', async () => {
    if (failure !== undefined) throw failure;
  });
  const tokens = new TokenEndpoint(parts.store, parts.answers, parts.now);
  server.post('/oauth/token', (request, reply) => {
    const { status, body, clientId } = tokens.answer(request.headers.authorization, textOf(request));
    parts.store.commit();
    const note = status === 200 ? undefined : String(body['error']);
    parts.log({ method: 'POST', path: '/oauth/token', status, client: clientId, note });
    return send(reply, status, body);
  });
  const handlers = new Handlers(parts);
  const unknown = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = pathOf(request);
    parts.log({ method: request.method, path, status: 501, client: undefined, note: 'not emulated' });
    return send(reply, 501, errorBody(notEmulated(`${request.method} ${path}`), randomUUID()));
  };
  for (const route of routes) {
    const operation = operationOf(route);
    server.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      // A collection with a slash behind it is no object without an id.
      handler: (request, reply) =>
        Object.values(request.params as object).includes('')
          ? unknown(request, reply)
          : handlers.handle(route, operation, request, reply),
    });
  }
  server.setNotFoundHandler(unknown);
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof DatabaseError && failure === undefined) {
      failure = error;
      parts.onFailure(error);
    }
    const status = error.statusCode ?? 500;
    parts.log({ method: request.method, path: pathOf(request), status, client: undefined, note: error.name });
    const bug = 'The emulator failed: this is a bug in it.';
    const text =
      status < 500 ? error.message : error instanceof DatabaseError ? `The database: ${error.message}.` : bug;
    return send(reply, status, errorBody(new ApiError(status, 'bad.request', text), randomUUID()));
  });
  return server;
}

/** The row of the operations table. @throws Error for a route that Genesys Cloud does not have */
export function operationOf({ method, path }: Pick<Route, 'method' | 'path'>): Operation {
  for (let line = 0; line < operationCount; line++) {
    const operation = operationAt(line);
    if (operation.method === method && operation.path === path) return operation;
  }
  throw new Error(`The operations table has no ${method} ${path}.`);
}
