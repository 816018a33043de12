/** Deeper than anything that cdktf or Terraform writes; shallower than the call stack. */
export const maxDepth = 200;
