import type { Org } from '../../manifest/model';
import type { Catalog } from '../../manifest/schema/catalog';
import { type Check, check } from '../check';
import type { Reader } from '../pages';
import { okBody, shown, textAt, valueAt } from '../reply';

/** Whether this is the org that the catalogue is of. */
export const organizationCheck = (org: Org, api: Reader): Promise<Check> =>
  idCheck('organization', '/api/v2/organizations/me', ({ organization }) => organization.id, org, api);

/** Whether home is the division that the catalogue says: a grant there opens what is nobody's, and only the catalogue keeps tenants out of it. */
export const homeDivisionCheck = (org: Org, api: Reader): Promise<Check> =>
  idCheck('home-division', '/api/v2/authorization/divisions/home', (said) => said.homeDivisionId, org, api);

async function idCheck(
  name: string,
  path: string,
  saidBy: (catalog: Catalog) => string,
  org: Org,
  api: Reader,
): Promise<Check> {
  const catalog = org.catalog?.content;
  const reply = await api.call('GET', path);
  const id = textAt(okBody(reply), 'id');
  if (id === undefined) return check(name, org.id, 'unreadable', 'its id', shown(reply));
  if (catalog === undefined || catalog.demonstration === true)
    return check(name, org.id, 'match', 'any: the catalogue is of no real org', id);
  const said = saidBy(catalog);
  return check(name, org.id, said.toLowerCase() === id.toLowerCase() ? 'match' : 'foreign', said, id);
}

/** Genesys adds new permissions to roles by itself where this is on: then no role stays what was reviewed. */
export async function backfillCheck(api: Reader): Promise<Check> {
  const reply = await api.call('GET', '/api/v2/authorization/roles/settings');
  const backfill = valueAt(okBody(reply), 'backfillEnabled');
  const expected = 'off: roles hold what the manifest says';
  return typeof backfill !== 'boolean'
    ? check('role-backfill', 'setting', 'unreadable', expected, shown(reply))
    : check('role-backfill', 'setting', backfill ? 'extra' : 'match', expected, backfill ? 'on' : 'off');
}
