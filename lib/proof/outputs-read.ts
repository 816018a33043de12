import { isObject, sameJson } from '../json/plain';
import type { StackName } from '../manifest/ids';
import { stateLocation } from '../manifest/state';
import { isPartial, type Plan, type PlannedResource } from '../terraform/plan';
import { faultOf, faultOfPlan } from '../terraform/plan-fault';
import type { OrgModel } from './model';
import { only } from './only';
import { type Plans, planOf } from './plans';
import type { Fault, Remedy } from './remedy';
import type { Stack } from './stack';
import { stateOutput } from './state-output';

/* What the tenants' plans read of the foundation's outputs: ids of roles. */

/** The role ids that a tenant's plan read must be those of the foundation's plan, where that knows them. */
export function roleIds(stack: Stack, plan: Plan, plans: Plans, org: OrgModel): Fault[] {
  const found: Fault[] = [];
  const fault = (what: string, remedy: Remedy = 'plan-again'): void =>
    void found.push({ ...faultOfPlan(what), remedy });
  for (const item of plan.prior.filter(({ type }) => type === 'terraform_remote_state')) {
    const state = only(stack.remoteStates, item.name);
    if (state?.producer === undefined || item.address !== `data.terraform_remote_state.${item.name}`)
      found.push({
        ...faultOf(item.address, `read ${item.address}, which these files do not have`),
        remedy: 'plan-again',
      });
    else found.push(...readElsewhere(item, state.producer, stack, org));
  }
  const foundation = planOf(plans, org.foundationName);
  const { granted: read } = outputsRead(stack, plan, org.foundationName);
  const first = new Map<unknown, string>();
  for (const [name, values] of read)
    for (const value of values) {
      const id = typeof value === 'string' ? value.toLowerCase() : value;
      const other = first.get(id);
      if (other !== undefined && other !== name) fault(`read one role as ${other} and as ${name}`);
      first.set(id, name);
    }
  for (const [name, values] of read) {
    const produced = foundation?.outputs.get(name);
    if (produced !== undefined) {
      if (values.some((value) => value !== produced))
        fault(`read another ${name} than the foundation's plan has`);
    } else if (foundation !== undefined && endsOutput(name, org, foundation)) {
      fault(
        `read the ${name} of a role that the foundation's plan ends or makes anew: apply the foundation first, then plan all stacks again`,
        'foundation-first',
      );
    }
  }
  return found;
}

/**
 * Where a plan really read another stack's state: the place that the files say, in the workspace that the folder is in. TF_WORKSPACE in the
 * environment overrules the folder and leaves no other trace (seen with Terraform 1.11.4, 2026-11-26).
 */
function readElsewhere(
  { address, values }: PlannedResource,
  producer: StackName,
  { directory }: Stack,
  { org }: OrgModel,
): Fault[] {
  const { backend, config, workspace, defaults } = values;
  const expected = stateLocation(org.config.state, producer).remote;
  const elsewhere =
    !sameJson({ backend, config }, { backend: expected.backend, config: expected.config }) ||
    (defaults !== undefined && defaults !== null);
  // These name one state whatever the workspace is.
  const named = expected.backend === 'http' || expected.backend === 'remote';
  const fault = (where: string, remedy: Remedy): Fault => ({
    ...faultOf(address, `read the state of ${producer} ${where}`),
    remedy,
  });
  return [
    ...(elsewhere ? [fault(`from another place than these files say`, 'plan-again')] : []),
    ...(!named && workspace !== directory.workspace
      ? [fault(`in another workspace than that of its folder, ${directory.workspace}`, 'select-workspace')]
      : []),
  ];
}

/** Values that a plan read, by the name of the output: it may read the foundation through several data sources. */
type Read = ReadonlyMap<string, readonly unknown[]>;

/** What a plan read of the foundation. */
export interface OutputsRead {
  /** The outputs that the stack's grants go through. */
  readonly granted: Read;
  /** All others, of roles that only other tenants hold: they come and go without this stack. */
  readonly beside: Read;
}

/** Every output of the foundation that a stack's plan read through a data source of its files, told apart by whether its grants go through it. */
export function outputsRead(stack: Stack, plan: Plan, foundation: StackName): OutputsRead {
  const used = outputsUsed(stack);
  const granted = new Map<string, unknown[]>();
  const beside = new Map<string, unknown[]>();
  for (const item of plan.prior) {
    const state = only(stack.remoteStates, item.name);
    if (state?.producer !== foundation || item.address !== `data.terraform_remote_state.${item.name}`)
      continue;
    const outputs = isObject(item.values['outputs']) ? item.values['outputs'] : {};
    for (const [name, value] of Object.entries(outputs)) {
      const read = used.has(name) ? granted : beside;
      const before = read.get(name);
      if (before) before.push(value);
      else read.set(name, [value]);
    }
  }
  return { granted, beside };
}

/** The names of other stacks' outputs that stand in the roles of a stack's grants. */
const outputsUsed = ({ claims }: Stack): ReadonlySet<string> =>
  new Set(
    claims.clients.flatMap(({ grants }) =>
      grants.flatMap(({ role }) => (role.kind === 'reference' ? (stateOutput(role.to)?.output ?? []) : [])),
    ),
  );

/** A plan that covers a part of its stack says nothing of the outputs that are not in it. */
export const isLeftOut = (output: string, plan: Plan): boolean =>
  isPartial(plan) && !plan.outputs.has(output);

/**
 * Whether the foundation's plan gives an output another value, or none, than it had so far: what others have read of it is then stale, or
 * never was the id of its role. Only of a role that is made for the first time nothing can have been read but what its own apply wrote.
 */
export function endsOutput(output: string, { foundation }: OrgModel, plan: Plan): boolean {
  if (isLeftOut(output, plan)) return false;
  if (plan.outputChanges.get(output)?.hadValue || plan.priorOutputs.has(output)) return true;
  const value = foundation && only(foundation.claims.outputs, output)?.value;
  return (
    value?.kind === 'reference' && plan.changeAt.get(value.to.slice(0, 2).join('.'))?.before !== undefined
  );
}
