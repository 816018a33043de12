import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Manifest } from '../../lib/manifest/model';
import { manifest, org, tenant } from './sample';

/**
 * Random compliant manifests of one org. Shapes are random; words are numbered, so that each occurs in one tenant's file only and one
 * that is found in a foreign stack is a leak.
 */

export interface RandomManifest {
  readonly input: Manifest;
  /** Every word and id that one tenant's file alone has, by tenant. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

const states = [
  { backend: 'local' },
  { backend: 's3', bucket: 'b', region: 'eu-west-1' },
  { backend: 'http', address: 'https://state.example.com' },
  { backend: 'cloud', organization: 'o' },
];
const permissions = [
  'routing:queue:view',
  'routing:queue:edit',
  'analytics:queueObservation:view',
  'users:x:y',
];

const uuidOf = (word: string): string => {
  const digits = createHash('sha256').update(word).digest('hex');
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const grant = fc.record({
  role: fc.nat(2),
  divisions: fc.array(fc.nat(6), { minLength: 1, maxLength: 6 }),
});
const tenantShape = fc.record({
  divisions: fc.array(fc.constantFrom('created', 'adopted', 'managed', 'named'), {
    minLength: 1,
    maxLength: 4,
  }),
  grants: fc.array(grant, { minLength: 1, maxLength: 4 }),
  state: fc.constantFrom('active', 'inactive'),
  generations: fc.constantFrom([1], [2, 3], [7, 4]),
});
const shape = fc.record({
  tenants: fc.array(tenantShape, { minLength: 1, maxLength: 5 }),
  shared: fc.nat(2),
  state: fc.constantFrom(...states),
  divisionNames: fc.constantFrom('opaque', 'readable'),
  emitScopes: fc.constantFrom('effective', 'always'),
});

export const randomManifest: fc.Arbitrary<RandomManifest> = shape.map(({ tenants, shared, ...config }) => {
  const ids = tenants.map((_, i) => `ten-${i}q`);
  const sharedKeys = Array.from({ length: shared }, (_, i) => `sha-${i}q`);
  const words = new Map<string, string[]>();
  const files = tenants.map(({ divisions, grants, state, generations }, i) => {
    const id = ids[i] ?? '';
    const keys = divisions.map((_, j) => `div-${i}x${j}q`);
    const usable = [...keys, ...sharedKeys];
    const description = `des-${i}q`;
    const owner = `own-${i}q`;
    words.set(id, [id, owner, description, ...keys, ...keys.map(uuidOf), ...keys.map((key) => `nam-${key}`)]);
    return tenant(id, {
      owner,
      divisions: Object.fromEntries(
        divisions.map((kind, j) => {
          const key = keys[j] ?? '';
          const adopted = { id: uuidOf(key) };
          const managed = { ...adopted, manage: true };
          const content = { created: {}, adopted, managed, named: { ...managed, name: `nam-${key}` } }[kind];
          return [key, content];
        }),
      ),
      client: {
        description,
        state,
        grants: grants.map(({ role, divisions: picked }) => ({
          role: `rol-${role}q`,
          divisions: [...new Set(picked.map((n) => usable[n % usable.length] ?? ''))],
        })),
        credentials: { generations, current: generations[0] },
      },
    });
  });
  const roles = Object.fromEntries([0, 1, 2].map((n) => [`rol-${n}q`, { permissions }]));
  const sharedDivisions = Object.fromEntries(
    sharedKeys.map((key) => [key, { id: uuidOf(key), tenants: ids, reason: 'on purpose' }]),
  );
  return { input: manifest(org({ region: 'eu-west-1', ...config, roles, sharedDivisions }, files)), words };
});
