/** What Stryker measured of each file, kept in scores.json: a run of a few files renews these and leaves the others as they are. */
import { type Mutant, mismatch, type Reasons, type Report, survivorsOf } from './survivors';

export const scoresFile = 'scripts/mutation/scores.json';
export const reasonsFile = 'scripts/mutation/survivors.json';

/** How many mutants a file has, by what became of them. */
export interface Score {
  readonly killed: number;
  readonly timedOut: number;
  /** Those that no test noticed, or met. */
  readonly survived: number;
  /** How many of all these are in values that are made once, when a module is loaded. */
  readonly static: number;
  /** The day of the measurement, as YYYY-MM-DD. */
  readonly on: string;
}

export type Scores = Readonly<Record<string, Score>>;

const statuses: Readonly<Record<string, 'killed' | 'timedOut' | 'survived'>> = {
  Killed: 'killed',
  Timeout: 'timedOut',
  Survived: 'survived',
  NoCoverage: 'survived',
};

/**
 * The scores of the files that there still are: those of the report as it measured them, the others as they were. Or what keeps the report
 * from counting: a part of a file, a mutant that came to no end, a survivor without a reason or a reason without a survivor.
 */
export function renewed(
  kept: Scores,
  report: Report,
  reasons: Reasons,
  exists: (file: string) => boolean,
  day: string,
): { readonly scores: Scores } | { readonly problems: readonly string[] } {
  const problems = [
    ...report.config.mutate
      .filter((pattern) => /:\d+(:\d+)?-\d+(:\d+)?$/.test(pattern))
      .map((pattern) => `${pattern}: the report is of a part of a file`),
    ...Object.entries(report.files).flatMap(([file, { mutants }]) => unusable(file, mutants)),
    ...reasonsAgainst(report, reasons),
    ...Object.keys(reasons)
      .filter((file) => !exists(file))
      .map((file) => `${file}: reasons for a file that there is not`),
  ];
  if (problems.length > 0) return { problems };
  const measured = Object.entries(report.files).map(
    ([file, { mutants }]) => [file, scoreOf(mutants, day)] as const,
  );
  const all = Object.entries({ ...kept, ...Object.fromEntries(measured) });
  return {
    scores: Object.fromEntries(all.filter(([file]) => exists(file)).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function unusable(file: string, mutants: readonly Mutant[]): string[] {
  return mutants.flatMap(({ status, testsCompleted }) => {
    if (!Object.hasOwn(statuses, status)) return [`${file}: a mutant is ${status}, which counts for nothing`];
    return status === 'Survived' && testsCompleted === 0 ? [`${file}: a mutant met no test`] : [];
  });
}

/** Each survivor of the report has its reason, and each reason for a file of the report a survivor. */
function reasonsAgainst(report: Report, reasons: Reasons): string[] {
  const own = Object.fromEntries(Object.entries(reasons).filter(([file]) => file in report.files));
  const { unexplained, stale } = mismatch(survivorsOf(report), own);
  return [
    ...unexplained.map(
      ({ file, ...survivor }) => `${file}: no reason for ${JSON.stringify({ ...survivor, why: '' })}`,
    ),
    ...stale.map(({ file, ...reason }) => `${file}: no survivor for ${JSON.stringify(reason)}`),
  ];
}

function scoreOf(mutants: readonly Mutant[], on: string): Score {
  const score = { killed: 0, timedOut: 0, survived: 0, static: 0 };
  for (const mutant of mutants) {
    const became = statuses[mutant.status];
    if (became !== undefined) score[became]++;
    if (mutant.static) score.static++;
  }
  return { ...score, on };
}
