import type { UnmodelledReason } from '../genesys/authority';
import type { DeputyMeans, EscalationEffect } from '../genesys/escalation';
import type { Defect } from '../terraform/assembly';
import type { Remedy, StateRemedy } from './remedy';
import type { UnprovenReason } from './verdict';

/**
 * What the message of each rule is made of, e.g. `{ division: '*', role: 'etl-reader' }`. Never a secret. A rule cannot leave out what is here, and
 * its message cannot read what is not.
 */
export interface FindingValues {
  'foreign-division': GrantAbroad | BoundAbroad;
  'all-divisions': NamedGrant & { readonly remedy?: 'plan-again' };
  'home-division': (NamedGrant | NamedDivision) & AtHome;
  'unowned-division': (NamedGrant | NamedDivision) & { readonly what: string };
  'unproven-division': NamedGrant & { readonly reason: UnprovenReason | Worded };
  'unproven-role': NamedGrant & { readonly reason: UnprovenReason | Worded };
  'undeclared-grant': NamedGrant;
  'missing-grant': NamedGrant;
  'undeclared-client': { readonly client: string; readonly difference: string };
  'missing-client': { readonly client: string; readonly stack: string; readonly why: string };
  'role-mismatch': { readonly role: string; readonly difference: string; readonly stack: string };
  'duplicate-division': { readonly division: string; readonly difference: string };
  'wildcard-permission': NamedPermission;
  'escalating-permission': NamedPermission & { readonly effect: EscalationEffect };
  'deputy-permission': NamedPermission & { readonly means: DeputyMeans };
  'org-wide-permission': NamedPermission & { readonly source: string; readonly open: string };
  'unverified-permission': NamedPermission & { readonly catalog: 'lacks it' | 'is not there' };
  'unknown-permission': NamedPermission;
  'scope-ceiling': {
    readonly scope: string;
    readonly count: string;
    /** The first of them, and how many more there are. */
    readonly operations: string;
    readonly more: string;
  };
  'unknown-scope': { readonly scope: string };
  'grant-type': { readonly client: string; readonly written: string };
  'token-lifetime': {
    readonly client: string;
    readonly seconds: string;
    readonly difference: string;
    readonly limit: string;
  };
  'secret-exposure': {
    readonly stack: string;
    readonly what: string;
    /** It is no secret that is seen, but a text that only a run knows. */
    readonly computed?: 'yes';
    /** It is not seen either, but an integration credential has it. */
    readonly stored?: 'yes';
  };
  'unmodelled-authority': {
    readonly stack: string;
    readonly what: string;
    readonly why: WhyUnmodelled | Worded;
  };
  'foreign-placement': {
    readonly resource: string;
    readonly argument: string;
    readonly division: string;
    readonly verdict: string;
  };
  'stray-terraform': { readonly file: string; readonly message: string; readonly kind: Defect['kind'] };
  'cross-tenant-state': {
    readonly stack: string;
    readonly what: string;
    /** What says it: a written file, the list of stacks, the notes of `terraform init`, or those of `terraform workspace`. */
    readonly where: 'file' | 'list' | 'notes' | 'workspace' | 'local-workspace';
  };
  'wrong-org': {
    readonly stack: string;
    readonly what: string;
    readonly region: string;
    /** It is about a gateway of this machine, which a run is given rather than the manifest. */
    readonly gateway?: 'local';
  };
  'ignored-changes': { readonly resource: string; readonly what: string };
  'undeclared-adoption': {
    readonly stack: string;
    readonly what: string;
    readonly remedy?: AdoptionRemedy | 'synthesize';
  };
  'plan-mismatch': {
    readonly stack: string;
    readonly what: string;
    readonly remedy: Remedy;
    /** The client whose grants the plan and the file disagree about. */
    readonly client?: string;
  };
  'incomplete-plan': { readonly stack: string; readonly what: string; readonly wanted: WantedPlan };
  'drifted-grant': {
    readonly stack: string;
    readonly what: string;
    /** Whose the ids in it are, as far as that is known. */
    readonly known?: string;
  };
  'expired-waiver': { readonly waives: string; readonly expires: string };
  'unused-waiver': { readonly waives: string };
  'invalid-waiver': { readonly waives: string; readonly problem: string };
  'nothing-examined': { readonly what: string };
}

/** A reason that stands in no table: in words, where it is found. Those of raw Terraform (lib/hcl) are. */
export type Worded = `${string} ${string}`;

/** A grant, as messages call it. */
export type NamedGrant = {
  readonly client: string;
  readonly role: string;
  readonly division: string;
};

/** A division that is told of without a grant in it. */
export type NamedDivision = {
  readonly client?: never;
  readonly division: string;
};

/** A permission of a role, and who holds that. */
export interface NamedPermission {
  readonly role: string;
  readonly permission: string;
  readonly holders: string;
}

/** Whose a division is, and what it is called there. */
type Owned = {
  readonly owner: string;
  readonly key: string;
};

/** What a file grants in another's division, or a plan. */
type GrantAbroad = NamedGrant & Owned & { readonly what?: never; readonly remedy?: 'plan-again' };

/** What the state behind a plan has of another. */
type BoundAbroad = (NamedGrant | NamedDivision) &
  Owned & {
    readonly stack: string;
    readonly what: string;
    /** Whose the division is by the manifest, where not another plan tells it. */
    readonly whose?: string;
    readonly remedy: 'plan-again' | StateRemedy;
  };

type AtHome = {
  readonly how: string;
  /** Whether it is home, and not only may be; left out where nothing speaks against it. */
  readonly certain?: 'yes' | 'no';
} & (
  | { readonly remedy?: never }
  /** By a plan, or the state behind it. */
  | { readonly stack: string; readonly remedy: 'plan-again' | StateRemedy }
);

/** What to do about a plan that adopts, moves or forgets. */
export type AdoptionRemedy = Extract<Remedy, 'plan-again' | 'take-out'>;

/** What would do instead: a plan that can be read, one of the whole stack, or one of a Terraform that says whether it is. */
export type WantedPlan = 'readable' | 'whole' | 'newer';

/** Why something is not modelled: what the provider's table says of its type, or what Terraform would make of it. */
export type WhyUnmodelled =
  | UnmodelledReason
  | 'runs-commands'
  | 'unknown-argument'
  | 'unknown-setting'
  | 'escaped'
  | 'set-by-provider'
  | 'other-provider'
  | 'not-pinned'
  | 'unknown-block'
  | 'declared-twice'
  | 'unreadable'
  | 'unclaimed-stack';
