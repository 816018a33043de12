import type { OrgId, TenantId } from './ids';
import type { Catalog } from './schema/catalog';
import type { OrgConfig } from './schema/org';
import type { TenantConfig } from './schema/tenant';
import type { Waiver } from './schema/waivers';

/** A place in a manifest file by structure; line and column are looked up only when there is something to report. */
export interface ManifestPath {
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/** One tenant of an org, as its file says. `file` is shown to people, never absolute. */
export interface Tenant {
  readonly id: TenantId;
  readonly file: string;
  readonly config: TenantConfig;
}

/** One org with everything its folder holds. Tenants are sorted by id. */
export interface Org {
  readonly id: OrgId;
  readonly file: string;
  readonly config: OrgConfig;
  readonly tenants: readonly Tenant[];
  readonly catalog: { readonly file: string; readonly content: Catalog } | undefined;
  readonly waivers: { readonly file: string; readonly entries: readonly Waiver[] } | undefined;
}

/** A manifest without a problem. Orgs are sorted by id. `sources` holds each file's text, for positions and fingerprints. */
export interface Manifest {
  readonly orgs: readonly Org[];
  readonly sources: ReadonlyMap<string, string>;
}

/** One thing wrong in a manifest file. All problems of all files are reported together. */
export interface Problem {
  readonly at: ManifestPath;
  /** Where it stands in the text; absent only when the file has no text to point into (a folder, a link). */
  readonly position: { readonly line: number; readonly column: number } | undefined;
  /** One sentence: what is wrong and what was expected. */
  readonly message: string;
  /** What to do, when there is something better to say than the message ("did you mean …"). */
  readonly hint: string | undefined;
}

/** A manifest without a problem, or all problems of all its files, never both. */
export type LoadResult =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problems: readonly Problem[] };
