import fc from 'fast-check';
import { scopeDeficits, scopesNeeded } from '../../lib/genesys/scopes';
import type { OrgInput } from '../support/manifest';
import type { Json } from '../support/write-assembly';

/** Real permissions without any danger in them. */
const pool = [
  'routing:queue:view',
  'routing:queue:edit',
  'analytics:conversationDetail:view',
  'analytics:conversationAggregate:view',
  'routing:wrapupCode:view',
  'outbound:campaign:view',
  'quality:evaluation:view',
  'speechAndTextAnalytics:data:view',
] as const;

const uuid = (seed: number): string =>
  `${seed.toString(16).padStart(8, '0')}-1111-4111-8111-${seed.toString(16).padStart(12, '0')}`;

const states = [
  { backend: 'local' },
  { backend: 's3', bucket: 'states', region: 'eu-west-1', prefix: 'genesys' },
  { backend: 'gcs', bucket: 'states' },
  { backend: 'azurerm', resourceGroupName: 'rg', storageAccountName: 'sa', containerName: 'states' },
  { backend: 'pg' },
  { backend: 'http', address: 'https://state.example.com/genesys' },
  { backend: 'cloud', organization: 'example' },
] as const;

type Org = OrgInput & { org: Json; tenants: Record<string, Json>; catalog: Json };

const tenant = fc.record({
  extra: fc.array(fc.constantFrom('created', 'adopted', 'managed'), { maxLength: 3 }),
  picks: fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
  generations: fc.constantFrom([1, 2], [1], [3, 4]),
  state: fc.constantFrom('active', 'inactive'),
  lifetime: fc.constantFrom('5m', '1h', 3600, '48h'),
  shared: fc.boolean(),
});

const shape = (fewest: number) =>
  fc.record({
    state: fc.constantFrom(...states),
    style: fc.constantFrom('opaque', 'readable'),
    emit: fc.constantFrom('effective', 'always'),
    gateway: fc.boolean(),
    permissions: fc.array(fc.subarray([...pool], { minLength: 1, maxLength: 3 }), {
      minLength: 2,
      maxLength: 4,
    }),
    // Mostly few tenants: many of them show little that two do not.
    tenants: fc.oneof(
      { weight: 3, arbitrary: fc.array(tenant, { minLength: fewest, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.array(tenant, { minLength: fewest, maxLength: 4 }) },
    ),
  });

/**
 * Random compliant manifests of one or two orgs. In the org `demo`, tenants acme and globex with their roles reader and editor, divisions and
 * adoptions are always there, so that every mutation of the corpus applies; everything else varies. The other org has tenants of the same
 * names.
 */
export const compliantOrgs: fc.Arbitrary<Record<string, Org>> = fc
  .tuple(shape(2), fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: shape(1) }))
  .map(([demo, other]) => ({
    demo: orgOf(demo, 1, true),
    ...(other ? { other: orgOf(other, 2000, false) } : {}),
  }));

type Shape = ReturnType<typeof shape> extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** `first` numbers the ids of the org; the `fixed` org is the one that the cases of the rules change. */
function orgOf(
  { state, style, emit, gateway, permissions, tenants }: Shape,
  first: number,
  fixed: boolean,
): Org {
  let seed = first;
  const names = ['acme', 'globex', 'initech', 'umbrella'].slice(0, tenants.length);
  const roles: Json = {};
  for (const [index, list] of permissions.entries()) {
    roles[['reader', 'editor', 'auditor', 'planner'][index] ?? 'x'] = { permissions: list };
  }
  const roleNames = Object.keys(roles);
  const sharing = names.filter((_, index) => tenants[index]?.shared || index < 2);
  const bodies: Record<string, Json> = {};
  for (const [index, name] of names.entries()) {
    const { extra, picks, generations, state: active, lifetime } = tenants[index] as (typeof tenants)[number];
    const divisions: Json =
      fixed && name === 'acme'
        ? {
            voice: {},
            chat: {},
            legacy: { id: uuid(seed++) },
            old: { id: uuid(seed++), manage: true, name: 'Old hall' },
          }
        : fixed && name === 'globex'
          ? { sales: {}, hall: { id: '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d' } }
          : {};
    for (const [position, kind] of extra.entries()) {
      divisions[`extra-${position}`] =
        kind === 'created'
          ? {}
          : { id: uuid(seed++), ...(kind === 'managed' ? { manage: true, name: `Managed ${seed}` } : {}) };
    }
    const reachable = [...Object.keys(divisions), ...(sharing.includes(name) ? ['holidays'] : [])];
    const grants: Json[] = [];
    if (fixed && name === 'acme')
      grants.push(
        { role: 'reader', divisions: ['voice', 'legacy'] },
        { role: 'editor', divisions: ['voice'] },
      );
    if (fixed && name === 'globex') grants.push({ role: 'reader', divisions: ['sales', 'hall'] });
    if (reachable.length === 0) divisions['only'] = {};
    const choices = reachable.length === 0 ? ['only'] : reachable;
    for (const pick of picks) {
      const role = roleNames[pick % roleNames.length] ?? 'reader';
      const division = choices[Math.floor(pick / 7) % choices.length] ?? 'only';
      const taken = grants.some((grant) => grant.role === role && grant.divisions.includes(division));
      if (!taken) grants.push({ role, divisions: [division] });
    }
    const held = grants.flatMap(({ role }) => roles[role].permissions as string[]);
    bodies[name] = {
      owner: `${name}@example.com`,
      divisions,
      client: {
        state: active,
        tokenLifetime: lifetime,
        scopes: [...scopesNeeded(scopeDeficits(held, []))],
        grants,
        credentials: {
          generations: fixed && name === 'acme' ? [1, 2] : generations,
          current: fixed && name === 'acme' ? 1 : generations[0],
        },
      },
    };
  }
  return {
    org: {
      region: 'eu-west-1',
      state,
      roles,
      sharedDivisions: { holidays: { id: uuid(first + 999), tenants: sharing, reason: 'schedules' } },
      divisionNames: style,
      emitScopes: emit,
      ...(gateway ? { gateway: { url: 'http://127.0.0.1:8083' } } : {}),
    },
    tenants: bodies,
    catalog: {
      schema: 'bulkhead-catalog/1',
      organization: { id: uuid(first + 500), name: 'Random' },
      region: 'eu-west-1',
      date: '2026-11-23',
      homeDivisionId: fixed ? '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e' : uuid(first + 600),
      permissions: Object.fromEntries(pool.map((permission) => [permission, true])),
    },
  };
}
