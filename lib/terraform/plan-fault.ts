/** What is wrong with a plan. */
export interface PlanFault {
  /** The rest of a sentence whose subject is the plan. */
  readonly what: string;
  /** The resource that it is about, as the plan spells its address; empty when it is about the plan as a whole. */
  readonly address: string;
}

/** A fault of the plan as a whole. */
export const faultOfPlan = (what: string): PlanFault => ({ what, address: '' });

/** A fault of one resource. */
export const faultOf = (address: string, what: string): PlanFault => ({ what, address });
