import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { recordedAssembly, recordedManifest, recordedPlans } from '../support/recorded';
import { type Json, plansOf, proofOf } from '../support/write-assembly';

/*
 * Damage to single nodes of real plans: a member or item deleted, doubled, given another type or another node's value. Whatever is left, there
 * is a verdict; and a proven one only while each client, grant and permission that the plan shows is still the recorded one.
 */

/** The paths of all nodes below the root. */
function pathsOf(node: Json, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof node !== 'object' || node === null) return [];
  const keys: (string | number)[] = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
  return keys.flatMap((key) => [[...path, key], ...pathsOf(node[key], [...path, key])]);
}

const others: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  '',
  '*',
  'x',
  [],
  {},
  [null],
  [[]],
  { '': null },
  { toString: 1, valueOf: 1 },
  [{ toString: 1 }, { length: 7 }],
];

interface Damage {
  readonly how: 'delete' | 'double' | 'retype' | 'transplant';
  readonly value: Json;
  /** Positions among all paths, taken modulo their number. */
  readonly at: number;
  readonly from: number;
}

function damage(plan: Json, { how, value, at, from }: Damage): void {
  const paths = pathsOf(plan);
  const path = paths[at % paths.length];
  if (path === undefined) return;
  const parent = path.slice(0, -1).reduce((node, key) => node[key], plan);
  const key = path[path.length - 1] ?? '';
  switch (how) {
    case 'delete':
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      return;
    case 'double':
      if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
      else parent[`${key}x`] = structuredClone(parent[key]);
      return;
    case 'retype':
      parent[key] = structuredClone(value);
      return;
    case 'transplant':
      parent[key] = structuredClone(
        (paths[from % paths.length] ?? []).reduce((node: Json, step) => node[step], plan),
      );
  }
}

/** Whatever mark stands at a text, and be it a strange one, the text counts as unknown. */
const marked = (mark: Json): boolean => mark !== undefined && mark !== false;

/** What the plan shows of authority, read in the plainest way: outcomes and changes of clients, roles and divisions. */
function authority(plan: Json): string {
  const of = (type: string, values: Json, unknown: Json): Json =>
    type === 'genesyscloud_oauth_client'
      ? [
          values?.roles.map(({ role_id, division_id }: Json) => `${role_id} ${division_id}`).sort(),
          unknown?.roles?.map((marks: Json) => [marked(marks.role_id), marked(marks.division_id)]),
        ]
      : type === 'genesyscloud_auth_role'
        ? values.permission_policies.map(({ domain, entity_name, action_set }: Json) => [
            domain,
            entity_name,
            action_set,
          ])
        : [values?.id ?? null, marked(unknown?.id)];
  const shown = (list: Json[] | undefined, read: (item: Json) => Json): string[] =>
    (list ?? [])
      .filter(({ mode }) => mode === 'managed')
      .map((item) => JSON.stringify([item.address, item.type, read(item)]))
      .sort();
  return JSON.stringify([
    shown(plan.planned_values?.root_module?.resources, ({ type, values }) => of(type, values, undefined)),
    shown(plan.resource_changes, ({ type, change }) => [
      change.actions,
      of(type, change.after, change.after_unknown),
    ]),
  ]);
}

const damages = fc.array(
  fc.record({
    how: fc.constantFrom('delete' as const, 'double' as const, 'retype' as const, 'transplant' as const),
    value: fc.constantFrom(...others),
    at: fc.nat(100_000),
    from: fc.nat(100_000),
  }),
  { minLength: 1, maxLength: 2 },
);

describe.each(['plans', 'plans-after-apply'] as const)('damage to nodes of the recorded %s', (folder) => {
  it('never crashes, and is never proven where it changes what the plan grants', () => {
    const whole = recordedPlans(folder);
    const before = new Map([...whole].map(([stack, plan]) => [stack, authority(plan)]));
    let rejected = 0;
    fc.assert(
      fc.property(fc.constantFrom(...whole.keys()), damages, (stack, list) => {
        const plan = structuredClone(whole.get(stack));
        for (const one of list) damage(plan, one);
        const proof = proofOf(recordedManifest, recordedAssembly, {
          plans: plansOf(new Map([...whole, [stack, plan]])),
        });
        toDocument(proof);
        if (proof.verdict === 'rejected') {
          rejected += 1;
          return;
        }
        let after: string;
        try {
          after = authority(plan);
        } catch (error) {
          throw new Error(`proven, though nobody can read it: ${String(error)}`);
        }
        expect(after).toBe(before.get(stack));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 600) },
    );
    expect(rejected).toBeGreaterThan(100);
  });
});
