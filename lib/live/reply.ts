import { field } from '../json/plain';

/** What came back: an answer with any status, or none. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** `again`: whether asking again could bring one. */
  | { readonly kind: 'none'; readonly reason: string; readonly again: boolean };

/** What an answer holds, whatever its status; undefined where none came. */
export const bodyOf = (reply: Reply): unknown => (reply.kind === 'answer' ? reply.body : undefined);

/** What an answer 200 holds, the one that gives what a read asks for; undefined of any other. */
export const okBody = (reply: Reply): unknown =>
  reply.kind === 'answer' && reply.status === 200 ? reply.body : undefined;

/** A text field of an answer; `undefined` when it is absent or no text. */
export function textAt(body: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(body, ...path);
  return typeof value === 'string' ? value : undefined;
}

/**
 * The id of an object, which may become part of a path; `undefined` for anything else. Ids of Genesys Cloud are UUIDs: what could lead
 * to another path, or to none, is no id.
 */
export function idAt(body: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(body, ...path);
  return text !== undefined && /^[\w-]{1,64}$/.test(text) ? text : undefined;
}

/** A field of an answer, by own keys only. */
export function valueAt(body: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(field, body);
}

/** A reply in a few words: status and code, never what an object holds. */
export function shown(reply: Reply): string {
  if (reply.kind === 'none') return reply.reason;
  const code = valueAt(reply.body, 'code');
  return typeof code === 'string' && /^[a-z]+([._][a-z]+)*$/.test(code) && code.length <= 80
    ? `${reply.status} ${code}`
    : String(reply.status);
}
