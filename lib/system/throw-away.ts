import { rmSync } from 'node:fs';

/**
 * Removes a file of ours that nobody needs any more, such as one that was half written. Where it cannot be removed, it may lie there: that is never
 * what a user has to be told, but what stood in the way before.
 */
export function throwAway(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // See above.
  }
}
