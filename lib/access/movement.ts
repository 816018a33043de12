import type { Tenant } from '../manifest/model';
import { type Reach, reachKey } from './reach';

/** What opened and closed for one tenant, taken piece by piece by the changes that explain it. */
export class Movement {
  private readonly opened: Map<string, Reach>;
  private readonly closed: Map<string, Reach>;
  readonly unchanged: number;

  constructor(before: readonly Reach[], after: readonly Reach[]) {
    const [was, is] = [before, after].map((list) => new Map(list.map((item) => [reachKey(item), item])));
    this.opened = new Map([...(is ?? [])].filter(([key]) => !was?.has(key)));
    this.closed = new Map([...(was ?? [])].filter(([key]) => !is?.has(key)));
    this.unchanged = (is?.size ?? 0) - this.opened.size;
  }

  take(which: 'opened' | 'closed', wanted: (reach: Reach) => boolean): Reach[] {
    const found = [...this[which]].filter(([, reach]) => wanted(reach));
    for (const [key] of found) this[which].delete(key);
    return found.map(([, reach]) => reach);
  }
}

/** A tenant before and after, and what moved between. */
export type Pair = {
  readonly id: string;
  readonly before: Tenant | undefined;
  readonly after: Tenant | undefined;
  readonly moved: Movement;
};

export const all = (): boolean => true;
export const listed = (items: Iterable<string>): string => [...new Set(items)].sort().join(', ');
