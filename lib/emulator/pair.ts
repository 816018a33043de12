import type { Grant } from './model';

/** What a grant gives, whenever it was made. */
export type Pair = Pick<Grant, 'roleId' | 'divisionId'>;

export const samePair = (one: Pair, other: Pair): boolean =>
  one.roleId === other.roleId && one.divisionId === other.divisionId;

export const isAmong = (pairs: readonly Pair[], pair: Pair): boolean =>
  pairs.some((other) => samePair(other, pair));

/** Each pair once, where it stands first. */
export function distinct<P extends Pair>(pairs: readonly P[]): readonly P[] {
  const seen = new Set<string>();
  return pairs.filter(({ roleId, divisionId }) => {
    const key = JSON.stringify([roleId, divisionId]);
    return !seen.has(key) && seen.add(key);
  });
}
