import { inOrder, Merged } from '../../proof/findings';
import { TooMany } from '../world';
import type { HclFinding } from './finding';

/** More than anybody reads. */
const most = 20_000;

/** Findings as they are made: a few lines within counts give more than any memory holds, so it is stopped there and then. */
export class Collected {
  private readonly merged = new Merged<HclFinding>();
  private count = 0;

  add(findings: Iterable<HclFinding>): void {
    for (const finding of findings) {
      if (++this.count > most) throw new TooMany(`has more than ${most.toLocaleString('en-US')} findings`);
      this.merged.add(finding);
    }
  }

  /** Each once, in the order of the rules. */
  report(): readonly HclFinding[] {
    return inOrder(this.merged.findings, (finding) => finding);
  }
}
