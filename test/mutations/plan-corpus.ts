import type { PlanMutation } from './plan-mutation';
import { planPartMutations } from './plan-parts';
import { plannedGrantMutations } from './planned-grants';
import { stateMutations } from './states';

/** Mutations of plans and of the states behind them, by what they change. */
export const planGroups: Readonly<Record<string, readonly PlanMutation[]>> = {
  'What a plan says will be': plannedGrantMutations,
  'What else a plan says, and its file': planPartMutations,
  'The state behind a plan': stateMutations,
};

export const planCorpus: readonly PlanMutation[] = Object.values(planGroups).flat();
