import { recent } from './recent';

/** More lists than the grants of one stack lead to: its own, the foundation's, and those of the few other stacks that are kept. */
const remembered = 32;

/**
 * The one item with this name; undefined when there is none or more than one. Lists are indexed: a file with very many grants must not
 * make every grant search them. They are built once and never changed, so an index stays right. It is kept for the last few lists only, and
 * not in a WeakMap, which would keep whole stacks alive until the next full collection.
 */
export const only = <T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined =>
  byName(list).get(name) as T | undefined;

/** The one item at this address, in the same way. */
export const onlyAt = <T extends { readonly address: string }>(
  list: readonly T[],
  address: string,
): T | undefined => byAddress(list).get(address) as T | undefined;

const byName = recent(remembered, (list: readonly { readonly name: string }[]) =>
  indexed(list, ({ name }) => name),
);
const byAddress = recent(remembered, (list: readonly { readonly address: string }[]) =>
  indexed(list, ({ address }) => address),
);

function indexed<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T | undefined> {
  const index = new Map<string, T | undefined>();
  for (const item of list) index.set(keyOf(item), index.has(keyOf(item)) ? undefined : item);
  return index;
}
