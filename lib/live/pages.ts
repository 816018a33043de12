import { type Api, type Call, type Reply, valueAt } from './api';

/** Anything that answers reads: an API, or one with a memory of pages already read. */
export type Reader = Pick<Api, 'call'>;

/** Every entity of a list, or why it could not be read to its end. */
export type Listing =
  | { readonly kind: 'all'; readonly entities: readonly unknown[] }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads all pages. A list that ends early, changes its shape or is refused halfway is never taken for the whole. */
export async function allPages(api: Reader, path: string, call: Call = {}, size = 100): Promise<Listing> {
  const entities: unknown[] = [];
  for (let pageNumber = 1; pageNumber <= 1000; pageNumber++) {
    const reply = await api.call('GET', path, {
      ...call,
      query: { ...call.query, pageSize: size, pageNumber },
    });
    if (reply.kind === 'none') return { kind: 'unreadable', reason: reply.reason };
    if (reply.status === 403 || reply.status === 404) return { kind: 'refused', status: reply.status };
    const page = valueAt(reply.body, 'entities');
    if (reply.status !== 200 || !Array.isArray(page)) return { kind: 'unreadable', reason: shown(reply) };
    entities.push(...page);
    const pages = valueAt(reply.body, 'pageCount');
    if (typeof pages !== 'number') {
      if (page.length < size) return { kind: 'all', entities };
    } else if (pageNumber >= pages) return { kind: 'all', entities };
  }
  return { kind: 'unreadable', reason: 'more than 1000 pages' };
}

/** A reply in a few words: status and code, never what an object holds. */
export function shown(reply: Reply): string {
  if (reply.kind === 'none') return reply.reason;
  const code = valueAt(reply.body, 'code');
  return typeof code === 'string' && /^[\w.]+$/.test(code) ? `${reply.status} ${code}` : String(reply.status);
}
