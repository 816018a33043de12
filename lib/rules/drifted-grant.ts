import { canonicalJson, isObject } from '../json/plain';
import { concealed, instead } from '../proof/conceal';
import type { Declared } from '../proof/declared';
import type { Finding } from '../proof/finding';
import { plannedPermissions } from '../proof/planned-values';
import type { Rule } from '../proof/rule';
import type { JsonObject, Plan, ResourceChange } from '../terraform/plan';
import { ignoresAccess } from './ignored-changes';

/**
 * Nobody changed grants or permissions outside Terraform. An entry in `resource_drift` alone is none: after every create it lists
 * `scopes` going from null to [] (seen with provider 1.84.1, 2026-11-23).
 */
export const driftedGrant: Rule = {
  id: 'drifted-grant',
  waivable: true,
  about: 'plan',
  stack: ({ org, tenant, stackName, stack, planned: file }) => {
    if (stack === undefined || file?.kind !== 'plan') return [];
    const { plan } = file;
    const { clients, roles, divisions } = stack.claims;
    const claims = new Map([...divisions, ...roles, ...clients].map((claim) => [claim.address, claim]));
    const kept = new Map<string, ReadonlySet<string> | undefined>();
    const found = plan.drift.flatMap((change) => {
      const { address } = change;
      // Once for each address: a plan can say very often that something large has changed.
      if (!kept.has(address)) kept.set(address, planned(plan, claims.get(address), change));
      const isEnded = !claims.has(address) && !plan.plannedAt.has(address);
      return drifted(change, kept.get(address), isEnded).map((what) => ({ change, what }));
    });
    if (found.length === 0) return [];
    const conceal = concealed(plan);
    return found.map(({ change: { address }, what }): Finding => {
      const said = `${address} ${conceal(what)}`;
      return {
        rule: 'drifted-grant',
        org: org.org.id,
        tenant: tenant?.id,
        subject: `${stackName} ${said}`,
        values: { stack: stackName, what: said },
        at: [{ kind: 'plan', file: file.file, address }],
        because: [],
      };
    });
  },
};

/**
 * What a plan makes of what it found changed; undefined where it does not say (`-refresh-only`), or only repeats what it found, as it does of
 * changes that the files ignore.
 */
function planned(
  plan: Plan,
  claim: Declared | undefined,
  { type, address }: ResourceChange,
): ReadonlySet<string> | undefined {
  if (!plan.changeAt.has(address) || (claim && ignoresAccess(claim))) return undefined;
  return authority(type, plan.plannedAt.get(address)?.values);
}

/**
 * A change that the plan keeps was declared since, or ended with what it was about: only one that applying the plan undoes is drift. So is what was
 * deleted none where the files do not have it any more either: nothing makes it anew.
 */
function drifted(
  { type, before, after, actions }: ResourceChange,
  kept: ReadonlySet<string> | undefined,
  isEnded: boolean,
): string[] {
  if (!carriesAuthority(type)) return [];
  if (actions.includes('delete') || after === undefined)
    return isEnded ? [] : ['was deleted outside Terraform'];
  const [was, is] = [authority(type, before), authority(type, after)];
  const gained = [...is].filter((item) => !was.has(item)).sort();
  const lost = [...was].filter((item) => !is.has(item)).sort();
  const isUndone =
    gained.some((item) => kept?.has(item) !== true) || lost.some((item) => kept?.has(item) !== false);
  if (!isUndone) return [];
  // All of it is in the text, and so in the subject: a waiver covers this change and no other, and none what is not told.
  const parts = [
    ...(gained.length > 0 ? [`now has ${gained.map(told).join(', ')}`] : []),
    ...(lost.length > 0 ? [`no longer has ${lost.map(told).join(', ')}`] : []),
  ];
  return [`was changed outside Terraform: it ${parts.join(' and ')}`];
}

/**
 * An item without what stands in an object or a list, where the provider has a text: no one knows what that is, and it may be a secret. What a grant has, and
 * how a permission is bound, is told whatever it looks like.
 */
function told(item: string): string {
  const { 1: what, 2: json } = /^(the (?:grant|scope|redirect)|[a-z_]+) ([[{].*)/su.exec(item) ?? [];
  return json === undefined || isOfGrant(JSON.parse(json)) ? item : `${what} ${instead}`;
}

const isOfGrant = (value: unknown): boolean =>
  isObject(value) &&
  Object.entries(value).every(
    ([name, inner]) =>
      ['role_id', 'division_id'].includes(name) && (inner === null || typeof inner !== 'object'),
  );

const carriesAuthority = (type: string): boolean =>
  ['genesyscloud_oauth_client', 'genesyscloud_auth_role', 'genesyscloud_auth_division'].includes(type);

/** What of an object decides about access, each in words. */
function authority(type: string, values: JsonObject | undefined): ReadonlySet<string> {
  if (values === undefined) return new Set();
  const said = (name: string): string => `${name} ${canonicalJson(values[name] ?? null)}`;
  switch (type) {
    case 'genesyscloud_oauth_client':
      return new Set([
        ...grantsOf(values),
        ...['state', 'authorized_grant_type'].map(said),
        ...(values['id'] ? [said('id')] : []),
        ...items(values['scopes']).map((scope) => `the scope ${canonicalJson(scope)}`),
        ...items(values['registered_redirect_uris']).map((uri) => `the redirect ${canonicalJson(uri)}`),
      ]);
    case 'genesyscloud_auth_role': {
      const permissions = plannedPermissions(values);
      const policies = [...items(values['permission_policies']), ...items(values['permissions'])];
      return new Set([
        ...(permissions ?? policies.map(canonicalJson)).map((item) => `the permission ${item}`),
        ...(values['default_role_id'] ? [said('default_role_id')] : []),
      ]);
    }
    default:
      return new Set([said('id'), said('name'), said('home')]);
  }
}

const grantsOf = (values: JsonObject): readonly string[] => items(values['roles']).map(grantText);

const items = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];

function grantText(grant: unknown): string {
  const { role_id: role, division_id: division } = isObject(grant) ? grant : {};
  return typeof role === 'string' &&
    (typeof division === 'string' || division === null || division === undefined)
    ? `the role ${role} in ${division || 'the home division'}`
    : `the grant ${canonicalJson(grant)}`;
}
