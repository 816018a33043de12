import type { Because } from '../../proof/finding';
import type { NamedGrant } from '../../proof/finding-values';
import type { Spot } from '../body';
import type { Client, Grant } from '../client';
import type { Role } from '../role';
import type { TrailStep } from '../trail';
import { finding, type HclFinding, type HclFindingOf, type HclValues, placeOf } from './finding';

/** What keeps a client's grants from being contained in the divisions and roles that the configuration makes. */
export function grantFindings(client: Client, roles: ReadonlyMap<string, Role>): HclFinding[] {
  return client.grants.flatMap((grant) => [
    ...divisionFindings(client, grant),
    ...roleFindings(client, grant, roles),
  ]);
}

function divisionFindings(client: Client, grant: Grant): HclFinding[] {
  const { division } = grant;
  const named = namedGrant(client, grant);
  switch (division.kind) {
    case 'made':
      return [];
    case 'home':
      return [about(client, grant, 'home-division', { ...named, how: division.how })];
    case 'all':
      return [about(client, grant, 'all-divisions', named)];
    case 'unowned':
      return [about(client, grant, 'unowned-division', { ...named, what: division.what })];
    case 'unproven':
      return [about(client, grant, 'unproven-division', { ...named, reason: division.reason })];
  }
}

function roleFindings(client: Client, grant: Grant, roles: ReadonlyMap<string, Role>): HclFinding[] {
  const { role } = grant;
  const named = namedGrant(client, grant);
  if (role.kind === 'unproven')
    return [about(client, grant, 'unproven-role', { ...named, reason: role.reason })];
  const beyond = roles.get(role.role.address)?.beyond;
  if (beyond === undefined) return [];
  const { reason, spot } = beyond;
  return [about(client, grant, 'unproven-role', { ...named, reason }, spot)];
}

type GrantRule =
  | 'home-division'
  | 'all-divisions'
  | 'unowned-division'
  | 'unproven-division'
  | 'unproven-role';

const namedGrant = ({ resource }: Client, { roleText, divisionText }: Grant): NamedGrant => ({
  client: resource.address,
  role: roleText,
  division: divisionText,
});

function about<Id extends GrantRule>(
  { resource }: Client,
  grant: Grant,
  rule: Id,
  values: HclValues[Id],
  ...further: readonly Spot[]
): HclFindingOf<Id> {
  const { roleText: role, divisionText: division } = grant;
  const step = ({ text, spot }: TrailStep): Because => ({ text, place: placeOf(spot) });
  const isRole = rule === 'unproven-role';
  const because: Because[] = [
    { text: `resource ${resource.address}`, place: placeOf(resource.block.spot) },
    { text: `role_id = ${role}`, place: placeOf(grant.spot) },
    ...grant.roleTrail.map(step),
    { text: `division_id = ${division}`, place: placeOf(grant.divisionSpot) },
    ...grant.divisionTrail.map(step),
  ];
  const subject = `${resource.address} grant ${role} in ${division}`;
  const spot = isRole ? grant.spot : grant.divisionSpot;
  const through = (isRole ? grant.roleTrail : grant.divisionTrail).map((one) => one.spot);
  return { ...finding(rule, subject, values, spot, ...through, ...further), because };
}
