import type { OrgId, TenantId } from '../manifest/ids';
import type { ManifestPath } from '../manifest/model';
import type { FindingValues } from './finding-values';
import type { RuleId } from './rule-ids';

/** A place in a synthesized file. `offset` counts UTF-16 units of the text; line and column are looked up when reported. */
export interface AssemblyPath {
  readonly file: string;
  /** Undefined for the file itself. Where that is, in lines and as a JSON pointer, is looked up when it is reported. */
  readonly offset: number | undefined;
}

/** Where something stands: in a manifest, in a synthesized file, or in a plan under a resource's address. */
export type Place =
  | ({ readonly kind: 'manifest' } & ManifestPath)
  | ({ readonly kind: 'assembly' } & AssemblyPath)
  | { readonly kind: 'plan'; readonly file: string; readonly address: string };

/** One step of the chain that led to a finding: what was read, and where. */
export interface Because {
  readonly text: string;
  readonly place: Place | undefined;
}

/** What one rule found. Data only: all prose is made from it by the catalogue of messages in lib/rules/messages. */
export interface FindingOf<Id extends RuleId, Values = FindingValues[Id]> {
  readonly rule: Id;
  readonly org: OrgId | undefined;
  readonly tenant: TenantId | undefined;
  /** The exact tuple that a waiver must repeat, e.g. `acme grant etl-reader voice`. */
  readonly subject: string;
  readonly values: Values;
  readonly at: readonly Place[];
  readonly because: readonly Because[];
}

/** A finding of any rule, with the values of that rule. */
export type Finding = { [Id in RuleId]: FindingOf<Id> }[RuleId];
