import { sameJson } from '../json/plain';
import { isObject, type JsonObject, type Plan, type PlannedResource, readPlan } from '../terraform/plan';
import type { OrgModel, TenantModel } from './model';

/** The plans given to a proof: texts of `<stack>.json`, by stack name. */
export interface PlanFiles {
  /** How messages call the folder, never absolute. */
  readonly shown: string;
  readonly texts: ReadonlyMap<string, string | undefined>;
}

/** One plan file as read. */
export type StackPlan =
  | { readonly kind: 'plan'; readonly file: string; readonly plan: Plan }
  | { readonly kind: 'unreadable'; readonly file: string; readonly why: string };

export interface Plans {
  readonly shown: string;
  readonly byStack: ReadonlyMap<string, StackPlan>;
  /** `foundation`: only the foundation's plans are asked for, since tenants cannot be planned before it has state. */
  readonly stage: 'foundation' | 'all';
  readonly sources: ReadonlyMap<string, string>;
  /** Division ids known in the plans, with every stack that holds them. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

/** Reads all plans of a folder. Total. */
export function readPlans(files: PlanFiles, stage: 'foundation' | 'all'): Plans {
  const byStack = new Map<string, StackPlan>();
  const sources = new Map<string, string>();
  const holders = new Map<string, string[]>();
  for (const [stack, text] of [...files.texts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const file = `${files.shown}/${stack}.json`;
    if (text === undefined) {
      byStack.set(stack, {
        kind: 'unreadable',
        file,
        why: 'is not a readable UTF-8 file of at most 256 MiB',
      });
      continue;
    }
    sources.set(file, text);
    const result = readPlan(text);
    byStack.set(
      stack,
      result.ok ? { kind: 'plan', file, plan: result.plan } : { kind: 'unreadable', file, why: result.why },
    );
    if (!result.ok) continue;
    for (const id of divisionIds(result.plan)) holders.set(id, [...(holders.get(id) ?? []), stack]);
  }
  return { shown: files.shown, byStack, stage, sources, holders };
}

function divisionIds(plan: Plan): ReadonlySet<string> {
  const ids = [...plan.planned, ...plan.prior]
    .filter(({ type, mode }) => type === 'genesyscloud_auth_division' && mode === 'managed')
    .flatMap(({ values }) =>
      typeof values['id'] === 'string' && values['id'] !== '' ? [values['id'].toLowerCase()] : [],
    );
  return new Set(ids);
}

/** A planned value: a known text, nothing, or unknown until apply. */
export type PlannedText =
  | { readonly kind: 'known'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

export interface PlannedGrant {
  readonly role: PlannedText;
  readonly division: PlannedText;
}

/** The grants that a plan says a client will have, or undefined when not even their number is known. */
export function plannedGrants(plan: Plan, address: string): readonly PlannedGrant[] | undefined {
  const resource = plan.planned.find((item) => item.address === address && item.mode === 'managed');
  const change = plan.changes.find((item) => item.address === address && !item.deposed);
  if (resource === undefined || change === undefined) return undefined;
  const unknown = isObject(change.afterUnknown) ? change.afterUnknown['roles'] : change.afterUnknown;
  if (unknown !== undefined && unknown !== false && !Array.isArray(unknown)) return undefined;
  const roles = resource.values['roles'];
  if (roles === null || roles === undefined)
    return unknown === undefined || unknown === false ? [] : undefined;
  if (!Array.isArray(roles)) return undefined;
  const marks: readonly unknown[] = Array.isArray(unknown) ? unknown : [];
  // The marks stand in the order of `change.after`; planned_values shows the same value, so the orders agree.
  if (Array.isArray(unknown) && unknown.length !== roles.length) return undefined;
  const after: unknown = change.after?.['roles'];
  if (!Array.isArray(after) || after.length !== roles.length) return undefined;
  const grants: PlannedGrant[] = [];
  for (const [index, item] of roles.entries()) {
    const mark = marks[index];
    if (!isObject(item) || mark === true || !sameJson(item, after[index])) return undefined;
    const marked = isObject(mark) ? mark : {};
    grants.push({ role: planned(item, marked, 'role_id'), division: planned(item, marked, 'division_id') });
  }
  return grants;
}

function planned(values: JsonObject, unknown: JsonObject, name: string): PlannedText {
  const mark = unknown[name];
  if (mark !== undefined && mark !== false) return { kind: 'unknown' };
  const value = values[name];
  if (value === null || value === undefined || value === '') return { kind: 'none' };
  return typeof value === 'string' ? { kind: 'known', text: value } : { kind: 'unknown' };
}

/** The planned id of a division, role or client resource. */
export function plannedId(plan: Plan, address: string): PlannedText {
  const resource = plan.planned.find((item) => item.address === address && item.mode === 'managed');
  const change = plan.changes.find((item) => item.address === address && !item.deposed);
  if (resource === undefined || change === undefined) return { kind: 'none' };
  const unknown = isObject(change.afterUnknown) ? change.afterUnknown : { id: change.afterUnknown === true };
  return planned(resource.values, unknown, 'id');
}

/** A value of a data source as the plan read it. */
export function dataSource(plan: Plan, address: string): PlannedResource | undefined {
  const found = plan.prior.filter((item) => item.address === address && item.mode === 'data');
  return found.length === 1 ? found[0] : undefined;
}

/** The plan of a tenant's or an org's foundation stack, when there is a readable one. */
export const planOf = (
  plans: Plans | undefined,
  stack: OrgModel['foundationName'] | TenantModel['stackName'],
): Plan | undefined => {
  const found = plans?.byStack.get(stack);
  return found?.kind === 'plan' ? found.plan : undefined;
};
