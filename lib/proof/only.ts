/** Lists are built once and never changed, so an index of one stays right for as long as the list lives. */
type Index = WeakMap<readonly object[], Map<string, object | 'many'>>;
const byName: Index = new WeakMap();
const byAddress: Index = new WeakMap();

/**
 * The one item with this name; undefined when there is none or more than one. Indexed by list: a file with very many grants must not
 * make every grant search it.
 */
export const only = <T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined =>
  lookUp(byName, list, ({ name: key }) => key, name);

/** The one item at this address, in the same way. */
export const onlyAt = <T extends { readonly address: string }>(
  list: readonly T[],
  address: string,
): T | undefined => lookUp(byAddress, list, ({ address: key }) => key, address);

function lookUp<T extends object>(
  indexes: Index,
  list: readonly T[],
  keyOf: (item: T) => string,
  key: string,
): T | undefined {
  let index = indexes.get(list);
  if (index === undefined) {
    index = new Map();
    for (const item of list) index.set(keyOf(item), index.has(keyOf(item)) ? 'many' : item);
    indexes.set(list, index);
  }
  const found = index.get(key);
  return found === 'many' ? undefined : (found as T | undefined);
}
