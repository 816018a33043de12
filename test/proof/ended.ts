import { issues } from '../support/plan-issues';
import type { Json } from '../support/write-assembly';

/* What the state behind a plan binds to addresses that the files have, or have no more. */

export const own = 'ffffffff-0000-4000-8000-00000000000a';
export const division = 'genesyscloud_auth_division';
export const chat = 'g_auth_division.division-chat';

/** A plan ends an object that its state has and the files do not. */
export function end(plan: Json, id: string, name = 'x', type = division): void {
  const resource = { address: `${type}.${name}`, mode: 'managed', type, name };
  const values = { id, ...(name.startsWith('client-') ? { name: `demo-acme-${name.slice(7)}` } : {}) };
  plan.prior_state ??= { values: { root_module: { resources: [] } } };
  plan.prior_state.values.root_module.resources.push({ ...resource, values });
  plan.resource_changes.push({
    ...resource,
    change: { actions: ['delete'], before: { ...values }, after: null, after_unknown: {} },
  });
}

export const priorOf = (plan: Json, name: string): Json =>
  plan.prior_state.values.root_module.resources.find((item: Json) => item.name === name);

export const holds = (...args: Parameters<typeof issues>): string[] =>
  issues(...args).filter((text) => text.includes(' holds '));
