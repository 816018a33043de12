import { type AssemblyText, idOf, type Json, writePlans } from './write-assembly';

/*
 * What `terraform show -json` says once a stack is deployed and nothing has changed since (Terraform 1.11.4, provider 1.84.1, as recorded
 * 2026-11-23): every id known, every action no-op, the state full, and as drift the lists that the provider turns from null to [].
 */

/** The plans after the first deploy, by stack. */
export function appliedPlans(assembly: AssemblyText): Map<string, Json> {
  const plans = writePlans(assembly);
  for (const [stack, plan] of plans) {
    const outputs: Json = assembly.stacks.get(stack).output ?? {};
    const ids = new Map<string, string>();
    for (const [name, { value }] of Object.entries(outputs) as [string, Json][])
      ids.set(reference(value), readAs(plans, stack, name));
    const planned: Json[] = plan.planned_values.root_module.resources;
    for (const { address, values } of planned)
      if (!ids.has(address)) ids.set(address, values.id ?? idOf(`${stack} ${address}`));
    plan.prior_state ??= {};
    plan.prior_state.values ??= { root_module: { resources: [] } };
    const state = plan.prior_state.values.root_module;
    state.resources = state.resources.filter(({ mode }: Json) => mode === 'data');
    for (const item of planned) {
      const values = item.values;
      values.id = ids.get(item.address);
      if (item.type === 'genesyscloud_oauth_client') settle(values, written(assembly, stack, item.name), ids);
      const { change } = plan.resource_changes.find(({ address }: Json) => address === item.address);
      Object.assign(change, {
        actions: ['no-op'],
        before: structuredClone(values),
        after: structuredClone(values),
        after_unknown: {},
      });
      delete change.importing;
      state.resources.push(structuredClone(item));
    }
    for (const name of Object.keys(outputs)) {
      const value = readAs(plans, stack, name);
      plan.planned_values.outputs[name] = { sensitive: true, type: 'string', value };
      plan.output_changes[name] = { actions: ['no-op'], before: value, after: value, after_unknown: false };
    }
    plan.resource_drift = planned
      .filter(({ type }) => type === 'genesyscloud_oauth_client')
      .map(({ values, ...item }) => ({
        ...item,
        change: {
          actions: ['update'],
          before: { ...values, scopes: values.scopes ?? null },
          after: { ...values, scopes: values.scopes ?? [] },
          after_unknown: {},
        },
      }));
    plan.applyable = false;
  }
  return plans;
}

const written = (assembly: AssemblyText, stack: string, name: string): Json =>
  assembly.stacks.get(stack).resource.genesyscloud_oauth_client[name];

function settle(values: Json, body: Json, ids: ReadonlyMap<string, string>): void {
  Object.assign(values, { client_secret: '', registered_redirect_uris: [] });
  values.client_id = values.id;
  for (const [index, grant] of values.roles.entries())
    grant.division_id ??= ids.get(reference(body.roles[index].division_id));
}

/** The id that the plans of this org have read under an output's name. */
function readAs(plans: ReadonlyMap<string, Json>, foundation: string, output: string): string {
  const org = foundation.replace(/foundation$/, '');
  for (const [stack, plan] of plans)
    for (const { mode, values } of plan.prior_state?.values?.root_module?.resources ?? [])
      if (stack.startsWith(org) && mode === 'data' && values.outputs?.[output] !== undefined)
        return values.outputs[output];
  return idOf(`${foundation} ${output}`);
}

const reference = (text: string): string => text.replace(/^\$\{\s*(.*)\.id\s*\}$/, '$1');
