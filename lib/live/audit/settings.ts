import type { Org } from '../../manifest/model';
import { type Check, check } from '../check';
import type { Reader } from '../pages';
import { shown, textAt, valueAt } from '../reply';

/** Whether this is the org that the catalogue is of. */
export async function organizationCheck(org: Org, api: Reader): Promise<Check> {
  const catalog = org.catalog?.content;
  const reply = await api.call('GET', '/api/v2/organizations/me');
  const id = reply.kind === 'answer' && reply.status === 200 ? textAt(reply.body, 'id') : undefined;
  if (id === undefined) return check('organization', org.id, 'unreadable', 'its id', shown(reply));
  if (catalog === undefined || catalog.demonstration === true)
    return check('organization', org.id, 'match', 'any: the catalogue is of no real org', id);
  const same = catalog.organization.id.toLowerCase() === id.toLowerCase();
  return check('organization', org.id, same ? 'match' : 'foreign', catalog.organization.id, id);
}

/** Whether home is the division that the catalogue says: a grant there opens what is nobody's, and only the catalogue keeps tenants out of it. */
export async function homeDivisionCheck({ id: name, catalog }: Org, api: Reader): Promise<Check> {
  const reply = await api.call('GET', '/api/v2/authorization/divisions/home');
  const id = reply.kind === 'answer' && reply.status === 200 ? textAt(reply.body, 'id') : undefined;
  if (id === undefined) return check('home-division', name, 'unreadable', 'its id', shown(reply));
  if (catalog === undefined || catalog.content.demonstration === true)
    return check('home-division', name, 'match', 'any: the catalogue is of no real org', id);
  const { homeDivisionId } = catalog.content;
  const same = homeDivisionId.toLowerCase() === id.toLowerCase();
  return check('home-division', name, same ? 'match' : 'foreign', homeDivisionId, id);
}

/** Genesys adds new permissions to roles by itself where this is on: then no role stays what was reviewed. */
export async function backfillCheck(api: Reader): Promise<Check> {
  const reply = await api.call('GET', '/api/v2/authorization/roles/settings');
  const backfill =
    reply.kind === 'answer' && reply.status === 200 ? valueAt(reply.body, 'backfillEnabled') : undefined;
  const expected = 'off: roles hold what the manifest says';
  return typeof backfill !== 'boolean'
    ? check('role-backfill', 'setting', 'unreadable', expected, shown(reply))
    : check('role-backfill', 'setting', backfill ? 'extra' : 'match', expected, backfill ? 'on' : 'off');
}
