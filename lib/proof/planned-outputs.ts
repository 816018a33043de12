import { field } from '../json/plain';
import { outputText, type Plan } from '../terraform/plan';
import { faultOf, faultOfPlan, type PlanFault } from '../terraform/plan-fault';
import { dataSource, type PlannedText, plannedText, textOf } from './plans';
import type { Stack } from './stack';
import { stateOutput } from './state-output';
import type { Scalar } from './value';

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
