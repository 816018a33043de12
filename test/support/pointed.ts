import { JsonPlaces } from '../../lib/json/places';

/** The same value; every place in the text has its JSON pointer beside it. */
export function pointed<T>(value: T, text: string): T {
  const places = new JsonPlaces(text);
  const visit = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(visit);
    if (typeof item !== 'object' || item === null) return item;
    const members = Object.entries(item).map(([name, inner]) => [name, visit(inner)] as const);
    const { kind, offset } = item as { readonly kind?: unknown; readonly offset?: unknown };
    const pointer =
      kind === 'assembly' && typeof offset === 'number' ? { pointer: places.pointer(offset) } : {};
    return { ...Object.fromEntries(members), ...pointer };
  };
  return visit(value) as T;
}
