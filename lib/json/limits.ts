/** Deeper than anything that cdktf or Terraform writes; shallower than the call stack. */
export const maxDepth = 200;

/** More than any stack or plan has: the plan of 90,000 grants has half as many. What is read of each takes a hundred bytes. */
export const maxValues = 3_000_000;
