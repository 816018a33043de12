import type { Org, Tenant } from '../manifest/model';
import type { Change } from './change';
import { adopted } from './handed-over';
import { listed, type Pair } from './movement';

/** Tenants let into a shared division, with what they are granted there; tenants that leave it; and why it is shared, where that is told otherwise. */
export function sharedChanges(base: Org, head: Org, pairs: readonly Pair[]): Change[] {
  const names = [
    ...new Set([...Object.keys(base.config.sharedDivisions), ...Object.keys(head.config.sharedDivisions)]),
  ].sort();
  return names.flatMap((division) => {
    const was = sharedWith(base, division);
    const is = sharedWith(head, division);
    const [old, now] = [new Set(was?.tenants), new Set(is?.tenants)];
    const moved =
      is?.id !== undefined && was?.id !== undefined && is.id.toLowerCase() !== was.id.toLowerCase();
    return [
      ...pairs
        .filter(({ id, before }) => before && now.has(id) && !old.has(id))
        .map(({ id, before, after, moved: movement }): Change => {
          const opened = movement.takeIn('opened', division);
          // Not what opened alone: it may have had a division of its own under the same key, with the same grants.
          const granted = listed(rolesIn(after, division));
          const itself = before !== undefined && adopted(before, division)?.id === is?.id.toLowerCase();
          const had = before !== undefined && Object.hasOwn(before.config.divisions, division);
          const what = itself
            ? `the own division ${division} of ${id} becomes a shared one`
            : `${id} is let into the shared division ${division}${had ? ' instead of its own' : ''}`;
          const text = `${what}${granted ? ` with ${granted}` : ', where nothing is granted to it yet'}`;
          return {
            effect: itself && opened.length === 0 ? 'neutral' : 'new',
            kind: 'shared-division',
            org: head.id,
            tenants: [id],
            text,
            opened,
            closed: [],
          };
        }),
      ...pairs
        .filter(({ id, after }) => after && old.has(id) && !now.has(id))
        .map(
          ({ id, moved: movement }): Change => ({
            effect: 'removed',
            kind: 'shared-division',
            org: head.id,
            tenants: [id],
            text: `${id} leaves the shared division ${division}`,
            opened: [],
            closed: movement.takeIn('closed', division),
          }),
        ),
      ...(moved
        ? [
            {
              effect: 'new',
              kind: 'shared-division',
              org: head.id,
              tenants: is?.tenants ?? [],
              text: `the shared division ${division} is another one: ${is?.id} instead of ${was?.id}`,
              opened: [],
              closed: [],
            } satisfies Change,
          ]
        : []),
      ...(was !== undefined && is !== undefined && was.reason !== is.reason
        ? [
            {
              effect: 'neutral',
              kind: 'shared-division',
              org: head.id,
              tenants: is.tenants,
              text: `the shared division ${division} has another reason: ${is.reason} instead of ${was.reason}`,
              opened: [],
              closed: [],
            } satisfies Change,
          ]
        : []),
    ];
  });
}

const rolesIn = (tenant: Tenant | undefined, division: string): readonly string[] =>
  tenant?.config.client.grants.flatMap(({ role, divisions }) =>
    divisions.some((one) => one === division) ? [role] : [],
  ) ?? [];
const sharedWith = ({ config }: Org, division: string) =>
  Object.hasOwn(config.sharedDivisions, division) ? config.sharedDivisions[division] : undefined;
