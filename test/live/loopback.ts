import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { Api, type ApiOptions } from '../../lib/live/api';

export const credentials = { clientId: 'me', clientSecret: 'canary-secret-of-a-client' };

export const token = 'canary-token-of-a-client';

const open: Server[] = [];

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback that answers as it is told. */
export async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const json = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

/** Gives everybody a token, and leaves the rest to the handler. */
export const org = (handler: Handler, more: object = {}): Promise<string> =>
  serve((request, response) =>
    request.url === '/oauth/token'
      ? json(response, 200, { access_token: token, token_type: 'bearer', expires_in: 3600, ...more })
      : handler(request, response),
  );

export async function login(url: string, options: ApiOptions = {}, client = credentials): Promise<Api> {
  const login = await Api.login({ gateway: url }, client, options);
  if (login.kind === 'refused') throw new Error(login.reason);
  return login.api;
}

export const path = '/api/v2/routing/queues';

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
