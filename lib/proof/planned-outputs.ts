import { field, isObject, sameJson } from '../json/plain';
import type { StackName } from '../manifest/ids';
import { stateLocation } from '../manifest/state';
import { isPartial, outputText, type Plan, type PlannedResource } from '../terraform/plan';
import { faultOf, faultOfPlan, type PlanFault } from '../terraform/plan-fault';
import type { OrgModel } from './model';
import { only } from './only';
import { dataSource, type PlannedText, type Plans, plannedText, planOf, textOf } from './plans';
import type { Fault, Remedy } from './remedy';
import type { Stack } from './stack';
import { stateOutput } from './state-output';
import type { Scalar } from './value';

/* What one stack's plan hands on to another's: ids of roles, from the foundation's outputs to what the tenants' plans read. */

/** Planned outputs: those of the files, and each is what its file says, since other stacks and people rely on it. */
export function plannedOutputs(stack: Stack, plan: Plan, leavesOut: boolean): PlanFault[] {
  const found: PlanFault[] = [];
  const written = new Set(stack.claims.outputs.map(({ name }) => name));
  for (const name of plan.outputs.keys())
    if (!written.has(name)) found.push(faultOfPlan(`plans an output ${name}, which these files do not have`));
  for (const { name, value } of stack.claims.outputs) {
    if (!leavesOut && !plan.outputs.has(name)) found.push(faultOfPlan(`does not plan the output ${name}`));
    const said = handedOn(value, plan);
    if (said === undefined) continue;
    const { text, what, than, address } = said;
    if (leavesOut && !(address === '' ? plan.outputs.has(name) : plan.plannedAt.has(address))) continue;
    if (!isPlannedAs(text, plan.outputs.get(name)))
      found.push(faultOf(address, `plans another ${what} for the output ${name} than ${than}`));
  }
  return found;
}

/** Null and an empty text are one for a value of the plan, and may be either as an output. */
function isPlannedAs(text: PlannedText, output: string | undefined): boolean {
  switch (text.kind) {
    case 'known':
      return output === text.text;
    case 'none':
      return (output ?? '') === '';
    case 'unknown':
      return output === undefined;
  }
}

/** What an output hands on. */
interface HandedOn {
  readonly text: PlannedText;
  /** What it is called, and what says it, in words. */
  readonly what: string;
  readonly than: string;
  /** The resource whose attribute it is; empty where it is none. */
  readonly address: string;
}

/** What an output must hand on by what is written; undefined where that is neither written out nor one reference to what the plan knows. */
function handedOn(value: Scalar, plan: Plan): HandedOn | undefined {
  if (value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean') {
    const written = value.kind === 'boolean' ? value.value : value.text;
    const text = whole(textOf(written, undefined), value.kind === 'number' ? Number(written) : written);
    return { text, what: value.kind, than: 'these files have', address: '' };
  }
  if (value.kind !== 'reference') return undefined;
  const read = stateOutput(value.to);
  if (read !== undefined) {
    const source = dataSource(plan, `data.terraform_remote_state.${read.state}`);
    const known = field(source?.values['outputs'], read.output);
    return known === undefined
      ? undefined
      : { text: whole(textOf(known, undefined), known), what: 'value', than: 'was read', address: '' };
  }
  const [type, name, attribute, ...rest] = value.to;
  if (type === 'data' || attribute === undefined || rest.length > 0) return undefined;
  const address = `${type}.${name}`;
  const text = whole(
    plannedText(plan, address, attribute),
    field(plan.plannedAt.get(address)?.values, attribute),
  );
  return { text, what: attribute, than: 'for its resource', address };
}

/** Of what is no text, an output hands on all. */
const whole = (text: PlannedText, value: unknown): PlannedText =>
  text.kind === 'known' ? { kind: 'known', text: outputText(value) ?? '' } : text;

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
