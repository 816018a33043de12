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

/** 2 to 40 characters: lower-case letters, digits and inner hyphens, starting with a letter. */
export const idPattern = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/;

/**
 * Whether a text is spelt as every id must be, and is none of the words that JavaScript objects know by themselves. The type is asked
 * too: `undefined` of an untyped caller would match the pattern as a word.
 */
export const isId = (text: string): boolean =>
  typeof text === 'string' && idPattern.test(text) && !inheritedNames.has(text);

/** A name as near to an id as its letters allow: `Voice Calls` → `voice-calls`. It can be none: too short, too long, or a reserved word. */
export const likeId = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');

/** What a plain object answers to without holding it. As a key it would be found where nothing was declared. */
export const inheritedNames: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Object.prototype).concat('prototype'),
);

/** Words that cannot be a tenant's id, and why. */
const reservedTenantIds: Readonly<Record<string, string>> = {
  foundation: "it would share its stack's name with the org's own stack",
  org: 'org.yaml describes the org itself',
  waivers: 'waivers.yaml holds the reviewed exceptions',
  catalog: 'catalog.json is the snapshot of the live org',
};

/** The reason why a tenant cannot have this id, or undefined when it can. */
export function tenantIdProblem(text: string): string | undefined {
  const problem = orgIdProblem(text);
  if (problem !== undefined) return problem;
  return Object.hasOwn(reservedTenantIds, text) ? `is reserved: ${reservedTenantIds[text]}` : undefined;
}

/** The reason why an org cannot have this id, or undefined when it can. */
export function orgIdProblem(text: string): string | undefined {
  if (isId(text)) return undefined;
  return inheritedNames.has(text) ? 'is a word that JavaScript objects answer to by themselves' : idExpected;
}

const idExpected =
  'is not an id: 2 to 40 lower-case letters, digits and inner hyphens, starting with a letter';
