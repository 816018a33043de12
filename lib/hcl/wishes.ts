import { clientModel } from '../genesys/core-resources';
import { nearest } from '../text/nearest';

const confidential =
  'Every client has a secret and is confidential. How its tokens are obtained is said by authorized_grant_type, which is required.';
const pairs = 'Divisions belong into roles blocks, one block for each pair of role and division.';
const pairsOfRoles = 'It is called roles: write a roles block for each pair of role_id and division_id.';
const inNoDivision =
  'A client lies in no division and is narrowed by none. A division belongs into a roles block, beside the role that is granted in it.';
const scopes = 'They are called scopes, and Genesys Cloud ignores them for client credentials.';
const lifetime = 'It is called access_token_validity_seconds: how long a token lives, not what it sees.';
const redirects = 'They are called registered_redirect_uris; client credentials do not use them.';
const state = 'It is called state, and is active or inactive: whether new tokens are given out.';
const grantType = 'It is called authorized_grant_type, and written CLIENT-CREDENTIALS.';

/** What people who write an argument or block that does not exist mostly mean by it: as forums have it, and as the API calls it. */
const wishes: Readonly<Record<string, string>> = {
  division_id: inNoDivision,
  division: inNoDivision,
  division_ids: pairs,
  divisions: pairs,
  client_type: confidential,
  type: confidential,
  grant_type: grantType,
  grant_types: grantType,
  scope: scopes,
  scope_values: scopes,
  redirect_uri: redirects,
  redirect_uris: redirects,
  callback_urls: redirects,
  token_validity_seconds: lifetime,
  access_token_validity: lifetime,
  token_lifetime: lifetime,
  secret: 'Genesys Cloud makes the secret; no configuration says what it is.',
  enabled: state,
  active: state,
  deployment_id:
    'A deployment belongs to web messaging. No header, parameter or setting narrows what a client’s token sees.',
  role_ids: 'Roles belong into roles blocks, each with the division that it is granted in.',
  role_id: 'A role belongs into a roles block, beside the division that it is granted in.',
  role_divisions: pairsOfRoles,
  role_division: pairsOfRoles,
  grants: pairsOfRoles,
  grant: pairsOfRoles,
  roles: 'It is no argument: write a roles block for each pair of role_id and division_id.',
  permissions: 'Permissions belong to a role, genesyscloud_auth_role, which a roles block grants.',
};

/** A name as Terraform spells names: the API says `divisionIds`. */
export const spelled = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

/** The names by which people ask for a client that is confined to divisions. */
export const divisionWishes: readonly string[] = ['division_id', 'division_ids', 'division', 'divisions'];

/** The names by which people ask for scopes, `scopes` itself included. */
export const scopeWishes: readonly string[] = ['scopes', 'scope', 'scope_values'];

const nearestOf = (spelling: string): string | undefined =>
  nearest(spelling, [...Object.keys(clientModel.attributes), ...Object.keys(clientModel.blocks)]);

const grantWishes: readonly string[] = [
  'role_divisions',
  'role_division',
  'role_ids',
  'role_id',
  'grants',
  'grant',
];

/** Whether what somebody writes stands for `roles` blocks: once it is one, the client has grants. */
export function meansGrants(name: string): boolean {
  const spelling = spelled(name);
  return grantWishes.includes(spelling) || nearestOf(spelling) === 'roles';
}

/** What to write for an argument or block of a client that does not exist. */
export function meant(name: string): string {
  const spelling = spelled(name);
  const wish = Object.hasOwn(wishes, spelling) ? wishes[spelling] : undefined;
  if (wish !== undefined) return wish;
  const close = nearestOf(spelling);
  if (close !== undefined) return `Did you mean ${close}?`;
  if (spelling.includes('division')) return inNoDivision;
  const misspelt = nearest(spelling, Object.keys(wishes));
  return (
    (misspelt && wishes[misspelt]) ?? 'The client has nothing of this name, or of one that is close to it.'
  );
}

/** What to write for an argument of a `roles` block that does not exist. */
export const meantInRoles = (name: string): string =>
  spelled(name) === 'division_ids' || spelled(name) === 'divisions'
    ? 'A roles block has one division, division_id: write a block for each.'
    : 'A roles block has role_id and division_id, and nothing else.';
