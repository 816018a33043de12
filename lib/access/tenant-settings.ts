import type { Org, Tenant } from '../manifest/model';
import type { Change, Effect } from './change';
import { adopted } from './handed-over';

type Setting = readonly [effect: Effect, kind: Change['kind'], text: string];

/** What changes about a tenant that stays, its grants apart. */
export function tenantSettings(org: string, before: Tenant, after: Tenant, head: Org | undefined): Change[] {
  const [was, is] = [before.config, after.config];
  const [had, has] = [was.client, is.client];
  const settings: Setting[] = [
    ...divisions(before, after, head),
    ...lists('scope', had.scopes, has.scopes),
    ...lists(
      'credential generation',
      had.credentials.generations.map(String),
      has.credentials.generations.map(String),
    ),
    ...differing(had.tokenLifetime, has.tokenLifetime, [
      has.tokenLifetime > had.tokenLifetime ? 'new' : 'removed',
      'client',
      `tokens live ${has.tokenLifetime} s instead of ${had.tokenLifetime} s`,
    ]),
    ...differing(had.state, has.state, [
      has.state === 'active' ? 'new' : 'removed',
      'client',
      `the client is ${has.state}, and was ${had.state}`,
    ]),
    ...differing(had.grantType, has.grantType, [
      'new',
      'client',
      `tokens are obtained by ${has.grantType} instead of ${had.grantType}`,
    ]),
    ...differing(had.credentials.current, has.credentials.current, [
      'neutral',
      'client',
      `generation ${has.credentials.current} is current instead of ${had.credentials.current}`,
    ]),
    ...differing(was.owner, is.owner, [
      'neutral',
      'client',
      `${is.owner} answers for it instead of ${was.owner}`,
    ]),
    ...differing(had.description, has.description, ['neutral', 'client', 'the client’s description changes']),
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

const differing = (was: unknown, is: unknown, setting: Setting): Setting[] => (was === is ? [] : [setting]);

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
