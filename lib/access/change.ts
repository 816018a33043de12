import type { Reach } from './reach';

/** What a change does to access. */
export type Effect =
  /** Somebody can do something that was not possible before. */
  | 'new'
  /** Less is possible than before. */
  | 'removed'
  /** Nobody's access changes by it; it is shown because it is not mere formatting. */
  | 'neutral';

/** One change in the words of the manifest, with everything that it opens and closes. */
export interface Change {
  readonly effect: Effect;
  readonly kind: 'tenant' | 'role' | 'shared-division' | 'grant' | 'division' | 'client' | 'waiver' | 'org';
  readonly org: string;
  /** The tenants that it reaches; empty for what concerns nobody yet. */
  readonly tenants: readonly string[];
  readonly text: string;
  /** It only comes about when somebody acts: no deployment does it. */
  readonly byHand?: true;
  readonly opened: readonly Reach[];
  readonly closed: readonly Reach[];
}
