import type { Because, Finding } from '../../proof/finding';
import type { Client, Grant } from '../client';
import type { Role } from '../role';
import type { TrailStep } from '../trail';
import { finding, placeOf } from './finding';

/** What keeps a client's grants from being contained in the divisions and roles that the configuration makes. */
export function grantFindings(client: Client, roles: ReadonlyMap<string, Role>): Finding[] {
  return client.grants.flatMap((grant) => [
    ...divisionFindings(client, grant),
    ...roleFindings(client, grant, roles),
  ]);
}

function divisionFindings(client: Client, grant: Grant): Finding[] {
  const { division } = grant;
  switch (division.kind) {
    case 'made':
      return [];
    case 'home':
      return [about(client, grant, 'home-division', { how: division.how })];
    case 'all':
      return [about(client, grant, 'all-divisions', {})];
    case 'unowned':
      return [about(client, grant, 'unowned-division', { what: division.what })];
    case 'unproven':
      return [about(client, grant, 'unproven-division', { reason: division.reason })];
  }
}

function roleFindings(client: Client, grant: Grant, roles: ReadonlyMap<string, Role>): Finding[] {
  const { role } = grant;
  if (role.kind === 'unproven') return [about(client, grant, 'unproven-role', { reason: role.reason })];
  const beyond = roles.get(role.role.address)?.beyond;
  return beyond === undefined ? [] : [about(client, grant, 'unproven-role', { reason: beyond })];
}

type GrantRule =
  | 'home-division'
  | 'all-divisions'
  | 'unowned-division'
  | 'unproven-division'
  | 'unproven-role';

function about({ resource }: Client, grant: Grant, rule: GrantRule, more: Record<string, string>): Finding {
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
  const values = { client: resource.address, role, division, ...more };
  const subject = `${resource.address} grant ${role} in ${division}`;
  const spot = isRole ? grant.spot : grant.divisionSpot;
  const through = (isRole ? grant.roleTrail : grant.divisionTrail).map((one) => one.spot);
  return { ...finding(rule, subject, values, spot, ...through), because };
}
