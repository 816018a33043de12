import { fold, isWildcard, overlaps } from './wildcard';

/*
 * Which permissions are dangerous whatever division they are granted in. The tables were compiled by hand from the operations that the
 * permissions open (API description of 2026-08-07). Every lookup ignores letter case and treats a wildcard as all it could
 * match, so neither `OAuth:Client:Add` nor `oauth:*:add` slips through.
 */

/** What a client could do to widen its own access. */
export type EscalationEffect =
  | 'change-grants'
  | 'change-roles'
  | 'change-divisions'
  | 'change-authorization-settings'
  | 'change-access-policies'
  | 'admit-other-orgs'
  | 'take-over-clients'
  | 'revoke-tokens'
  | 'take-over-users'
  | 'administer-organization'
  | 'change-groups'
  | 'change-teams'
  | 'change-sign-on'
  | 'administer-everything';

/** Whose authority a deputy acts with. */
export type DeputyMeans =
  | 'integrations'
  | 'data-actions'
  | 'bridge-actions'
  | 'flows'
  | 'triggers'
  | 'infrastructure-jobs'
  | 'contact-identities';

/** What a permission reads (or orders to be read) across all tenants of the org. */
type CrossTenantSubject =
  | 'grants'
  | 'roles'
  | 'authorization-audits'
  | 'audits'
  | 'data-subjects'
  | 'analytics-exports'
  | 'billing'
  | 'recording-settings'
  | 'telephony'
  | 'usage';

/** A row of a table: the pattern that the permission met, and what that means. */
interface Danger<Meaning> {
  /** A permission, `*` standing for any text, e.g. `authorization:orgTrustee*:*`. */
  readonly pattern: string;
  readonly meaning: Meaning;
}

type EscalationReason = Danger<EscalationEffect>;
type DeputyReason = Danger<DeputyMeans>;
type CrossTenantRead = Danger<CrossTenantSubject>;

/** The permissions with which a client can widen its own access. */
export const escalatingPermissions: readonly EscalationReason[] = [
  ...rows('authorization:grant', 'add|delete', 'change-grants'),
  ...rows('authorization:role', 'add|edit|delete', 'change-roles'),
  ...rows('authorization:division', 'add|edit|delete', 'change-divisions'),
  ...rows('authorization:settings', 'edit', 'change-authorization-settings'),
  ...rows('authorization:policy', 'add|edit|delete', 'change-access-policies'),
  ...rows('authorization:orgTrustee*', '*', 'admit-other-orgs'),
  ...rows('authorization:orgTrustor', '*', 'admit-other-orgs'),
  // `view` is among them: reading a client may show its secret.
  ...rows('oauth:client', 'add|edit|delete|view|authorize', 'take-over-clients'),
  ...rows('oauth:token', 'delete', 'revoke-tokens'),
  ...rows('directory:user', 'add|edit|delete|setPassword', 'take-over-users'),
  ...rows('directory:organization', 'admin', 'administer-organization'),
  ...rows('directory:group', 'add|edit|delete', 'change-groups'),
  ...rows('groups:team', 'assign', 'change-teams'),
  ...rows('sso:provider', 'add|edit|delete', 'change-sign-on'),
  { pattern: 'admin', meaning: 'administer-everything' },
];

/** The permissions that act through an object which has other credentials than the client. */
export const deputyPermissions: readonly DeputyReason[] = [
  ...rows('integrations:integration', 'add|edit', 'integrations'),
  ...rows('integrations:action', 'add|edit|execute', 'data-actions'),
  ...rows('bridge:actions', 'execute', 'bridge-actions'),
  ...rows('architect:flow', 'publish|launch', 'flows'),
  ...rows('processautomation:trigger', 'add|edit', 'triggers'),
  ...rows('infrastructureascode:job', 'add', 'infrastructure-jobs'),
  ...rows('externalContacts:identity', 'merge|promote', 'contact-identities'),
];

/** The permissions that see the whole org, whatever division their role is granted in. */
export const crossTenantReads: readonly CrossTenantRead[] = [
  ...rows('authorization:grant', 'view', 'grants'),
  ...rows('authorization:role', 'view', 'roles'),
  ...rows('authorization:audit', 'view', 'authorization-audits'),
  ...rows('audits:audit', 'view', 'audits'),
  ...rows('gdpr:request', 'add|view', 'data-subjects'),
  ...rows('analytics:dataExport', 'add|view', 'analytics-exports'),
  ...rows('billing:subscription', '*', 'billing'),
  ...rows('recording:settings', 'edit*', 'recording-settings'),
  ...rows('telephony:plugin', 'all', 'telephony'),
  ...rows('usage:*', 'view', 'usage'),
];

/** Why this permission, or one that this wildcard could match, lets a client widen its own access. */
export const escalation: (permission: string) => EscalationReason | undefined = finder(escalatingPermissions);

/** Why this permission, or one that this wildcard could match, acts with somebody else's authority. */
export const deputy: (permission: string) => DeputyReason | undefined = finder(deputyPermissions);

/** Why this permission, or one that this wildcard could match, reads across tenants. */
export const orgWideRead: (permission: string) => CrossTenantRead | undefined = finder(crossTenantReads);

/** Plain permissions, nearly all there are, need one look-up and a comparison with the few patterns that hold a `*`. */
function finder<Meaning>(table: readonly Danger<Meaning>[]) {
  const exact = new Map(table.map((row) => [fold(row.pattern), row]));
  const patterns = table.filter(({ pattern }) => isWildcard(pattern));
  return (permission: string): Danger<Meaning> | undefined =>
    isWildcard(permission)
      ? table.find(({ pattern }) => overlaps(permission, pattern))
      : (exact.get(fold(permission)) ?? patterns.find(({ pattern }) => overlaps(permission, pattern)));
}

function rows<Meaning extends string>(
  entity: string,
  actions: string,
  meaning: Meaning,
): readonly Danger<Meaning>[] {
  return actions.split('|').map((action) => ({ pattern: `${entity}:${action}`, meaning }));
}
