import type { Finding } from '../../proof/finding';
import { distinct, inOrder } from '../../proof/findings';
import { TooMany } from '../world';

/** More than anybody reads. */
const most = 20_000;

/** Findings as they are made: a few lines within counts give more than any memory holds, so it is stopped there and then. */
export class Collected {
  private readonly all: Finding[] = [];

  add(findings: Iterable<Finding>): void {
    for (const finding of findings) {
      if (this.all.push(finding) > most)
        throw new TooMany(`has more than ${most.toLocaleString('en-US')} findings`);
    }
  }

  /** Each once, in the order of the rules. */
  report(): readonly Finding[] {
    return inOrder(distinct(this.all), (finding) => finding);
  }
}
