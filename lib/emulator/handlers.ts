import { randomUUID } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '../genesys/table';
import { ApiError, errorBody, notEmulated } from './api-error';
import type { Answers } from './assumptions';
import { type Authority, everywhere } from './authority';
import { DatabaseError } from './database-error';
import { dice, type FaultKind, type FaultPlan } from './faults';
import { RateLimit } from './rate-limit';
import { drop, jsonOf, pathOf, send } from './request';
import { type Answer, type Caller, Query, type Route } from './route';
import { hashOf } from './secrets';
import type { Store } from './store';
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

/** Answers the routes: token, permissions, the work, and what is kept of it. */
export class Handlers {
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
    const reach = needs === undefined ? everywhere : authority.reach(caller.clientId, needs);
    const query = new Query(request.url.slice(pathOf(request).length + 1));
    for (const name of route.unread ?? [])
      if (query.asks(name)) throw notEmulated(`the parameter ${name} of ${route.method} ${route.path}`);
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
      query,
      body: jsonOf(request),
      now,
    });
  }
}

const faultError = (status: number): ApiError =>
  new ApiError(
    status,
    status === 429 ? 'too.many.requests' : 'emulated.fault',
    `A fault was asked for: ${status}.`,
  );
