import type { Tenant } from '../manifest/model';
import { type Held, heldKey, type Reach, reachBy } from './reach';

type Which = 'opened' | 'closed';
type HeldByKey = ReadonlyMap<string, Held>;

/** What opened and closed for one tenant, taken piece by piece by the changes that explain it. */
export class Movement {
  /** By role. */
  private readonly moved: Readonly<Record<Which, Map<string, readonly Reach[]>>>;
  /** The roles in divisions that came or went as a whole, by key: what is in these, no change of a role explains. */
  private readonly whole: Readonly<Record<Which, ReadonlySet<string>>>;
  readonly unchanged: number;

  /** @param tell Called with each reach that came or went, and may throw: two manifests can differ in more than any memory holds. */
  constructor(before: HeldByKey, after: HeldByKey, lacking: Lacking, tell: Tell) {
    this.moved = {
      opened: beyond(after, before, lacking, tell),
      closed: beyond(before, after, lacking, tell),
    };
    this.whole = { opened: keysBeyond(after, before), closed: keysBeyond(before, after) };
    let unchanged = 0;
    for (const [key, { permissions }] of after) {
      const was = before.get(key)?.permissions;
      if (was !== undefined) unchanged += permissions.size - lacking(was, permissions).length;
    }
    this.unchanged = unchanged;
  }

  /** All that is left. */
  take(which: Which): Reach[] {
    const found = [...this.moved[which].values()].flat();
    this.moved[which].clear();
    return found;
  }

  /** What is left of these permissions of a role, where it is held before and after. */
  takeOfRole(which: Which, role: string, permissions: ReadonlySet<string>): readonly Reach[] {
    const all = this.moved[which].get(role) ?? [];
    const isTaken = ({ permission, division }: Reach): boolean =>
      permissions.has(permission) && !this.whole[which].has(heldKey(role, division));
    this.moved[which].set(
      role,
      all.filter((reach) => !isTaken(reach)),
    );
    return all.filter(isTaken);
  }

  /** What is left in a division. */
  takeIn(which: Which, division: string): readonly Reach[] {
    const roles = this.moved[which];
    return [...roles].flatMap(([role, all]) => {
      const found = all.filter((reach) => reach.division === division);
      if (found.length > 0)
        roles.set(
          role,
          all.filter((reach) => reach.division !== division),
        );
      return found;
    });
  }
}

/** What some hold and others do not, by role. */
function beyond(
  some: HeldByKey,
  others: HeldByKey,
  lacking: Lacking,
  tell: Tell,
): Map<string, readonly Reach[]> {
  const found = new Map<string, Reach[]>();
  for (const [key, held] of some) {
    const reaches = found.get(held.role) ?? [];
    for (const permission of lacking(others.get(key)?.permissions ?? none, held.permissions)) {
      const reach = reachBy(held, permission);
      tell(reach);
      reaches.push(reach);
    }
    if (reaches.length > 0) found.set(held.role, reaches);
  }
  return found;
}

const keysBeyond = (some: HeldByKey, others: HeldByKey): ReadonlySet<string> =>
  new Set([...some.keys()].filter((key) => !others.has(key)));

const none: ReadonlySet<string> = new Set();

/** The permissions that are not among others. */
type Lacking = (among: ReadonlySet<string>, permissions: ReadonlySet<string>) => readonly string[];
type Tell = (reach: Reach) => void;

/** Compares each two roles once, for all tenants and divisions. */
export function comparing(): Lacking {
  const known = new Map<ReadonlySet<string>, Map<ReadonlySet<string>, readonly string[]>>();
  return (among, permissions) => {
    const others = known.get(among) ?? new Map<ReadonlySet<string>, readonly string[]>();
    known.set(among, others);
    const found = others.get(permissions) ?? [...permissions].filter((one) => !among.has(one));
    others.set(permissions, found);
    return found;
  };
}

/** A tenant before and after, and what moved between. */
export type Pair = {
  readonly id: string;
  readonly before: Tenant | undefined;
  readonly after: Tenant | undefined;
  readonly moved: Movement;
};

export const listed = (items: Iterable<string>): string => [...new Set(items)].sort().join(', ');
