import { isObject, sameJson } from '../json/plain';
import type { Plan, ResourceChange } from './plan';

/*
 * Does a plan say one thing only? Terraform writes the outcome of a resource several times (planned values, change, marks of the unknown,
 * state), and readers look at one or the other of them. A plan whose parts disagree was not written by Terraform (every one of these holds
 * for all plans recorded with Terraform 1.11.4, 2026-11-23), and what applying it would do cannot be told.
 */

/** What a plan says against itself, each as the rest of a sentence about it. */
export function contradictions(plan: Plan): string[] {
  const planned = new Set(plan.planned.map(({ address }) => address));
  const changed = new Set(plan.changes.map(({ address }) => address));
  const held = new Map(plan.prior.map((resource) => [resource.address, resource]));
  const found: string[] = [];
  for (const change of plan.changes) {
    const { address, after, before } = change;
    if (after !== undefined && (change.deposed || !planned.has(address)))
      found.push(`says what ${address} will be and does not plan it`);
    if (saysBoth(after, change.afterUnknown))
      found.push(`says that a value of ${address} is unknown, and which it is`);
    if (knowsTooSoon(change)) found.push(`knows the id of ${address} before it is made`);
    if (before !== undefined && change.mode === 'managed' && !change.deposed) {
      // What is moved is held under its new address already.
      const state = held.get(address);
      if (state === undefined) found.push(`changes ${address}, which its state does not have`);
      else if (state.values['id'] !== before['id'])
        found.push(`changes another object as ${address} than its state has`);
    }
    if (change.actions.join() === 'no-op' && change.mode === 'managed' && !sameJson(before, after))
      found.push(`does nothing to ${address}, and says that it changes`);
  }
  for (const { address, mode } of plan.prior) {
    if (mode === 'managed' && !changed.has(address))
      found.push(`has ${address} in its state and does not say what becomes of it`);
  }
  return [...found, ...otherOutputs(plan), ...otherEnds(plan), ...otherProviders(plan)];
}

/** Outputs whose change leads elsewhere than to their planned value. */
function otherOutputs({ outputs, outputChanges }: Plan): string[] {
  return [...outputChanges].flatMap(([name, { actions, after, isUnknown }]) => {
    const does = actions.join();
    const agrees =
      after === outputs.get(name) &&
      !(isUnknown && after !== undefined) &&
      (outputs.has(name) ? staying.has(does) : does === 'delete');
    return agrees ? [] : [`changes the output ${name} to something else than it plans`];
  });
}

const staying: ReadonlySet<string> = new Set(['no-op', 'create', 'update']);

/** A plan that ended as it could not have: a condition of a resource stops a run, and a plan that changes something can be applied. */
function otherEnds({ applyable, errored, checks, changes, outputChanges }: Plan): string[] {
  const doesSomething = [...changes, ...outputChanges.values()].some(
    ({ actions }) => !['no-op', 'read'].includes(actions.join()),
  );
  return [
    ...(applyable === false && !errored && doesSomething
      ? ['changes something, and says that there is nothing to apply']
      : []),
    ...checks
      .filter(({ address, status }) => !errored && !address.startsWith('check.') && failed.has(status))
      .map(({ address }) => `says that a condition of ${address} does not hold, and ended without an error`),
  ];
}

const failed: ReadonlySet<string> = new Set(['fail', 'error']);

/** A mark `true` where a value stands nevertheless: one reader takes it as known, another as unknown. */
function saysBoth(value: unknown, mark: unknown): boolean {
  if (mark === true) return value !== undefined && value !== null;
  if (Array.isArray(mark)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return mark.some((inner, index) => saysBoth(items[index], inner));
  }
  return (
    isObject(mark) &&
    Object.keys(mark).some((name) => saysBoth(isObject(value) ? value[name] : undefined, mark[name]))
  );
}

/** Ids come from the service: one is known only while its object stays the same. */
function knowsTooSoon({ mode, actions, before, after }: ResourceChange): boolean {
  const id = after?.['id'];
  if (mode !== 'managed' || id === undefined || id === null) return false;
  return actions.includes('create') || before?.['id'] !== id;
}

/** Objects that another provider makes than the one that their configuration names. */
function otherProviders({ changes, configured, providers }: Plan): string[] {
  const expected = new Map(
    configured.map(({ address, providerKey }) => [address, providers.get(providerKey)]),
  );
  return changes.flatMap(({ address, provider }) => {
    const configuredWith = expected.get(address)?.['full_name'];
    return provider === undefined || configuredWith === undefined || provider === configuredWith
      ? []
      : [`makes ${address} with another provider than it configures`];
  });
}
