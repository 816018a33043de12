import type { Json } from './write-assembly';

const someId = 'ffffffff-0000-4000-8000-0000000000ac';

/**
 * Lets a first plan do something else to a resource than make it: to an object that the state has, under `id`. Everything that the plan says
 * of it agrees, as Terraform would write it.
 */
export function act(plan: Json, name: string, actions: readonly string[], id = someId): void {
  const item = plan.resource_changes.find((change: Json) => change.name === name);
  const { change } = item;
  change.actions = [...actions];
  if (actions.join() === 'create') return;
  change.before = { ...structuredClone(change.after), id };
  const { address, mode, type } = item;
  // In first plans the foundation has its roles yet to make: no client holds one.
  if (type === 'genesyscloud_oauth_client' && actions.join() !== 'no-op') change.before.roles = [];
  plan.prior_state ??= { values: { root_module: { resources: [] } } };
  plan.prior_state.values.root_module.resources.push({
    address,
    mode,
    type,
    name,
    values: structuredClone(change.before),
  });
  if (actions.includes('create')) return;
  change.after.id = id;
  plan.planned_values.root_module.resources.find((planned: Json) => planned.name === name).values.id = id;
  delete change.after_unknown.id;
}

/** Lets a plan end an object that an earlier run left behind under a resource's address. */
export function endOld(plan: Json, name: string, id = someId): void {
  const {
    address,
    mode,
    type,
    change: { after },
  } = plan.resource_changes.find((change: Json) => change.name === name);
  const resource = { address, mode, type, name };
  const values = { id, name: after.name };
  plan.prior_state.values.root_module.resources.push({ ...resource, deposed_key: 'c0ffee00', values });
  plan.resource_changes.push({
    ...resource,
    deposed: 'c0ffee00',
    change: { actions: ['delete'], before: { ...values }, after: null, after_unknown: {} },
  });
}
