import { randomUUID } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Operation, operationAt, operationCount } from '../genesys/table';
import { ApiError, badRequest, errorBody, notEmulated } from './api-error';
import type { Answers } from './assumptions';
import type { Authority } from './authority';
import { DatabaseError } from './database-error';
import { dice, type FaultKind, type FaultPlan } from './faults';
import { RateLimit } from './rate-limit';
import { type Answer, type Caller, Query, type Route } from './route';
import { routes } from './routes';
import { hashOf } from './secrets';
import type { Store } from './store';
import { TokenEndpoint } from './token-endpoint';
import type { Usage } from './usage';

/** What the log tells of one request. Never a header, a body, a query or a token. */
export interface LogEntry {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly client: string | undefined;
  readonly note: string | undefined;
}

export interface ServerParts {
  readonly store: Store;
  readonly authority: Authority;
  readonly answers: Answers;
  readonly usage: Usage;
  readonly faults: FaultPlan | undefined;
  readonly now: () => number;
  readonly log: (entry: LogEntry) => void;
  readonly onFailure: (error: DatabaseError) => void;
}

/** One origin with the token endpoint and the API. Requests are handled one after the other, each whole. */
export function serverOf(parts: ServerParts): FastifyInstance {
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
  for (const route of routes) {
    const operation = operationOf(route);
    server.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => handlers.handle(route, operation, request, reply),
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    parts.log({ method: request.method, path, status: 501, client: undefined, note: 'not emulated' });
    return send(reply, 501, errorBody(notEmulated(`${request.method} ${path}`), randomUUID()));
  });
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

class Handlers {
  private readonly fault: () => FaultKind | undefined;
  private readonly limit: RateLimit;

  constructor(private readonly parts: ServerParts) {
    this.fault = parts.faults === undefined ? () => undefined : dice(parts.faults);
    this.limit = new RateLimit(300, parts.now);
  }

  async handle(route: Route, operation: Operation, request: FastifyRequest, reply: FastifyReply) {
    const { store, usage, log } = this.parts;
    const entry = { method: request.method, path: pathOf(request) };
    const fault = this.fault();
    if (fault === 'slow') await later(200 + Math.random() * 500);
    if (fault === 'drop') {
      log({ ...entry, status: 0, client: undefined, note: 'fault: dropped' });
      return drop(reply);
    }
    let caller: Caller | undefined;
    let answer: Answer;
    try {
      if (fault === '429' || fault === '500' || fault === '503') throw faultError(Number(fault));
      caller = this.authenticate(request);
      answer = this.perform(route, operation, caller, request);
      store.commit();
    } catch (error) {
      // An answer that refuses, or fails, has changed nothing. After a failure of the database there is none but failures.
      if (!(error instanceof DatabaseError)) store.rollback();
      if (!(error instanceof ApiError)) throw error;
      answer = { status: error.status, body: errorBody(error, randomUUID()) };
      if (error.status === 429)
        reply.header('Retry-After', fault === undefined ? this.limit.retryAfter(caller?.tokenId ?? '') : 1);
    }
    if (caller !== undefined && usage.count(caller.clientId, route.method, route.path, answer.status))
      store.commit();
    log({
      ...entry,
      status: answer.status,
      client: caller?.clientId,
      note: fault === undefined ? undefined : `fault: ${fault}`,
    });
    return fault === 'lost' ? drop(reply) : send(reply, answer.status, answer.body);
  }

  private authenticate(request: FastifyRequest): Caller {
    const { store, now } = this.parts;
    const text = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (text === undefined)
      throw new ApiError(401, 'authentication.required', 'No bearer token: ask /oauth/token for one.');
    const tokenId = hashOf(text);
    const token = store.tokens.get(tokenId);
    if (token === undefined || token.expiresAt <= now())
      throw new ApiError(401, 'bad.credentials', 'The token is unknown, revoked or expired.');
    return { clientId: token.clientId, tokenId };
  }

  private perform(route: Route, operation: Operation, caller: Caller, request: FastifyRequest): Answer {
    const { store, authority, answers, usage, now } = this.parts;
    if (answers['rate-limits'] === 'on' && !this.limit.take(caller.tokenId))
      throw new ApiError(429, 'too.many.requests', 'At most 300 calls a minute.');
    const { requirement } = operation;
    const needs = requirement.kind === 'any' || requirement.kind === 'all' ? requirement : undefined;
    const reach =
      needs === undefined
        ? { covers: () => true, everywhere: true }
        : authority.reach(caller.clientId, needs);
    return route.handle({
      store,
      authority,
      answers,
      usage,
      caller,
      reach,
      needs,
      path: pathOf(request),
      params: request.params as Readonly<Record<string, string>>,
      query: new Query(request.url.slice(pathOf(request).length + 1)),
      body: jsonOf(request),
      now,
    });
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

const textOf = (request: FastifyRequest): string => (typeof request.body === 'string' ? request.body : '');

/** The body as JSON; none is `undefined`, and so is the `null` that the Python SDK sends for none. */
function jsonOf(request: FastifyRequest): unknown {
  const text = textOf(request);
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('The body is not JSON.');
  }
  if (depthOf(value) > deepest) throw badRequest(`A body can be nested ${deepest} deep.`);
  return value ?? undefined;
}

/** Lists and objects in each other, at most: what is deeper cannot be written down again. */
const deepest = 100;

/** How deep a value goes, looked at level by level down to one too many. */
function depthOf(value: unknown): number {
  let level = [value];
  for (let depth = 0; depth <= deepest; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return depth;
  }
  return deepest + 1;
}

const faultError = (status: number): ApiError =>
  new ApiError(
    status,
    status === 429 ? 'too.many.requests' : 'emulated.fault',
    `A fault was asked for: ${status}.`,
  );

function drop(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

/** Exactly `application/json`, which the Python SDK looks for. */
function send(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  reply.code(status);
  if (body === undefined) return reply.send();
  return reply
    .header('Content-Type', 'application/json')
    .serializer((text: string) => text)
    .send(JSON.stringify(body));
}
