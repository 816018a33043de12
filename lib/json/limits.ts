/** Deeper than anything that cdktf or Terraform writes; shallower than the call stack. */
export const maxDepth = 200;

/** More than any stack or plan has: the plan of 45,000 grants has as many. What is read of each takes a hundred bytes. */
export const maxValues = 1_500_000;

/** The most that stands in one list or object of a plan. */
export const maxItems = 100_000;
