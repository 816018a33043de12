import type { FastifyReply, FastifyRequest } from 'fastify';
import { badRequest } from './api-error';

export const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

export const textOf = (request: FastifyRequest): string =>
  typeof request.body === 'string' ? request.body : '';

/** The body as JSON; none is `undefined`, and so is the `null` that the Python SDK sends for none. */
export function jsonOf(request: FastifyRequest): unknown {
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

/** Closes the connection without an answer. */
export function drop(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

/** Exactly `application/json`, which the Python SDK looks for. */
export function send(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  reply.code(status);
  if (body === undefined) return reply.send();
  return reply
    .header('Content-Type', 'application/json')
    .serializer((text: string) => text)
    .send(JSON.stringify(body));
}
