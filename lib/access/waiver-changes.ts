import type { Org } from '../manifest/model';
import type { Change, Effect } from './change';
import { change } from './org-change';

/** Waivers that appear, disappear, hold longer or say otherwise why. */
export function waiverChanges(org: string, base: Org | undefined, head: Org | undefined): Change[] {
  const keyed = (one: Org | undefined) =>
    new Map(
      (one?.waivers?.entries ?? []).map((waiver) => [
        `${waiver.rule}${waiver.tenant === undefined ? '' : ` of ${waiver.tenant}`}: ${waiver.subject}`,
        waiver,
      ]),
    );
  const [was, is] = [keyed(base), keyed(head)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key): Change[] => {
    const [old, now] = [was.get(key), is.get(key)];
    const tenants = (now ?? old)?.tenant;
    const told = (effect: Effect, text: string): Change[] => [
      { ...change(effect, org, text), kind: 'waiver', tenants: tenants === undefined ? [] : [tenants] },
    ];
    if (old === undefined)
      return told('new', `waived until ${now?.expires}: ${key}: ${now?.reason} (${now?.owner})`);
    if (now === undefined) return told('removed', `no longer waived: ${key}`);
    // All of it: a waiver that is renewed for another reason is another exception.
    const changed = [
      ...(now.expires === old.expires ? [] : [`holds until ${now.expires} instead of ${old.expires}`]),
      ...(now.reason === old.reason ? [] : [`has another reason: ${now.reason} instead of ${old.reason}`]),
      ...(now.owner === old.owner ? [] : [`is answered for by ${now.owner} instead of ${old.owner}`]),
    ];
    return changed.length === 0
      ? []
      : told(now.expires > old.expires ? 'new' : 'neutral', `the waiver of ${key} ${changed.join('; ')}`);
  });
}
