import { canonicalJson } from '../json/plain';
import type { Finding } from '../proof/finding';
import { stacksOf } from '../proof/model';
import { plannedPermissions } from '../proof/planned-stack';
import { planOf } from '../proof/plans';
import type { Rule } from '../proof/rule';
import type { JsonObject, ResourceChange } from '../terraform/plan';

/**
 * Nobody changed grants or permissions outside Terraform. An entry in `resource_drift` alone is none: after every create it lists
 * `scopes` going from null to [] (seen with provider 1.84.1, 2026-11-23).
 */
export const driftedGrant: Rule = {
  id: 'drifted-grant',
  waivable: true,
  about: 'plan',
  check: (model) =>
    model.orgs.flatMap((org) =>
      stacksOf(org).flatMap(({ stack, tenant }) => {
        const plan = planOf(model.plans, stack.name);
        const file = `${model.plans?.shown ?? ''}/${stack.name}.json`;
        return (plan?.drift ?? []).flatMap((change) =>
          drifted(change).map(
            (what): Finding => ({
              rule: 'drifted-grant',
              org: org.org.id,
              tenant: tenant?.id,
              subject: `${stack.name} ${change.address} ${what}`,
              values: { stack: stack.name, what: `${change.address} ${what}` },
              at: [{ kind: 'plan', file, address: change.address }],
              because: [],
            }),
          ),
        );
      }),
    ),
};

function drifted({ type, before, after, actions }: ResourceChange): string[] {
  if (!carriesAuthority(type)) return [];
  if (actions.includes('delete') || after === undefined) return ['was deleted outside Terraform'];
  return authority(type, before) === authority(type, after) ? [] : ['was changed outside Terraform'];
}

const carriesAuthority = (type: string): boolean =>
  ['genesyscloud_oauth_client', 'genesyscloud_auth_role', 'genesyscloud_auth_division'].includes(type);

/** What of an object decides about access, in one text; sets in any order are the same. */
function authority(type: string, values: JsonObject | undefined): string {
  if (values === undefined) return '';
  switch (type) {
    case 'genesyscloud_oauth_client':
      return canonicalJson([sorted(values['roles']), values['state'], values['authorized_grant_type']]);
    case 'genesyscloud_auth_role':
      return canonicalJson([
        plannedPermissions(values) ?? values['permission_policies'],
        values['default_role_id'] || null,
      ]);
    default:
      return canonicalJson([values['id'], values['name'], values['home']]);
  }
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(canonicalJson).sort() : (value ?? []);
