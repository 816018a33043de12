/**
 * Other states and orgs for `bench/terraform.ts`: what somebody does to them by hand, so that the files are right and what Terraform makes of
 * them may not be. Which object an address is, only the state says, and the plan follows from it.
 */
import { Inapplicable, pick, type Random } from '../test/mutations/mutation';
import type { Json } from '../test/provider/terraform';
import type { Deployment } from './deployment';

const division = 'genesyscloud_auth_division';
const role = 'genesyscloud_auth_role';
const client = 'genesyscloud_oauth_client';

interface Target {
  /** The state of a tenant, of another one, and of the foundation. */
  readonly own: Json;
  readonly other: Json;
  readonly foundation: Json;
  readonly call: Deployment['call'];
  readonly random: Random;
}

/** One managed object of a state, of one of these types. */
const one = ({ random }: Target, state: Json, ...types: readonly string[]): Json =>
  pick(
    (state.resources as Json[]).filter(({ mode, type }) => mode === 'managed' && types.includes(type)),
    random,
  );
const any = (t: Target): Json => one(t, t.own, division, client);
const valuesOf = (resource: Json): Json => resource.instances[0].attributes;

/** An object of the tenant's and another of its type, of the other tenant or its own. */
function two(t: Target): readonly [Json, Json] {
  const first = any(t);
  const second = one(t, t.random(2) === 0 ? t.other : t.own, first.type);
  if (first === second) throw new Inapplicable();
  return [first, second];
}

const names = (type: string): readonly string[] =>
  type === client ? ['client-1', 'client-2', 'client-7', 'old'] : ['division-old', 'division-voice', 'old'];

/** A client of the org as the tenant's state has it, changed. */
async function edit(t: Target, change: (body: Json) => Json): Promise<void> {
  const { id } = valuesOf(one(t, t.own, client));
  const { secret: _, ...body } = await t.call('GET', `/oauth/clients/${id}`);
  await t.call('PUT', `/oauth/clients/${id}`, { ...body, ...change(body) });
}

const changes: Readonly<Record<string, (t: Target) => unknown>> = {
  'ids swapped': (t) => {
    const [a, b] = two(t).map(valuesOf);
    for (const name of ['id', 'client_id']) [a[name], b[name]] = [b[name], a[name]];
  },
  'objects swapped': (t) => {
    const [a, b] = two(t);
    [a.instances, b.instances] = [b.instances, a.instances];
  },
  'an id taken': (t) => {
    const [a, b] = two(t).map(valuesOf);
    for (const name of ['id', 'client_id']) if (name in a) a[name] = b[name];
  },
  'a copy under another address': (t) => {
    const copy = structuredClone(one(t, pick([t.own, t.other], t.random), division, client));
    copy.name = pick(names(copy.type), t.random);
    t.own.resources.push(copy);
  },
  'a role held': (t) => t.own.resources.push(structuredClone(one(t, t.foundation, role))),
  'left behind': (t) => Object.assign(any(t).instances[0], { deposed: 'c0ffee01' }),
  'another left behind': (t) => {
    const [a, b] = two(t);
    a.instances.push({ ...structuredClone(b.instances[0]), deposed: 'c0ffee02' });
  },
  unfinished: (t) => Object.assign(any(t).instances[0], { status: 'tainted' }),
  'an instance': (t) => Object.assign(any(t).instances[0], { index_key: pick([0, 1, 'a'], t.random) }),
  'in a module': (t) => Object.assign(any(t), { module: 'module.x' }),
  renamed: (t) => Object.assign(any(t), { name: 'old' }),
  'by another provider': (t) =>
    Object.assign(any(t), { provider: 'provider["terraform.io/builtin/terraform"]' }),
  'made before it is ended': (t) => Object.assign(any(t).instances[0], { create_before_destroy: true }),
  'grants known otherwise': (t) => {
    const values = valuesOf(one(t, t.own, client));
    values.roles = [
      ...values.roles.slice(t.random(2)),
      pick(valuesOf(one(t, t.other, client)).roles, t.random),
    ];
  },
  'home known otherwise': (t) => Object.assign(valuesOf(one(t, t.own, division)), { home: true }),
  'an output with another role': (t) => {
    const outputs: Json[] = Object.values(t.foundation.outputs);
    pick(outputs, t.random).value = pick(outputs, t.random).value;
  },
  'an output less': ({ foundation, random }) =>
    delete foundation.outputs[pick(Object.keys(foundation.outputs), random)],
  'roles swapped': (t) => {
    const [a, b] = [one(t, t.foundation, role), one(t, t.foundation, role)];
    [a.instances, b.instances] = [b.instances, a.instances];
  },
  'a division made by hand is taken over': async (t) => {
    const { id } = await t.call('POST', '/authorization/divisions', { name: `By hand ${t.random(1000)}` });
    valuesOf(one(t, t.own, division)).id = id;
  },
  'a grant more by hand': (t) =>
    edit(t, ({ roleDivisions: grants }) => {
      const divisionId = pick(['*', valuesOf(one(t, t.other, division)).id], t.random);
      return { roleDivisions: [...grants, { ...grants[0], divisionId }] };
    }),
  'a client changed by hand': (t) =>
    edit(t, () =>
      pick([{ name: 'x' }, { description: 'x' }, { scope: ['users'] }, { state: 'inactive' }], t.random),
    ),
  'a division renamed by hand': (t) => {
    const { id } = valuesOf(one(t, t.own, division));
    return t.call('PUT', `/authorization/divisions/${id}`, { name: `By hand ${t.random(1000)}` });
  },
};

/** Changes states and org of a case; says by what, and of which stacks the plans are others now. */
export async function changeStates(
  demo: Deployment,
  random: Random,
): Promise<{ readonly done: readonly string[]; readonly stacks: readonly string[] }> {
  const [foundation = '', ...tenants] = demo.stacks;
  const own = pick(tenants, random);
  const other = pick(
    tenants.filter((name) => name !== own),
    random,
  );
  const states = new Map([own, other, foundation].map((name) => [name, demo.state(name)] as const));
  const before = new Map([...states].map(([name, state]) => [name, JSON.stringify(state)] as const));
  const [ownState, otherState, foundationState] = [...states.values()];
  const t = { own: ownState, other: otherState, foundation: foundationState, call: demo.call, random };
  const done: string[] = [];
  for (let count = 1 + random(2); count > 0; count--) {
    const [id, apply] = pick(Object.entries(changes), random);
    try {
      await apply(t);
      done.push(id);
    } catch (error) {
      // The org refuses some of it, as the service would.
      if (!(error instanceof Inapplicable || /^[A-Z]+ \/.*: 4\d\d /.test(String((error as Error).message))))
        throw error;
    }
  }
  const changed = [...states].filter(([name, state]) => JSON.stringify(state) !== before.get(name));
  for (const [name, state] of changed) demo.keepState(name, state);
  const isAll = changed.some(([name]) => name === foundation);
  const stacks = demo.stacks.filter(
    (name) => isAll || name === own || changed.some(([item]) => item === name),
  );
  return { done, stacks: done.length > 0 ? stacks : [] };
}
