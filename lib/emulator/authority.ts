import type { Requirement } from '../genesys/table';
import { missingInDivision, missingPermissions } from './api-error';
import type { Answers } from './assumptions';
import { isDivisionAware, roleHas } from './catalog';
import type { Grant, Role } from './model';
import type { Store } from './store';

export type Needs = Extract<Requirement, { kind: 'any' | 'all' }>;

/** The divisions in which a caller may do one operation. */
export interface Reach {
  readonly covers: (divisionId: string) => boolean;
  /** Every division, also those made later. */
  readonly everywhere: boolean;
}

/** Where what needs no permission may be done. */
export const everywhere: Reach = { covers: () => true, everywhere: true };

interface Version<T> {
  readonly at: number;
  readonly value: T;
}

interface AuthorityOptions {
  readonly answers: Answers;
  /** Nothing is refused: what a platform without enforcement would do, to see probes fail. */
  readonly enforcement: boolean;
  /** Milliseconds until a change of grants or roles has an effect. */
  readonly delay: number;
  readonly now: () => number;
  /** The client that holds every role in every division, later ones too; none in strict mode. */
  readonly omnipotent: string | undefined;
}

/**
 * Who may do what. Authority is a list of pairs, role × division: a permission reaches exactly the divisions of the grants whose role has
 * it. Grants are looked up at each request.
 */
export class Authority {
  private readonly grants = new Map<string, readonly Version<readonly Grant[]>[]>();
  private readonly roles = new Map<string, readonly Version<Role>[]>();

  constructor(
    private readonly store: Store,
    private readonly options: AuthorityOptions,
  ) {
    const at = Number.NEGATIVE_INFINITY;
    for (const { id, grants } of store.subjects.all()) this.grants.set(id, [{ at, value: grants }]);
    for (const role of store.roles.all()) this.roles.set(role.id, [{ at, value: role }]);
  }

  /** To be called after each change of a subject's grants. */
  noteSubject(id: string): void {
    this.note(this.grants, id, this.store.grantsOf(id));
  }

  /** To be called after each change of a role. */
  noteRole(id: string): void {
    const value = this.store.roles.get(id);
    if (value !== undefined) this.note(this.roles, id, value);
  }

  /** The divisions in which the caller may do what needs these permissions. @throws ApiError 403 when it may nowhere */
  reach(clientId: string, needs: Needs): Reach {
    if (this.isFree(clientId)) return everywhere;
    const reaches = needs.permissions.map((permission) => this.reachOf(clientId, permission));
    const held = reaches.flatMap((reach) => (reach === undefined ? [] : [reach]));
    if (held.length === 0 || (needs.kind === 'all' && held.length < reaches.length))
      throw missingPermissions(needs.kind, needs.permissions);
    const every = needs.kind === 'all';
    return {
      covers: (id) => (every ? held.every((one) => one.covers(id)) : held.some((one) => one.covers(id))),
      everywhere: every ? held.every((one) => one.everywhere) : held.some((one) => one.everywhere),
    };
  }

  /** @throws ApiError 403 when the caller lacks the permissions there */
  demand(clientId: string, needs: Needs, divisionId: string): void {
    if (!this.reach(clientId, needs).covers(divisionId))
      throw missingInDivision(needs.kind, needs.permissions, divisionId);
  }

  /** Where a subject holds a permission; `undefined` when nowhere. */
  reachOf(subjectId: string, permission: string): Reach | undefined {
    if (this.isFree(subjectId)) return everywhere;
    const granted = this.effective(subjectId).filter(({ roleId }) => {
      const role = this.effectiveRole(roleId);
      return role !== undefined && roleHas(role, permission);
    });
    if (granted.length === 0) return undefined;
    return isDivisionAware(this.store, permission) ? this.reachIn(granted) : everywhere;
  }

  /** Whether the caller may hand out this role in this division. */
  mayHandOut(clientId: string, roleId: string, divisionId: string): boolean {
    if (this.isFree(clientId) || this.options.answers.delegation === 'nothing') return true;
    const role = this.store.roles.get(roleId);
    const held = this.effective(clientId);
    if (this.options.answers.delegation === 'role' || role === undefined)
      return this.reachIn(held.filter((grant) => grant.roleId === roleId)).covers(divisionId);
    const inDivision = held.filter((grant) => this.reachIn([grant]).covers(divisionId));
    return permissionsOf(role).every((permission) =>
      inDivision.some((grant) => {
        const own = this.effectiveRole(grant.roleId);
        return own !== undefined && roleHas(own, permission);
      }),
    );
  }

  /** The grants that count now, for answers about oneself. */
  effective(subjectId: string): readonly Grant[] {
    if (this.options.delay === 0) return this.store.grantsOf(subjectId);
    return this.store.subjects.get(subjectId) === undefined ? [] : (this.asOf(this.grants, subjectId) ?? []);
  }

  /** Whether nothing is refused to this client. */
  isFree(clientId: string): boolean {
    return !this.options.enforcement || this.isOmnipotent(clientId);
  }

  /** The client that holds every role in every division without a grant. */
  isOmnipotent(clientId: string): boolean {
    return clientId === this.options.omnipotent;
  }

  /** A division covers itself; `*` covers every division, or those that existed when it was granted. */
  private reachIn(grants: readonly Grant[]): Reach {
    const ids = new Set(grants.map(({ divisionId }) => divisionId));
    const all = grants.filter(({ divisionId }) => divisionId === '*');
    if (all.length === 0) return { covers: (id) => ids.has(id), everywhere: false };
    if (this.options.answers['all-divisions'] === 'later-too') return everywhere;
    const existed = (id: string): boolean => {
      const made = this.store.divisions.get(id)?.dateCreated;
      return made !== undefined && all.some(({ madeAt }) => made <= madeAt);
    };
    return { covers: (id) => ids.has(id) || existed(id), everywhere: false };
  }

  private effectiveRole(id: string): Role | undefined {
    const current = this.store.roles.get(id);
    return current === undefined || this.options.delay === 0 ? current : this.asOf(this.roles, id);
  }

  /** Adds a version and forgets those that no longer count; a change that is taken back takes its version with it. */
  private note<T>(versions: Map<string, readonly Version<T>[]>, id: string, value: T): void {
    const known = versions.get(id) ?? [];
    const now = this.options.now();
    const first = known.findLastIndex(({ at }) => at <= now - this.options.delay);
    versions.set(id, [...known.slice(Math.max(first, 0)), { at: now, value }]);
    this.store.onRollback(() => versions.set(id, known));
  }

  private asOf<T>(versions: ReadonlyMap<string, readonly Version<T>[]>, id: string): T | undefined {
    const latest = this.options.now() - this.options.delay;
    return versions.get(id)?.findLast(({ at }) => at <= latest)?.value;
  }
}

const permissionsOf = (role: Role): readonly string[] => [
  ...role.permissions,
  ...role.permissionPolicies.flatMap(({ domain, entityName, actionSet }) =>
    actionSet.map((action) => `${domain}:${entityName}:${action}`),
  ),
];
