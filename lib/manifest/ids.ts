/**
 * Branded ids: a division key can never be passed where a tenant id is wanted.
 * All of them share one spelling, so that `<org>-<tenant>` is a valid stack name, construct id and folder.
 */
declare const brand: unique symbol;
type Brand<B extends string> = string & { readonly [brand]: B };

/** The folder name under `tenants/`. */
export type OrgId = Brand<'OrgId'>;
/** The file name of a tenant without `.yaml`. */
export type TenantId = Brand<'TenantId'>;
/** The key of a division in a tenant's `divisions`, or of one in the org's `sharedDivisions`. */
export type DivisionKey = Brand<'DivisionKey'>;
/** The key of a role template in the org's `roles`. */
export type RoleKey = Brand<'RoleKey'>;
/** `<org>-foundation` or `<org>-<tenant>`. */
export type StackName = Brand<'StackName'>;
/** A division's id as Genesys Cloud gives it (a UUID, compared without regard to case). */
export type DivisionId = Brand<'DivisionId'>;

/** 2 to 40 characters: lower-case letters, digits and inner hyphens, starting with a letter. */
export const idPattern = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/;
