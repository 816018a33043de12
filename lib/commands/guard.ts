import { formatProblem } from '../manifest/problems';
import { toDocument } from '../report/document';
import { textReport } from '../report/text';
import { today } from './day';
import { runProof } from './run-proof';
import { bugText, UsageError, usageText } from './usage-error';

/**
 * Proves the files that `cdktf synth` has just written, for use at the end of an app's `main`. Returns the exit code to set: 0 proven,
 * 1 findings, 2 bad input, 3 internal error. Findings go to stderr, which is what cdktf shows of an app that failed.
 */
export function guard(options: { tenants: string; assembly: string; gateway?: string | undefined }): number {
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
