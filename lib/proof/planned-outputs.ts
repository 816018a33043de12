import { isObject, type JsonObject, type Plan, type PlannedResource } from '../terraform/plan';
import type { OrgModel } from './model';
import { dataSource, type Plans, plannedId, planOf } from './plans';
import type { Stack } from './stack';

/* What one stack's plan hands on to another's: ids of roles, from the foundation's outputs to what the tenants' plans read. */

/** Planned outputs: those of the files, and each id is that of the resource that it stands for, since other stacks rely on it. */
export function plannedOutputs(stack: Stack, plan: Plan): string[] {
  const found: string[] = [];
  const written = new Set(stack.claims.outputs.map(({ name }) => name));
  for (const name of plan.outputs.keys())
    if (!written.has(name)) found.push(`plans an output ${name}, which these files do not have`);
  for (const { name, value } of stack.claims.outputs) {
    if (!plan.outputs.has(name)) found.push(`does not plan the output ${name}`);
    if (value.kind !== 'reference' || value.to.length !== 3 || value.to[2] !== 'id') continue;
    const id = plannedId(plan, value.to.slice(0, 2).join('.'));
    if (plan.outputs.get(name) !== (id.kind === 'known' ? id.text : undefined))
      found.push(`plans another id for the output ${name} than for its resource`);
  }
  return found;
}

/**
 * The role ids that a tenant's plan read must be those of the foundation's plan. While that does not know them yet (it makes the roles), all
 * tenants must at least have read the same.
 */
export function roleIds(stack: Stack, plan: Plan, plans: Plans, org: OrgModel): string[] {
  const found: string[] = [];
  const foundation = planOf(plans, org.foundationName);
  for (const item of plan.prior.filter(
    ({ mode, type }) => mode === 'data' && type === 'terraform_remote_state',
  )) {
    const state = stack.remoteStates.find(({ name }) => name === item.name);
    if (state?.producer === undefined || item.address !== `data.terraform_remote_state.${item.name}`) {
      found.push(`read ${item.address}, which these files do not have`);
      continue;
    }
    if (state.producer !== org.foundationName || foundation === undefined) continue;
    for (const [name, value] of Object.entries(outputsOf(item))) {
      const produced = foundation.outputs.get(name);
      if (produced !== undefined) {
        if (produced !== value) found.push(`read another ${name} than the foundation's plan has`);
      } else if (value !== firstRead(name, org, plans)) {
        found.push(`read another ${name} than other plans`);
      } else if (value === endingId(name, org, foundation)) {
        found.push(`read the ${name} of a role that the foundation's plan ends`);
      }
    }
  }
  return found;
}

const outputsOf = ({ values }: PlannedResource): JsonObject =>
  isObject(values['outputs']) ? values['outputs'] : {};

/** What the first of the org's plans read as an output of the foundation. */
function firstRead(output: string, { tenants, foundationName }: OrgModel, plans: Plans): unknown {
  for (const { stack, stackName } of tenants) {
    const state = stack?.remoteStates.find(({ producer }) => producer === foundationName);
    const plan = planOf(plans, stackName);
    const read = state && plan && dataSource(plan, `data.terraform_remote_state.${state.name}`);
    const outputs = read ? outputsOf(read) : {};
    if (Object.hasOwn(outputs, output)) return outputs[output];
  }
  return undefined;
}

/** The id that an output of the foundation had so far, when its plan gives it another, or none. */
function endingId(output: string, { foundation }: OrgModel, plan: Plan): unknown {
  const value = foundation?.claims.outputs.find(({ name }) => name === output)?.value;
  if (value?.kind !== 'reference') return undefined;
  const address = value.to.slice(0, 2).join('.');
  return plan.changes.find((change) => change.address === address && !change.deposed)?.before?.['id'];
}
