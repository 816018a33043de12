/** Deeper than anything that cdktf or Terraform writes; shallower than the call stack. */
export const maxDepth = 200;

/** True when arrays and objects stand within each other on more than `levels` levels. Every reader that recurses may rely on it. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value)
      if (typeof item === 'object' && item !== null && isDeeperThan(item, levels - 1)) return true;
    return false;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) {
    const item = members[key];
    if (typeof item === 'object' && item !== null && isDeeperThan(item, levels - 1)) return true;
  }
  return false;
}
