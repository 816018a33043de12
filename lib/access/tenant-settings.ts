import type { Org, Tenant } from '../manifest/model';
import type { Change, Effect } from './change';
import { adopted } from './handed-over';

type Setting = readonly [effect: Effect, kind: Change['kind'], text: string];

/** What changes about a tenant that stays, its grants apart. */
export function tenantSettings(
  org: string,
  before: Tenant,
  after: Tenant,
  head: Org | undefined = undefined,
): Change[] {
  const [was, is] = [before.config, after.config];
  const settings: Setting[] = [
    ...divisions(before, after, head),
    ...lists('scope', was.client.scopes, is.client.scopes),
    ...lists(
      'credential generation',
      was.client.credentials.generations.map(String),
      is.client.credentials.generations.map(String),
    ),
    ...(was.client.tokenLifetime === is.client.tokenLifetime
      ? []
      : [
          [
            is.client.tokenLifetime > was.client.tokenLifetime ? 'new' : 'removed',
            'client',
            `tokens live ${is.client.tokenLifetime} s instead of ${was.client.tokenLifetime} s`,
          ] as const,
        ]),
    ...(was.client.state === is.client.state
      ? []
      : [
          [
            is.client.state === 'active' ? 'new' : 'removed',
            'client',
            `the client is ${is.client.state}, and was ${was.client.state}`,
          ] as const,
        ]),
    ...(was.client.grantType === is.client.grantType
      ? []
      : [
          [
            'new',
            'client',
            `tokens are obtained by ${is.client.grantType} instead of ${was.client.grantType}`,
          ] as const,
        ]),
    ...(was.client.credentials.current === is.client.credentials.current
      ? []
      : [
          [
            'neutral',
            'client',
            `generation ${is.client.credentials.current} is current instead of ${was.client.credentials.current}`,
          ] as const,
        ]),
    ...(was.owner === is.owner
      ? []
      : [['neutral', 'client', `${is.owner} answers for it instead of ${was.owner}`] as const]),
    ...(was.client.description === is.client.description
      ? []
      : [['neutral', 'client', 'the client’s description changes'] as const]),
  ];
  return settings.map(([effect, kind, text]) => ({
    effect,
    kind,
    org,
    tenants: [after.id],
    text: `${after.id}: ${text}`,
    opened: [],
    closed: [],
  }));
}

function lists(what: string, was: readonly string[], is: readonly string[]): Setting[] {
  const [old, now] = [new Set(was), new Set(is)];
  const gained = [...now].filter((item) => !old.has(item)).sort();
  const lost = [...old].filter((item) => !now.has(item)).sort();
  const plural = (items: readonly string[]): string =>
    `${what}${items.length === 1 ? '' : 's'} ${items.join(', ')}`;
  return [
    ...(gained.length > 0 ? [['new', 'client', `gains the ${plural(gained)}`] as const] : []),
    ...(lost.length > 0 ? [['removed', 'client', `loses the ${plural(lost)}`] as const] : []),
  ];
}

/** A key that means another division than before is access to another division. */
function divisions(before: Tenant, after: Tenant, head: Org | undefined): Setting[] {
  const [was, is] = [before.config.divisions, after.config.divisions];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return keys.flatMap((key): Setting[] => {
    const [had, has] = [adopted(before, key), adopted(after, key)];
    const [old, now] = [had?.id, has?.id];
    // That it is shared now stands among the shared divisions.
    if (!Object.hasOwn(is, key) && had?.manage === false && old === sharedId(head, after, key)) return [];
    if (!Object.hasOwn(is, key)) return [['removed', 'division', `no longer has the division ${key}`]];
    if (!Object.hasOwn(was, key))
      return [
        [
          now === undefined ? 'neutral' : 'new',
          'division',
          now === undefined ? `has a new division ${key}` : `adopts the division ${now} as ${key}`,
        ],
      ];
    if (old !== now)
      return [
        [
          'new',
          'division',
          `the division ${key} is another one: ${now ?? 'a new one'} instead of ${old ?? 'the one that its stack made'}`,
        ],
      ];
    return had && has ? management(key, had, has) : [];
  });
}

type Adopted = NonNullable<ReturnType<typeof adopted>>;

/** Whether the stack manages an adopted division, and how it names it. */
function management(key: string, had: Adopted, has: Adopted): Setting[] {
  const told = (text: string): Setting[] => [['neutral', 'division', `the division ${key} ${text}`]];
  const named = ({ name }: Adopted): string => name ?? 'a derived name';
  if (!had.manage && has.manage) return told(`is managed now, under ${named(has)}`);
  // That it is managed no more stands among what has to leave a state.
  return has.manage && had.name !== has.name
    ? told(`is renamed: ${named(has)} instead of ${named(had)}`)
    : [];
}

const sharedId = (head: Org | undefined, { id }: Tenant, key: string): string | undefined => {
  const all = head?.config.sharedDivisions ?? {};
  const shared = Object.hasOwn(all, key) ? all[key] : undefined;
  return shared?.tenants.includes(id) ? shared.id.toLowerCase() : undefined;
};
