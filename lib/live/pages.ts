import type { Api, Call } from './api';
import { shown, valueAt } from './reply';

/** Anything that answers reads: an API, or one with a memory of pages already read. */
export type Reader = Pick<Api, 'call'>;

/** Every entity of a list, or why it could not be read to its end. */
type Listing =
  | { readonly kind: 'all'; readonly entities: readonly unknown[] }
  /** The list says of itself that it has more entities than all its pages hold. */
  | { readonly kind: 'short'; readonly entities: readonly unknown[]; readonly total: number }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Characters of all pages of a list together, as JSON: more than any org has, and little enough to be held. */
const largest = 64 * 1024 * 1024;

/** What is asked for at a time. */
const pageSize = 100;

/**
 * Reads all pages. A list that ends early, changes its shape or is refused halfway is never taken for the whole. What a page shows again counts
 * once: a page that stands in the place of another one, or one that was shifted meanwhile, must not fill up the total.
 */
export async function allPages(api: Reader, path: string, call: Call = {}): Promise<Listing> {
  const entities = new Map<string, unknown>();
  // What the first page says: entities that are made while the others are read make the list longer, never shorter.
  let total = 0;
  let length = 0;
  for (let pageNumber = 1; pageNumber <= 1000; pageNumber++) {
    const reply = await api.call('GET', path, {
      ...call,
      query: { ...call.query, pageSize, pageNumber },
    });
    if (reply.kind === 'none') return { kind: 'unreadable', reason: reply.reason };
    if (reply.status === 403 || reply.status === 404) return { kind: 'refused', status: reply.status };
    const page = valueAt(reply.body, 'entities');
    if (reply.status !== 200 || !Array.isArray(page)) return { kind: 'unreadable', reason: shown(reply) };
    const before = entities.size;
    for (const entity of page) {
      const text = JSON.stringify(entity);
      length += text.length + 1;
      entities.set(text, entity);
    }
    if (length > largest) return { kind: 'unreadable', reason: 'a list that is too large' };
    const said = valueAt(reply.body, 'total');
    if (pageNumber === 1 && typeof said === 'number') total = said;
    const pages = valueAt(reply.body, 'pageCount');
    // Without a count of pages: one that is not full, or a list that comes whole again, whatever page is asked for.
    const last =
      typeof pages === 'number' ? pageNumber >= pages : page.length < pageSize || entities.size === before;
    if (last) {
      const all = [...entities.values()];
      return all.length < total ? { kind: 'short', entities: all, total } : { kind: 'all', entities: all };
    }
  }
  return { kind: 'unreadable', reason: 'more than 1000 pages' };
}

/** Why a list is not there as a whole. */
export function shortcoming(listing: Exclude<Listing, { readonly kind: 'all' }>): string {
  switch (listing.kind) {
    case 'short':
      return `${listing.entities.length} of ${listing.total} shown`;
    case 'refused':
      return `refused with ${listing.status}`;
    case 'unreadable':
      return listing.reason;
  }
}
