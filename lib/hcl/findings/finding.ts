import type { FindingOf, Place } from '../../proof/finding';
import type { FindingValues, NamedGrant } from '../../proof/finding-values';
import type { Spot } from '../body';

/** The rules that need no manifest, and what their messages are made of: of some more than with a manifest. */
export interface HclValues
  extends Pick<
    FindingValues,
    | 'all-divisions'
    | 'home-division'
    | 'unproven-division'
    | 'unproven-role'
    | 'wildcard-permission'
    | 'escalating-permission'
    | 'deputy-permission'
    | 'org-wide-permission'
    | 'grant-type'
    | 'token-lifetime'
    | 'secret-exposure'
    | 'unmodelled-authority'
    | 'wrong-org'
    | 'ignored-changes'
    | 'undeclared-adoption'
    | 'nothing-examined'
  > {
  /** Only where it is granted in: what this configuration makes is its own. */
  'unowned-division': NamedGrant & { readonly what: string };
  /** The suggestion is empty where nothing comes near. */
  'unknown-permission': FindingValues['unknown-permission'] & { readonly suggestion: string };
  /** Where the scopes are not written out, it is the expression that stands there. */
  'unknown-scope': FindingValues['unknown-scope'] & {
    readonly written: 'yes' | 'no';
    readonly suggestion: string;
  };
}

export type HclRule = keyof HclValues;
export type HclFindingOf<Id extends HclRule> = FindingOf<Id, HclValues[Id]>;

/** A finding about raw Terraform, which can also be told as one of its rule. */
export type HclFinding = { [Id in HclRule]: HclFindingOf<Id> }[HclRule];

/** A place in a file of the configuration. */
export const placeOf = ({ file, offset }: Spot): Place => ({ kind: 'assembly', file, offset });

/** A finding about raw Terraform: of no org and no tenant, since no manifest says whose it is. */
export const finding = <Id extends HclRule>(
  rule: Id,
  subject: string,
  values: HclValues[Id],
  ...at: readonly Spot[]
): HclFindingOf<Id> => ({
  rule,
  org: undefined,
  tenant: undefined,
  subject,
  values,
  at: at.map(placeOf),
  because: [],
});
