import type { Problem } from '../manifest/model';

/** Tells on stderr all that is wrong with a manifest. Resolves to the exit code. How to word it is loaded only now. */
export async function tellProblems(problems: readonly Problem[]): Promise<2> {
  const { formatProblem } = await import('../manifest/problems.js');
  process.stderr.write(`${problems.map(formatProblem).join('\n')}\n`);
  return 2;
}
