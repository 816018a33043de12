import { field, isObject, sameJson } from '../json/plain';
import { isKnown, isMisfit, type Plan, type PlannedResource } from '../terraform/plan';
import { readPlan } from '../terraform/read-plan';
import { utf8 } from '../text/utf8';
import type { OrgModel, TenantModel } from './model';
import { recent } from './recent';

/** The plans given to a proof: what `<stack>.json` holds, by stack name; undefined for what cannot be read. */
export interface PlanFiles {
  /** How messages call the folder, never absolute. */
  readonly shown: string;
  readonly contents: ReadonlyMap<string, Uint8Array | undefined>;
}

/** One plan file as read. */
export type StackPlan =
  | { readonly kind: 'plan'; readonly file: string; readonly plan: Plan }
  | { readonly kind: 'unreadable'; readonly file: string; readonly why: string };

/** A plan file by its stack; looked into when its stack is. */
export interface PlanFile {
  readonly file: string;
  /** Undefined for a file that cannot be read. */
  readonly bytes: Uint8Array | undefined;
}

/** The plans of a folder, none of them looked into yet. */
export interface Plans {
  readonly shown: string;
  /** By stack name, sorted. */
  readonly files: ReadonlyMap<string, PlanFile>;
  /** `foundation`: only the foundation's plans are asked for, since tenants cannot be planned before it has state. */
  readonly stage: 'foundation' | 'all';
}

/** The plan files of a folder. Total. */
export function readPlans({ shown, contents }: PlanFiles, stage: 'foundation' | 'all'): Plans {
  const sorted = [...contents].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    shown,
    files: new Map(sorted.map(([stack, bytes]) => [stack, { file: `${shown}/${stack}.json`, bytes }])),
    stage,
  };
}

/** What a plan file holds. It is remembered of the last few: a stack's own, the foundation's, and that of another that a grant leads to. */
export const stackPlan: (file: PlanFile) => StackPlan = recent(3, ({ file, bytes }: PlanFile): StackPlan => {
  const text = bytes && utf8(bytes);
  if (!text) return { kind: 'unreadable', file, why: instead(bytes) };
  const result = readPlan(text);
  return result.ok
    ? { kind: 'plan', file, plan: result.plan }
    : { kind: 'unreadable', file, why: result.why };
});

/** What stands in the place of a plan's text, where the first bytes of it say so. */
function instead(bytes: Uint8Array | undefined): string {
  const [first, second] = bytes ?? [];
  if (bytes?.length === 0) return 'is empty, as where terraform show ended with an error';
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'is UTF-16, as Windows PowerShell writes what is redirected there: save it as UTF-8 without a byte order mark';
  if (first === 0x50 && second === 0x4b)
    return 'is a saved plan: what terraform show -json says of it belongs there';
  return 'is not a readable UTF-8 file of at most 64 MiB, or changes while it is read';
}

/** A planned value: a known text, nothing, or unknown until apply. */
export type PlannedText =
  | { readonly kind: 'known'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** A grant as a plan shows it. */
export interface PlannedGrant {
  readonly role: PlannedText;
  readonly division: PlannedText;
}

/** The grants that a plan says a client will have, or undefined when not even their number is known. */
export function plannedGrants(plan: Plan, address: string): readonly PlannedGrant[] | undefined {
  const resource = plan.plannedAt.get(address);
  const change = plan.changeAt.get(address);
  if (resource === undefined || change === undefined) return undefined;
  const unknown = isObject(change.afterUnknown) ? change.afterUnknown['roles'] : change.afterUnknown;
  if (unknown !== undefined && unknown !== false && !Array.isArray(unknown)) return undefined;
  const roles = resource.values['roles'];
  if (roles === null || roles === undefined)
    return unknown === undefined || unknown === false ? [] : undefined;
  if (!Array.isArray(roles)) return undefined;
  // The marks stand in the order of `change.after`; planned_values shows the same value, so the orders agree.
  if (Array.isArray(unknown) && unknown.length !== roles.length) return undefined;
  const after: unknown = change.after?.['roles'];
  if (!Array.isArray(after) || after.length !== roles.length) return undefined;
  const grants: PlannedGrant[] = [];
  for (const [index, item] of roles.entries()) {
    const mark: unknown = Array.isArray(unknown) ? unknown[index] : undefined;
    if (!isObject(item) || mark === true || !sameJson(item, after[index])) return undefined;
    const marked = isObject(mark) ? mark : {};
    grants.push({
      role: textOf(item['role_id'], marked['role_id']),
      division: textOf(item['division_id'], marked['division_id']),
    });
  }
  return grants;
}

/** A value that a plan shows, by its mark of the unknown. */
export function textOf(value: unknown, mark: unknown): PlannedText {
  // What stands there is looked at whatever its mark says: a mark that does not fit hides nothing.
  if (value !== null && value !== undefined && value !== '')
    return { kind: 'known', text: typeof value === 'string' ? value : 'something that is no text' };
  return { kind: mark === undefined || mark === false ? 'none' : 'unknown' };
}

/** The planned id of a division, role or client resource. */
export const plannedId = (plan: Plan, address: string): PlannedText => plannedText(plan, address, 'id');

/** What is planned for an attribute of a resource. */
export function plannedText(plan: Plan, address: string, name: string): PlannedText {
  const resource = plan.plannedAt.get(address);
  const change = plan.changeAt.get(address);
  if (resource === undefined || change === undefined) return { kind: 'none' };
  const mark = isObject(change.afterUnknown) ? change.afterUnknown[name] : change.afterUnknown === true;
  const value = field(resource.values, name);
  // A list or an object is known when all of it is.
  return !isKnown(mark) && !isMisfit(value, mark) ? { kind: 'unknown' } : textOf(value, mark);
}

/** A data source as the plan read it; undefined when it read none, or several, under this address. */
export const dataSource = (plan: Plan, address: string): PlannedResource | undefined =>
  plan.readAt.get(address);

/** The plan of a tenant's or an org's foundation stack, when there is a readable one. */
export function planOf(
  plans: Plans | undefined,
  stack: OrgModel['foundationName'] | TenantModel['stackName'],
): Plan | undefined {
  const file = plans?.files.get(stack);
  const read = file && stackPlan(file);
  return read?.kind === 'plan' ? read.plan : undefined;
}
