import type { RuleId } from '../../lib/proof/rule-ids';
import type { Json } from '../support/write-assembly';
import { Inapplicable, pick, type Random } from './mutation';

/** The plans of an org by stack: as objects that are edited, or as the text of the whole file. */
export type PlanTexts = Map<string, Json | string>;

/** One way in which plans, or the states behind them, can be other than those of the files, at a place that chance picks. */
export interface PlanMutation {
  readonly id: string;
  readonly does: string;
  readonly rule: RuleId;
  /** Edits of texts come after edits of objects. */
  readonly level: 'object' | 'text';
  readonly apply: (plans: PlanTexts, random: Random) => void;
}

/** One tenant's plan, one of its clients, and one grant of it. */
export interface PlanTarget {
  readonly plans: PlanTexts;
  readonly stack: string;
  readonly plan: Json;
  readonly foundation: Json;
  /** The client's planned resource and its change: where its outcome is said. */
  readonly client: Outcome;
  /** Position of the grant among the client's. */
  readonly grant: number;
  readonly random: Random;
}

/** A resource as a plan says it, in planned values, change and state. */
export interface Outcome {
  readonly plan: Json;
  readonly planned: Json;
  readonly change: Json;
  readonly prior: Json | undefined;
}

const ofType = (plan: Json, type: string): Json[] =>
  plan.planned_values.root_module.resources.filter((item: Json) => item.type === type);

export function outcomeOf(plan: Json, address: string): Outcome {
  const at = (item: Json): boolean => item.address === address;
  const planned = plan.planned_values.root_module.resources.find(at);
  const changed = plan.resource_changes.find(at);
  if (planned === undefined || changed === undefined) throw new Inapplicable();
  return {
    plan,
    planned,
    change: changed,
    prior: plan.prior_state?.values?.root_module?.resources?.find(at),
  };
}

function planTarget(plans: PlanTexts, random: Random): PlanTarget {
  const stack = pick(
    [...plans.keys()].filter((name) => !name.endsWith('-foundation')),
    random,
  );
  const plan = plans.get(stack);
  const foundation = plans.get(`${stack.split('-')[0]}-foundation`);
  if (typeof plan !== 'object' || typeof foundation !== 'object') throw new Inapplicable();
  const client = outcomeOf(plan, pick(ofType(plan, 'genesyscloud_oauth_client'), random).address);
  const grants = client.planned.values.roles;
  if (!Array.isArray(grants) || grants.length === 0) throw new Inapplicable();
  return { plans, stack, plan, foundation, client, grant: random(grants.length), random };
}

/** Says of a resource what it will be, wherever a plan says it: what was to stay as it is, changes then. */
export function say({ plan, planned, change }: Outcome, edit: (values: Json) => void): void {
  edit(planned.values);
  edit(change.change.after);
  if (change.change.actions.join() !== 'no-op') return;
  change.change.actions = ['update'];
  plan.applyable = true;
}

/** Another object behind an address, as an honest plan of a tampered state says it. */
export function bind({ planned, change, prior }: Outcome, id: string): void {
  if (prior === undefined || change.change.before === null) throw new Inapplicable();
  for (const values of [planned.values, change.change.after, change.change.before, prior.values]) {
    values.id = id;
    if (values.client_id !== undefined) values.client_id = id;
  }
}

export const anyOf = (plan: Json, type: string, random: Random): Outcome =>
  outcomeOf(plan, pick(ofType(plan, type), random).address);

/** Another tenant's plan, of any org. */
export function otherPlan({ plans, stack, random }: PlanTarget): { name: string; plan: Json } {
  const name = pick(
    [...plans.keys()].filter((item) => item !== stack && !item.endsWith('-foundation')),
    random,
  );
  const plan = plans.get(name);
  if (typeof plan !== 'object') throw new Inapplicable();
  return { name, plan };
}

/** An object that the state has, the files do not, and the plan ends. */
export function ending(plan: Json, type: string, id: string, deposed?: string): void {
  const object = { address: `${type}.old`, mode: 'managed', type, name: 'old' };
  plan.prior_state ??= {};
  plan.prior_state.values ??= { root_module: { resources: [] } };
  plan.prior_state.values.root_module.resources.push({ ...object, values: { id } });
  plan.resource_changes.push({
    ...object,
    ...(deposed === undefined ? {} : { deposed }),
    change: { actions: ['delete'], before: { id }, after: null, after_unknown: {} },
  });
  plan.applyable = true;
}

/** An edit at one grant of one client. */
export const inPlan = (
  id: string,
  does: string,
  rule: RuleId,
  change: (target: PlanTarget) => void,
): PlanMutation => ({
  id,
  does,
  rule,
  level: 'object',
  apply: (plans, random) => change(planTarget(plans, random)),
});

/** An edit of the text of one tenant's plan. */
export const inText = (
  id: string,
  does: string,
  rule: RuleId,
  change: (text: string, random: Random) => string,
): PlanMutation => ({
  id,
  does,
  rule,
  level: 'text',
  apply: (plans, random) => {
    const stack = pick([...plans.keys()], random);
    const plan = plans.get(stack);
    const text = typeof plan === 'string' ? plan : JSON.stringify(plan);
    const changed = change(text, random);
    if (changed === text) throw new Inapplicable();
    plans.set(stack, changed);
  },
});
