import { parsePermission, permissionsMeantBy } from '../genesys/permissions';
import { defaultRoles, homeName } from './default-org';
import { SeedError } from './seed-error';
import type { Seed } from './seed-file';

/** What the API would refuse one by one is no org either. @throws SeedError that tells all contradictions, a line each */
export function demandConsistent(seed: Seed): void {
  const { organization = {}, divisions = [], roles = [], clients = [], users = [], groups = [] } = seed;
  const { queues = [], conversations = [], awareness = {} } = seed;
  const limit = organization.divisionsLimit ?? 50;
  const flaws = [
    ...doubles('divisions have the id', [organization.homeDivisionId, ...divisions.map(({ id }) => id)]),
    ...doubles('divisions have the name', [homeName, ...divisions.map(({ name }) => name)], fold),
    ...doubles('roles have the id', idsOf(roles)),
    ...doubles(
      'roles have the name',
      [...defaultRoles, ...roles].map(({ name }) => name),
      fold,
    ),
    // All three hold grants, and a grant names its holder by the id alone.
    ...doubles('clients, users or groups have the id', idsOf([...clients, ...users, ...groups])),
    ...doubles('queues have the id', idsOf(queues)),
    ...doubles('conversations have the id', idsOf(conversations)),
    ...[
      ...divisions,
      ...roles,
      ...clients,
      ...users,
      ...groups,
      ...queues,
      ...conversations,
      { id: organization.homeDivisionId },
    ]
      .filter(({ id }) => id === '*')
      .map(() => '"*" is no id: it stands for all divisions.'),
    ...(divisions.length + 1 > limit
      ? [
          `${divisions.length + 1} divisions, with Home, are more than the limit of ${limit} (organization.divisionsLimit).`,
        ]
      : []),
    ...[...roles.flatMap(({ permissions }) => permissions), ...Object.keys(awareness)]
      .filter((permission) => permissionsMeantBy(permission).length === 0)
      .map((permission) =>
        parsePermission(permission) === undefined
          ? `${JSON.stringify(permission)} is no permission.`
          : `${JSON.stringify(permission)} is no permission of the catalogue.`,
      ),
    ...conversations
      .filter(({ start, end }) => Date.parse(end) < Date.parse(start))
      .map(({ start }) => `The conversation of ${start} ends before it begins.`),
  ];
  if (flaws.length > 0) throw new SeedError([...new Set(flaws)].join('\n'));
}

const fold = (name: string): string => name.toLowerCase();
const idsOf = (objects: readonly { readonly id?: string | undefined }[]): readonly (string | undefined)[] =>
  objects.map(({ id }) => id);

/** What is there twice, told as it is written the second time. */
function doubles(
  what: string,
  texts: readonly (string | undefined)[],
  key: (text: string) => string = (text) => text,
): readonly string[] {
  const known = new Set<string>();
  return texts.flatMap((text) => {
    if (text === undefined) return [];
    if (known.has(key(text))) return [`Two ${what} ${JSON.stringify(text)}.`];
    known.add(key(text));
    return [];
  });
}
