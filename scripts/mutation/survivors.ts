/** Mutants that no test noticed, and why each is none the worse: joined by what a mutant is, not by where it stands. */

export interface Mutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly static?: boolean;
  readonly testsCompleted?: number;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** What Stryker's JSON report says, as far as it is read here. */
export interface Report {
  readonly config: { readonly mutate: readonly string[] };
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** One entry of survivors.json: mutants of one file that change the same text in the same way, and why they may live. */
export interface Reason {
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** How many of them there are, when it is more than one. */
  readonly count?: number;
  readonly why: string;
}

export type Reasons = Readonly<Record<string, readonly Reason[]>>;

export interface Survivor extends Omit<Reason, 'why'> {
  readonly file: string;
  readonly count: number;
}

/** Survivors, and what no test ran. Equal ones of a file are one, with their number. */
export function survivorsOf({ files }: Report): Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const found = new Map<string, Survivor>();
    for (const mutant of [...mutants].sort(byPlace)) {
      if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue;
      const survivor = {
        file,
        mutator: mutant.mutatorName,
        original: short(textAt(source, mutant.location)),
        replacement: short(mutant.replacement),
      };
      const key = keyOf(survivor);
      found.set(key, { ...survivor, count: (found.get(key)?.count ?? 0) + 1 });
    }
    return [...found.values()];
  });
}

/** The report lists them as they were tested, which no two runs do in the same order. */
function byPlace(a: Mutant, b: Mutant): number {
  const [left, right] = [a.location, b.location];
  return (
    left.start.line - right.start.line ||
    left.start.column - right.start.column ||
    left.end.line - right.end.line ||
    left.end.column - right.end.column ||
    (`${a.mutatorName} ${a.replacement}` < `${b.mutatorName} ${b.replacement}` ? -1 : 1)
  );
}

interface Mismatch {
  readonly unexplained: readonly Survivor[];
  /** Reasons for what is no survivor, or is not as often one. */
  readonly stale: readonly (Reason & { readonly file: string })[];
}

/** What is wrong between survivors and reasons: there is to be one for each, as often as it says, and none left over. */
export function mismatch(survivors: readonly Survivor[], reasons: Reasons): Mismatch {
  const left = new Map(
    Object.entries(reasons).flatMap(([file, list]) =>
      list.map((reason) => [keyOf({ ...reason, file }), { ...reason, file }] as const),
    ),
  );
  const unexplained: Survivor[] = [];
  for (const survivor of survivors) {
    const reason = left.get(keyOf(survivor));
    if (reason === undefined || (reason.count ?? 1) !== survivor.count || reason.why.trim() === '') {
      unexplained.push(survivor);
      continue;
    }
    left.delete(keyOf(survivor));
  }
  return { unexplained, stale: [...left.values()] };
}

const keyOf = ({ file, mutator, original, replacement }: Omit<Survivor, 'count'>): string =>
  JSON.stringify([file, mutator, original, replacement]);

/** White space says nothing, and the beginning says enough. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

function textAt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join('\n');
}
