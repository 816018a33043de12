import { recent } from './recent';

/** Up to so many items are looked through one by one: sooner done than an index is made. */
const short = 16;

/** More lists than the grants of one stack lead to: its own, the foundation's, and those of the few other stacks that are kept. */
const remembered = 32;

/**
 * The one item with this name; undefined when there is none or more than one. Long lists are indexed: a file with very many grants must not
 * make every grant search it. Lists are built once and never changed, so an index stays right. It is kept for the last few lists only, and
 * not in a WeakMap, which would keep whole stacks alive until the next full collection.
 */
export function only<T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined {
  if (list.length > short) return one(byName(list).get(name) as Found<T>);
  let found: Found<T>;
  for (const item of list) if (item.name === name) found = found === undefined ? item : 'many';
  return one(found);
}

/** The one item at this address, in the same way. */
export function onlyAt<T extends { readonly address: string }>(
  list: readonly T[],
  address: string,
): T | undefined {
  if (list.length > short) return one(byAddress(list).get(address) as Found<T>);
  let found: Found<T>;
  for (const item of list) if (item.address === address) found = found === undefined ? item : 'many';
  return one(found);
}

type Found<T> = T | 'many' | undefined;
const one = <T>(found: Found<T>): T | undefined => (found === 'many' ? undefined : found);

const byName = recent(remembered, (list: readonly { readonly name: string }[]) =>
  indexed(list, ({ name }) => name),
);
const byAddress = recent(remembered, (list: readonly { readonly address: string }[]) =>
  indexed(list, ({ address }) => address),
);

function indexed<T extends object>(
  list: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, T | 'many'> {
  const index = new Map<string, T | 'many'>();
  for (const item of list) index.set(keyOf(item), index.has(keyOf(item)) ? 'many' : item);
  return index;
}
