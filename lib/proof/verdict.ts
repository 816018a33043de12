import type { DivisionKey, RoleKey } from '../manifest/ids';
import type { UnknownReason } from './value';

/** Why a division or a role cannot be proved. */
export type UnprovenReason =
  | UnknownReason
  /** refers to a resource, data source or output that these files do not have, or have twice */
  | 'dangling'
  /** refers to another attribute than `id`, or to another type of resource */
  | 'not-an-id'
  /** refers to a resource with `count` or `for_each` */
  | 'repeated'
  /** an adopted division whose import block is missing or ambiguous */
  | 'not-imported'
  /** a look-up by name: which object it finds, only the live org knows */
  | 'looked-up'
  /** a literal role id: whose role that is, only the live org knows */
  | 'literal-role'
  /** a role that goes through a state that is not provably the foundation's */
  | 'remote-state'
  /** a division that goes through a state: whosever it is, a state file could be that of another run */
  | 'through-state'
  /** is a role, but none of the org's templates */
  | 'no-template'
  | 'missing';

/** What a division value is, in the eyes of one tenant. Only `own` and `shared` can ever be proved. */
export type DivisionVerdict =
  | { readonly kind: 'own'; readonly division: DivisionKey }
  | { readonly kind: 'shared'; readonly division: DivisionKey }
  | { readonly kind: 'foreign'; readonly owner: string; readonly division: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'home'; readonly how: string }
  | { readonly kind: 'unowned'; readonly what: string }
  | { readonly kind: 'unproven'; readonly reason: UnprovenReason; readonly source: string };

/** Which role a value is. Only `template` can ever be proved. */
export type RoleVerdict =
  | { readonly kind: 'template'; readonly role: RoleKey }
  | { readonly kind: 'unproven'; readonly reason: UnprovenReason; readonly source: string };

export const unproven = (
  reason: UnprovenReason,
  source: string,
): { readonly kind: 'unproven'; readonly reason: UnprovenReason; readonly source: string } => ({
  kind: 'unproven',
  reason,
  source,
});
