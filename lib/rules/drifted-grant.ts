import { canonicalJson, isObject } from '../json/plain';
import { concealed } from '../proof/conceal';
import type { Finding } from '../proof/finding';
import { plannedPermissions } from '../proof/planned-values';
import type { Rule } from '../proof/rule';
import type { JsonObject, Plan, ResourceChange } from '../terraform/plan';

/**
 * Nobody changed grants or permissions outside Terraform. An entry in `resource_drift` alone is none: after every create it lists
 * `scopes` going from null to [] (seen with provider 1.84.1, 2026-11-23).
 */
export const driftedGrant: Rule = {
  id: 'drifted-grant',
  waivable: true,
  about: 'plan',
  stack: ({ org, tenant, stackName, stack, planned }) => {
    if (stack === undefined || planned?.kind !== 'plan') return [];
    const { plan } = planned;
    const found = plan.drift.flatMap((change) => drifted(change, plan).map((what) => ({ change, what })));
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
        at: [{ kind: 'plan', file: planned.file, address }],
        because: [],
      };
    });
  },
};

function drifted({ type, address, before, after, actions }: ResourceChange, plan: Plan): string[] {
  if (!carriesAuthority(type)) return [];
  if (actions.includes('delete') || after === undefined) return ['was deleted outside Terraform'];
  const [was, is] = [authority(type, before), authority(type, after)];
  const gained = [...is].filter((item) => !was.has(item)).sort();
  const given = grantsOf(plan.plannedAt.get(address)?.values);
  const grants = grantsOf(before);
  // A grant that is gone, and that the files do not have either, ended with its role, or is to end: nothing is undone.
  const isWanted = (item: string): boolean => !grants.has(item) || given.has(item);
  const lost = [...was].filter((item) => !is.has(item) && isWanted(item)).sort();
  if (gained.length + lost.length === 0) return [];
  // All of it is in the text, and so in the subject: a waiver covers this change and no other.
  const parts = [
    ...(gained.length > 0 ? [`now has ${gained.join(', ')}`] : []),
    ...(lost.length > 0 ? [`no longer has ${lost.join(', ')}`] : []),
  ];
  return [`was changed outside Terraform: it ${parts.join(' and ')}`];
}

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

const grantsOf = (values: JsonObject | undefined): ReadonlySet<string> =>
  new Set(items(values?.['roles']).map(grantText));

const items = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];

function grantText(grant: unknown): string {
  const { role_id: role, division_id: division } = isObject(grant) ? grant : {};
  return typeof role === 'string' &&
    (typeof division === 'string' || division === null || division === undefined)
    ? `the role ${role} in ${division || 'the home division'}`
    : `the grant ${canonicalJson(grant)}`;
}
