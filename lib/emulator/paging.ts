import { badRequest } from './api-error';
import type { Query } from './route';

/** One page of a list, with the field names of every entity listing; its addresses keep the filters. A page past the end is empty. */
export function page<T>(
  all: readonly T[],
  query: Query,
  path: string,
  {
    maximum = 500,
    total = all.length,
    size = 25,
  }: { readonly maximum?: number; readonly total?: number; readonly size?: number } = {},
) {
  const pageSize = whole(query, 'pageSize', size, maximum);
  const pageNumber = whole(query, 'pageNumber', 1, Number.MAX_SAFE_INTEGER);
  const pageCount = Math.ceil(total / pageSize);
  const uri = (number: number): string =>
    `${path}?${query.with({ pageSize: `${pageSize}`, pageNumber: `${number}` })}`;
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total,
    pageCount,
    selfUri: uri(pageNumber),
    firstUri: uri(1),
    lastUri: uri(Math.max(pageCount, 1)),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
  };
}

function whole(query: Query, name: string, missing: number, maximum: number): number {
  const [text] = query.all(name);
  if (text === undefined || text === '') return missing;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1 || value > maximum)
    throw badRequest(`${name} must be a whole number from 1 to ${maximum}.`);
  return value;
}

/** Those that the parameter `id` names; all when it names none. */
export function withIds<T extends { readonly id: string }>(
  objects: readonly T[],
  query: Query,
): readonly T[] {
  const ids = query.list('id') ?? [];
  return ids.length === 0 ? objects : objects.filter(({ id }) => ids.includes(id));
}

/** By name, as `sortOrder` says; as they come when it says nothing. @throws ApiError 400 for an order that is none */
export function sorted<T extends { readonly name: string }>(
  objects: readonly T[],
  query: Query,
): readonly T[] {
  const order = query.first('sortOrder')?.toLowerCase() ?? '';
  if (order === '') return objects;
  const sign = /^asc(ending)?$/.test(order) ? 1 : /^desc(ending)?$/.test(order) ? -1 : undefined;
  if (sign === undefined) throw badRequest('sortOrder must be asc or desc.');
  return [...objects].sort((a, b) => (a.name < b.name ? -sign : a.name > b.name ? sign : 0));
}
