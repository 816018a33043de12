/** Lists are built once and never changed, so an index of one stays right for as long as the list lives. */
const indexes = new WeakMap<readonly object[], Map<string, object | 'many'>>();

/**
 * The one item with this name; undefined when there is none or more than one. Indexed by list: a file with very many grants must not
 * make every grant search it.
 */
export function only<T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined {
  let index = indexes.get(list);
  if (index === undefined) {
    index = new Map();
    for (const item of list) index.set(item.name, index.has(item.name) ? 'many' : item);
    indexes.set(list, index);
  }
  const found = index.get(name);
  return found === 'many' ? undefined : (found as T | undefined);
}
