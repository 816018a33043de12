import type { Org, Tenant } from '../manifest/model';
import type { Because, Place } from './finding';
import type { JudgedClient, JudgedGrant, TenantModel } from './model';
import { recent } from './recent';
import { type DivisionValue, showScalar } from './value';

/** A place in a tenant's manifest file. */
export const inTenant = (tenant: Tenant, ...path: (string | number)[]): Place => ({
  kind: 'manifest',
  file: tenant.file,
  path,
});

/** A place in an org's `org.yaml`. */
export const inOrg = (org: Org, ...path: (string | number)[]): Place => ({
  kind: 'manifest',
  file: org.file,
  path,
});

/** A file as a whole. */
export const wholeFile = (file: string, offset?: number): Place => ({
  kind: 'assembly',
  file,
  offset,
});

/** How a grant's role is called in messages and waivers: its template, or the text as written. */
export const roleText = ({ role, claim }: JudgedGrant): string =>
  role.kind === 'template' ? role.role : showScalar(claim.role);

/** How a grant's division is called: its key when it is proved, else what is written. */
export function divisionText({ division, claim }: JudgedGrant): string {
  return division.kind === 'own' || division.kind === 'shared'
    ? division.division
    : showDivision(claim.division);
}

export function showDivision(value: DivisionValue): string {
  switch (value.kind) {
    case 'known':
      return value.text;
    case 'all':
      return '*';
    case 'home':
      return value.spelling;
    default:
      return showScalar(value);
  }
}

/** What is written for a division: a literal that looks like a reference is spelt as the literal that it is. */
export const writtenDivision = (value: DivisionValue): string =>
  value.kind === 'known' ? value.text.replace(/([$%])\{/g, '$1$1{') : showDivision(value);

/** The tuple that names a grant of a client. */
export const grantSubject = (client: JudgedClient, grant: JudgedGrant): string =>
  `${client.claim.name} grant ${roleText(grant)} in ${divisionText(grant)}`;

/** Where the manifest speaks of a grant: the entry of its role, or all grants. */
export function grantPlace({ tenant }: TenantModel, grant: JudgedGrant): Place {
  const index = grant.role.kind === 'template' ? firstOfRole(tenant).get(grant.role.role) : undefined;
  return index === undefined
    ? inTenant(tenant, 'client', 'grants')
    : inTenant(tenant, 'client', 'grants', index);
}

/** Where each role is granted first. Asked for with every grant that is a finding, and a file can grant very many roles. */
const firstOfRole = recent(1, ({ config }: Tenant): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const [index, { role }] of config.client.grants.entries())
    if (!first.has(role)) first.set(role, index);
  return first;
});

/** How a grant came to be judged as it was. */
export function grantChain(client: JudgedClient, grant: JudgedGrant): Because[] {
  return [
    { text: `resource ${client.claim.address}`, place: client.claim.place },
    { text: `role_id = ${showScalar(grant.claim.role)}`, place: grant.claim.place },
    { text: `division_id = ${writtenDivision(grant.claim.division)}`, place: grant.claim.place },
  ];
}
