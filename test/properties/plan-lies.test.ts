import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientModel, divisionModel, roleModel } from '../../lib/genesys/core-resources';
import { appliedPlans } from '../support/applied-plans';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type Json, plansOf, proofOf, writeAssembly, writePlans } from '../support/write-assembly';

/*
 * Lies that contradict nothing: one attribute of one object is another value wherever its plan says it, in planned values, change, state and
 * drift alike. What is left to hold it against are the files, the manifest and the other plans. Nothing that decides about access may pass.
 */

const manifest = manifestOf(sample());
const assembly = writeAssembly(manifest);
assembly.stacks.get('demo-acme').resource.genesyscloud_routing_queue = {
  desk: { name: 'Desk', division_id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b' },
};
const made = { 'before the first deploy': writePlans(assembly), 'after it': appliedPlans(assembly) };
type Stage = keyof typeof made;

/** What the provider's schema has beside what is written. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  genesyscloud_oauth_client: Object.keys(clientModel.attributes),
  genesyscloud_auth_division: Object.keys(divisionModel.attributes),
  genesyscloud_auth_role: Object.keys(roleModel.attributes),
  genesyscloud_routing_queue: ['division_id'],
};

type Path = readonly (string | number)[];
const at = (node: Json, path: Path): Json => path.reduce((inner, key) => inner?.[key], node);

function leaves(node: Json, path: Path = []): Path[] {
  if (typeof node !== 'object' || node === null) return [path];
  const keys: (string | number)[] = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
  return keys.flatMap((key) => leaves(node[key], [...path, key]));
}

/** Every attribute of every object that a plan plans. Its name in Genesys Cloud is nobody's where it only lies in a division. */
const facts = (Object.keys(made) as Stage[]).flatMap((stage) =>
  [...made[stage]].flatMap(([stack, plan]) =>
    (plan.planned_values.root_module.resources as Json[]).flatMap(({ type, address, values }) => {
      const absent = (attributes[type] ?? []).filter((name) => !(name in values)).map((name) => [name]);
      return [...leaves(values), ...absent]
        .filter((path) => !(type === 'genesyscloud_routing_queue' && path[0] !== 'division_id'))
        .map((path) => ({ stage, stack, address, path, value: at(values, path) }));
    }),
  ),
);

const nobodys = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';

/** Other values, among them every id of these plans. To say nothing in another way is no lie. */
function liesAbout(value: Json, stage: Stage): Json[] {
  const ids = new Set(JSON.stringify([...made[stage]]).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g));
  return [
    ...(typeof value === 'string' ? [value.toUpperCase(), ` ${value}`, [value]] : [!value]),
    ...['', null, [], {}, '*', nobodys, 7, ['x']],
    ...ids,
  ].filter((lie) => said(lie) !== said(value));
}
const said = (value: Json): string => JSON.stringify(isNothing(value) ? null : value);
const isNothing = (value: Json): boolean =>
  !value || (typeof value === 'object' && Object.keys(value).length === 0);

type Fact = (typeof facts)[number];

/** Whether only the live org could tell: that an own object has another id, which nothing else has, or that its client id was not stored. */
function isBinding({ stage, address, path, value }: Fact, lie: Json): boolean {
  if (path[0] === 'client_id') return isNothing(lie);
  if (path[0] !== 'id' || typeof lie !== 'string' || !/^[0-9a-f-]{36}$/i.test(lie)) return false;
  if (lie.toLowerCase() === value) return true;
  const [type] = address.split('.');
  const others = [...made[stage].values()]
    .flatMap((plan) => plan.planned_values.root_module.resources)
    .filter((item: Json) => item.type === type && item.values.id !== value)
    .map((item: Json) => item.values.id);
  return ![...others, ...declaredIds].includes(lie.toLowerCase());
}
const declaredIds = JSON.stringify(sample()).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];

/** All places of one plan in which the values of an object stand. Sets stand in one order in all of them. */
function placesOf(plan: Json, address: string): Json[] {
  const isAbout = (item: Json): boolean => item.address === address;
  const changes = [...plan.resource_changes, ...(plan.resource_drift ?? [])].filter(isAbout);
  return [
    ...plan.planned_values.root_module.resources.filter(isAbout).map(({ values }: Json) => values),
    ...(plan.prior_state?.values?.root_module?.resources ?? [])
      .filter(isAbout)
      .map(({ values }: Json) => values),
    ...changes.flatMap(({ change: { before, after } }) => [before, after]),
  ].filter((values) => values !== null);
}

it('no plan is proved that says one thing otherwise everywhere', () => {
  expect(facts.length).toBeGreaterThan(150);
  fc.assert(
    fc.property(fc.constantFrom(...facts), fc.nat(), (fact, choice) => {
      const { stage, stack, address, path, value } = fact;
      const lies = liesAbout(value, stage);
      const lie = lies[choice % lies.length];
      fc.pre(!isBinding(fact, lie));
      const plan = structuredClone(made[stage].get(stack));
      for (const values of placesOf(plan, address)) {
        const parent = at(values, path.slice(0, -1));
        if (typeof parent === 'object' && parent !== null) parent[path.at(-1) ?? ''] = structuredClone(lie);
      }
      const { verdict } = proofOf(manifest, assembly, {
        plans: plansOf(new Map([...made[stage], [stack, plan]])),
      });
      expect({ lie, verdict }).toEqual({ lie, verdict: 'rejected' });
    }),
    { numRuns: Number(process.env['RUNS'] ?? 600) },
  );
});
