import { canonicalJson, isObject, sameJson } from '../json/plain';
import {
  isKnown,
  isMisfit,
  type JsonObject,
  type Plan,
  type PlannedResource,
  type ResourceChange,
} from './plan';
import { actionFaults } from './plan-actions';
import { faultOf, faultOfPlan, type PlanFault } from './plan-fault';

/*
 * Does a plan say one thing only? Terraform writes the outcome of a resource several times (planned values, change, marks of the unknown,
 * state), and readers look at one or the other of them. A plan whose parts disagree was not written by Terraform (every one of these holds
 * for all plans recorded with Terraform 1.11.4, 2026-11-23), and what applying it would do cannot be told.
 */

/** What a plan says against itself. One that is known to leave something out need not speak of all that its state has. */
export function contradictions(plan: Plan, leavesOut = false): PlanFault[] {
  return [
    ...againstPlanned(plan),
    ...againstState(plan, leavesOut),
    ...otherOutputs(plan).map(faultOfPlan),
    ...otherEnds(plan),
    ...otherProviders(plan),
  ];
}

/** Changes that say two things, or another than the planned values do. */
function againstPlanned(plan: Plan): PlanFault[] {
  const planned = new Set(plan.planned.map(({ address }) => address));
  const found: PlanFault[] = [];
  for (const change of plan.changes) {
    const { address, before, after, afterUnknown } = change;
    const fault = (what: string): void => void found.push(faultOf(address, what));
    if (after !== undefined && (change.deposed || !planned.has(address)))
      fault(`says what ${address} will be and does not plan it`);
    if (after === undefined ? !isKnown(afterUnknown) : isMisfit(after, afterUnknown))
      fault(`says that a value of ${address} is unknown, and which it is`);
    if (change.mode !== 'managed') continue;
    found.push(...actionFaults(change).map((what) => faultOf(address, what)));
    if (change.actions.join() === 'no-op' && !sameJson(before, after))
      fault(`does nothing to ${address}, and says that it changes`);
  }
  return found;
}

/** Changes of other objects than the state has, and objects of the state that nothing is said of. */
function againstState({ changes, prior, drift }: Plan, leavesOut: boolean): PlanFault[] {
  const changed = new Map(changes.map((change) => [keyOf(change, change.before), change]));
  const held = new Map<string, PlannedResource>();
  const found: PlanFault[] = [];
  for (const resource of prior) {
    const { address, mode, deposed, tainted, values } = resource;
    const fault = (what: string): void => void found.push(faultOf(address, what));
    const key = keyOf(resource, values);
    if (held.has(key)) fault(`has ${address} in its state twice`);
    held.set(key, resource);
    if (mode !== 'managed') continue;
    const change = changed.get(key);
    if (change === undefined) {
      if (!leavesOut) fault(`has ${address} in its state and does not say what becomes of it`);
    } else if (change.before === undefined)
      fault(`has ${address} in its state and says that there was none before`);
    else if (tainted && !deposed && !change.actions.some((action) => ending.has(action)))
      fault(`keeps ${address}, which its state says is unfinished`);
  }
  const drifted = new Map(drift.filter(({ deposed }) => !deposed).map((found) => [found.address, found]));
  const told = new Set<string>();
  for (const change of changes) {
    const { address, mode, before } = change;
    const fault = (what: string): void => void found.push(faultOf(address, what));
    if (before === undefined || mode !== 'managed') continue;
    const key = keyOf(change, before);
    if (told.has(key)) {
      // Not compared again: what the state has can be large, and so can the number of those who say it.
      fault(`says of ${address} twice what becomes of it`);
      continue;
    }
    told.add(key);
    // What is moved is held under its new address already.
    const state = held.get(key)?.values;
    if (state === undefined) fault(`changes ${address}, which its state does not have`);
    else if (state['id'] !== before['id']) fault(`changes another object as ${address} than its state has`);
    else if (!isSameState(state, before) && !leads(drifted.get(address), change, state))
      fault(`shows ${address} otherwise than its state has it`);
  }
  return found;
}

/**
 * Whether what was found changed outside Terraform leads from where an end begins to the state: of an object that the files do not have any
 * more, its change shows what the state had before it was looked at, `prior_state` what was found (seen with Terraform 1.11.4, 2026-11-27).
 */
const leads = (
  found: ResourceChange | undefined,
  { actions, before, deposed }: ResourceChange,
  state: JsonObject,
): boolean =>
  found !== undefined &&
  !deposed &&
  actions.every((action) => ending.has(action)) &&
  isSameState(found.before, before) &&
  isSameState(found.after, state);

/** What a state has once: an address, and under it each object that earlier runs left behind. */
const keyOf = (
  { address, deposed }: { readonly address: string; readonly deposed: boolean },
  values: JsonObject | undefined,
): string => (deposed ? `${address} ${canonicalJson(values?.['id'])}` : address);

const ending: ReadonlySet<string> = new Set(['delete', 'forget']);

/**
 * Equal, where sets may stand in any order, and what is not set as null, or as an empty text, list or object: the state of a client that is
 * deleted has `scopes` as null, its change as [] (recorded with provider 1.84.1, 2026-11-23).
 */
const isSameState = (a: unknown, b: unknown): boolean => sameJson(a, b) || settled(a) === settled(b);

/** One text for all spellings of a state. */
function settled(value: unknown): string {
  if (isUnset(value)) return 'null';
  if (Array.isArray(value)) return `[${value.map(settled).sort().join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => !isUnset(value[name]));
  return `{${names.sort().map((name) => `${JSON.stringify(name)}:${settled(value[name])}`)}}`;
}

const isUnset = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

/** Outputs whose change is not told, or leads elsewhere than to their planned value. */
function otherOutputs({ outputs, outputChanges }: Plan): string[] {
  const untold = [...outputs.keys()].filter((name) => !outputChanges.has(name));
  const other = [...outputChanges].flatMap(([name, { actions, hadValue, before, after, isUnknown }]) => {
    const does = actions.join();
    const agrees =
      after === outputs.get(name) &&
      !(isUnknown && after !== undefined) &&
      !(does === 'no-op' && (isUnknown || before !== after)) &&
      // What had no value is created, what had one updated (seen with Terraform 1.11.4, 2026-11-27).
      !(does === 'create' && hadValue) &&
      !(does === 'update' && !hadValue) &&
      (outputs.has(name) ? staying.has(does) : does === 'delete');
    return agrees ? [] : [`changes the output ${name} to something else than it plans`];
  });
  return [...untold.map((name) => `plans the output ${name} without saying what changes`), ...other];
}

const staying: ReadonlySet<string> = new Set(['no-op', 'create', 'update']);

/** A plan that ended as it could not have: a condition of a resource stops a run, and a plan that changes something can be applied. */
function otherEnds({ applyable, errored, checks, changes, outputChanges }: Plan): PlanFault[] {
  const doesSomething = [...changes, ...outputChanges.values()].some(
    ({ actions }) => !['no-op', 'read'].includes(actions.join()),
  );
  return [
    ...(applyable === false && errored === false && doesSomething
      ? [faultOfPlan('changes something, and says that there is nothing to apply')]
      : []),
    ...checks
      .filter(
        ({ address, status }) => errored === false && !address.startsWith('check.') && failed.has(status),
      )
      .map(({ address }) =>
        faultOf(address, `says that a condition of ${address} does not hold, and ended without an error`),
      ),
  ];
}

const failed: ReadonlySet<string> = new Set(['fail', 'error']);

const builtIn = 'terraform.io/builtin/terraform';

/**
 * Objects that another provider makes than the one that their configuration names, or that have none any more and are looked at or ended by one
 * that it does not name at all: `terraform init` installs whatever provider a state asks for.
 */
function otherProviders({ planned, changes, drift, configured, providers }: Plan): PlanFault[] {
  const nameOf = (key: string): unknown => providers.get(key)?.['full_name'];
  const expected = new Map(configured.map(({ address, providerKey }) => [address, nameOf(providerKey)]));
  const all = new Set<unknown>([builtIn, ...[...providers.keys()].map(nameOf)]);
  const found = new Map<string, PlanFault>();
  const look = (
    { address, provider }: { readonly address: string; readonly provider: string },
    does: string,
  ): void => {
    const fault = (what: string): void => void found.set(what, faultOf(address, what));
    const name = expected.get(address);
    if (name !== undefined && provider !== name)
      fault(`makes ${address} with another provider than it configures`);
    if (!expected.has(address) && !all.has(provider))
      fault(`${does} with a provider that it does not configure`);
  };
  for (const item of planned) look(item, `makes ${item.address}`);
  for (const item of changes) look(item, `ends ${item.address}`);
  for (const item of drift) look(item, `found ${item.address} changed`);
  return [...found.values()];
}
