import type { RoleKey } from '../manifest/ids';
import { clientLogicalId, divisionKeyOf, roleLogicalId } from '../manifest/names';
import type { Declared } from '../proof/declared';
import type { Finding, Place } from '../proof/finding';
import type { OrgModel, TenantModel } from '../proof/model';
import { inOrg, inTenant } from '../proof/places';
import type { Step } from '../proof/step';

const said = (place: Place): Step => ({ kind: 'manifest', text: 'what the manifest says of it', place });

/** What the manifest says at the finding's places within it. A file of it as a whole says little. */
export const saidOf = ({ at }: Finding): Step[] =>
  at.filter((place) => place.kind === 'manifest' && place.path.length > 0).map(said);

/** The same or, where there is none, what it says of what the resource is made from. */
export function declaredBy(
  finding: Finding,
  resource: Declared | undefined,
  owner: TenantModel | undefined,
  org: OrgModel,
): Step[] {
  const steps = saidOf(finding);
  if (steps.length > 0) return steps;
  const made = resource && madeFrom(resource, owner, org);
  if (made) return [said(made)];
  return finding.at.flatMap((place): Step[] =>
    place.kind === 'manifest'
      ? [{ kind: 'manifest', text: 'what it is held against as a whole', place }]
      : [],
  );
}

/**
 * Where the manifest says what a resource is made from, whose name follows from it; undefined for one that it makes nothing of.
 * @param owner Whose stack has the resource; undefined for the foundation.
 */
function madeFrom(
  { type, name }: Declared,
  owner: TenantModel | undefined,
  { org }: OrgModel,
): Place | undefined {
  switch (type) {
    case 'genesyscloud_auth_role': {
      const role = Object.keys(org.config.roles).find((key) => roleLogicalId(key as RoleKey) === name);
      return owner === undefined && role !== undefined ? inOrg(org, 'roles', role) : undefined;
    }
    case 'genesyscloud_auth_division': {
      const division = divisionKeyOf(name);
      return owner && division !== undefined && Object.hasOwn(owner.tenant.config.divisions, division)
        ? inTenant(owner.tenant, 'divisions', division)
        : undefined;
    }
    case 'genesyscloud_oauth_client': {
      const { generations } = owner?.tenant.config.client.credentials ?? { generations: [] };
      return owner && generations.some((generation) => clientLogicalId(generation) === name)
        ? inTenant(owner.tenant, 'client')
        : undefined;
    }
    default:
      return undefined;
  }
}
