import type { DivisionKey } from '../../manifest/ids';
import type { Org, Tenant } from '../../manifest/model';
import { divisionName } from '../../manifest/names';
import { type Check, check } from '../check';
import { clientNames, type LiveDivision } from '../expected';
import type { LiveOrg } from './live-org';

/** The tenant's divisions: there, gone, or renamed. */
export function divisionChecks(org: Org, tenant: Tenant, live: LiveOrg): readonly Check[] {
  const present = live.divisions.all.flatMap((division) =>
    division.owner.kind === 'tenant' && division.owner.tenant === tenant.id
      ? [named(org, tenant, division, division.owner.key)]
      : [],
  );
  const absent = live.divisions.absent
    .filter((one) => one.owner === tenant.id)
    .map(({ key, known }) =>
      check(
        'division',
        `${tenant.id}/${key}`,
        'missing',
        `a division ${known}`,
        inItsPlace(org, tenant, live),
      ),
    );
  return [...present, ...absent];
}

/** Shared divisions are nobody's, so they are the org's to miss. */
export const sharedDivisionChecks = (org: Org, { divisions }: LiveOrg): readonly Check[] =>
  Object.entries(org.config.sharedDivisions).map(([key, { id }]) => {
    const there = divisions.all.some(({ owner }) => owner.kind === 'shared' && owner.key === key);
    return check(
      'division',
      `shared ${key}`,
      there ? 'match' : 'missing',
      `a division ${id}`,
      there ? id : 'none',
    );
  });

/** A division that is created, or managed once it was adopted, keeps the name that the manifest gives it. */
function named(org: Org, tenant: Tenant, { id, name }: LiveDivision, key: string): Check {
  const subject = `${tenant.id}/${key}`;
  const config = tenant.config.divisions[key as DivisionKey];
  const own =
    config !== undefined && 'id' in config && config.manage
      ? (config.name ?? divisionName(org.config.divisionNames, org.id, tenant.id, key as DivisionKey))
      : undefined;
  return own === undefined || own === name
    ? check('division', subject, 'match', 'one division', id)
    : check('division', subject, 'extra', `the name ${JSON.stringify(own)}`, JSON.stringify(name));
}

/** Which unknown divisions the tenant's clients are granted: the one that is gone may be among them, under another name. */
function inItsPlace(org: Org, tenant: Tenant, { divisions, clients }: LiveOrg): string {
  const names = clientNames(org, tenant);
  const granted = new Set(
    clients
      .filter(({ name }) => names.includes(name))
      .flatMap(({ grants }) => grants.map(({ divisionId }) => divisionId)),
  );
  const strange = divisions.all.filter(({ id, owner }) => owner.kind === 'unmanaged' && granted.has(id));
  return strange.length > 0
    ? `none; its clients are granted ${strange.map(({ id, name }) => `${JSON.stringify(name)} (${id})`).join(', ')}: renamed?`
    : 'none';
}
