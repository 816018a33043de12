import { recordedAssembly, recordedManifest, recordedPlans } from '../support/recorded';
import { type Json, plansOf, proofOf } from '../support/write-assembly';

/* What somebody can write into the files of plans. The plans are real ones (Terraform 1.11.4, provider 1.84.1, recorded 2026-11-23). */

export type Plans = Map<string, Json>;

export const prove = (folder: 'plans' | 'plans-after-apply', edit: (plans: Plans) => void) => {
  const plans = recordedPlans(folder);
  edit(plans);
  return proofOf(recordedManifest, recordedAssembly, { plans: plansOf(plans) });
};

export const plan = (plans: Plans, stack = 'demo-acme'): Json => plans.get(stack);

export const change = (plans: Plans, name: string, stack?: string): Json =>
  plan(plans, stack).resource_changes.find((item: Json) => item.name === name);

export const values = (plans: Plans, name: string, stack?: string): Json =>
  plan(plans, stack).planned_values.root_module.resources.find((item: Json) => item.name === name).values;

/** Puts one id in place of another, wherever it stands in a plan. */
export const rename = (plans: Plans, stack: string, from: string, to: string): void =>
  void plans.set(stack, JSON.parse(JSON.stringify(plans.get(stack)).replaceAll(from, to)));
