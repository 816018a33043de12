import { sameJson } from '../json/plain';
import type { Org } from '../manifest/model';
import type { Change } from './change';
import { change } from './org-change';

/**
 * A permission that the catalogue no longer calls division-aware acts in the whole org, with the same grants as before. One that it calls
 * so from now on needs no waiver any more, for whoever is granted it: the catalogue is taken for true, so people must see that. Where there was
 * none before, it was silent of all of them.
 */
export function catalogChanges(base: Org, head: Org): Change[] {
  const [was, is] = [base.catalog?.content, head.catalog?.content];
  if (is === undefined) return was === undefined ? [] : [change('new', head.id, 'the catalogue is gone')];
  const held = new Set(Object.values(head.config.roles).flatMap(({ permissions }) => permissions));
  const told = (text: string): Change => change('new', head.id, text);
  const narrowed = Object.keys(is.permissions)
    .filter((name) => is.permissions[name] && !(was?.permissions[name] ?? !held.has(name)))
    .sort();
  const stop =
    narrowed.length > 0
      ? [told(`the catalogue says now that ${narrowed.join(', ')} stops at divisions`)]
      : [];
  if (was === undefined)
    return [...stop, change('neutral', head.id, `the catalogue is of ${is.date} instead of none`)];
  const spread = [...held]
    .filter((name) => (was.permissions[name] ?? true) && is.permissions[name] === false)
    .sort();
  const changes = [
    ...(spread.length > 0
      ? [told(`the catalogue says that ${spread.join(', ')} acts in the whole org`)]
      : []),
    ...stop,
    ...(was.homeDivisionId === is.homeDivisionId
      ? []
      : [told(`the home division is ${is.homeDivisionId} instead of ${was.homeDivisionId}`)]),
    ...(was.organization.id === is.organization.id
      ? []
      : [told(`the catalogue is of another organization: ${is.organization.id}`)]),
  ];
  if (was.date !== is.date)
    return [...changes, change('neutral', head.id, `the catalogue is of ${is.date} instead of ${was.date}`)];
  // A snapshot of a day never changes: somebody wrote in it. Its region is told as the org's.
  return changes.length > 0 || sameJson({ ...was, region: is.region }, is)
    ? changes
    : [change('neutral', head.id, `the catalogue is still of ${is.date}, and is another one`)];
}
