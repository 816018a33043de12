import { formatProblem } from '../manifest/problems';
import { toDocument } from '../report/document';
import { textReport } from '../report/text';
import { today } from './day';
import { runProof } from './run-proof';
import { bugText, UsageError, usageText } from './usage-error';

/** What {@link guard} proves. */
export interface GuardOptions {
  /** Folder of the manifest, such as `tenants`. */
  readonly tenants: string;
  /** Folder that the app's stacks were written to: its `outdir`. */
  readonly assembly: string;
  /** The gateway that the stacks were made with in place of the manifest's; an address of this machine only. */
  readonly gateway?: string | undefined;
}

/**
 * Proves the files that `cdktf synth` has just written, for use at the end of an app's `main`, after `app.synth()`. Throws nothing. Findings
 * and problems go to stderr, which is what cdktf shows of an app that failed; a line with counts goes to stdout when all is proven.
 *
 * @returns The exit code to set: 0 proven, 1 findings, 2 bad input, 3 internal error.
 */
export function guard(options: GuardOptions): 0 | 1 | 2 | 3 {
  try {
    const outcome = runProof({ ...options, today: today() });
    if (outcome.kind === 'problems') {
      process.stderr.write(`${outcome.problems.map(formatProblem).join('\n')}\n`);
      return 2;
    }
    const { proof } = outcome;
    if (proof.verdict === 'proven') {
      const { tenants, clients, grants } = proof.examined;
      process.stdout.write(`bulkhead: proven (tenants ${tenants}, clients ${clients}, grants ${grants})\n`);
      return 0;
    }
    process.stderr.write(textReport(toDocument(proof, { chains: false, digests: false })));
    return 1;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(usageText(error));
      return 2;
    }
    process.stderr.write(bugText(error));
    return 3;
  }
}
