import { most } from '../report/limits';
import { shorten } from '../text/shorten';

/** What a comparison with the live org came to. Only `match` is fine: unreadable is never a pass. */
export const outcomes = ['match', 'extra', 'missing', 'foreign', 'unreadable'] as const;
export type Outcome = (typeof outcomes)[number];

/** One thing that was looked at. */
export interface Check {
  /** Which question was asked, e.g. `foreign-canary-by-id`. */
  readonly id: string;
  /** About what: a division, a role, a permission, an operation. */
  readonly subject: string;
  readonly outcome: Outcome;
  readonly expected: string;
  readonly seen: string;
}

export const check = (
  id: string,
  subject: string,
  outcome: Outcome,
  expected: string,
  seen: string,
): Check => ({ id, subject, outcome, expected, seen });

/** What no role and no division takes away from any token of the org, with how many there are. */
export interface Residual {
  readonly what: string;
  readonly count: number;
}

/** Everything about one tenant, or about the org itself. */
export interface Section {
  /** `org` or `org/tenant`. */
  readonly owner: string;
  readonly checks: readonly Check[];
  readonly residual: readonly Residual[];
}

/** What a run took from an interrupted one: that part of the report is as old as it. */
export interface Resumed {
  /** When the interrupted run began. */
  readonly begun: string;
  /** How many of its answers the report rests on. */
  readonly remembered: number;
}

/** The result of `verify` or `audit`. */
export interface LiveReport {
  readonly schema: 'bulkhead-live/1';
  readonly command: 'verify' | 'audit';
  readonly org: string;
  /** `confirmed`: every check is a match. */
  readonly verdict: 'confirmed' | 'refuted';
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly sections: readonly Section[];
  /** Only where answers of an interrupted run were used. */
  readonly resumed?: Resumed;
}

/** What an org calls its objects can be of any length: no text fills the report. */
const bounded = ({ id, subject, outcome, expected, seen }: Check): Check => ({
  id,
  subject: shorten(subject, most.text),
  outcome,
  expected: shorten(expected, most.text),
  seen: shorten(seen, most.text),
});

/** Nothing examined is no pass: it is a check that fails, so that every format says it. */
const examined = ({ owner, checks, residual }: Section): Section => ({
  owner,
  checks: (checks.length > 0
    ? checks
    : [check('nothing-examined', owner, 'unreadable', 'at least one check', 'none')]
  ).map(bounded),
  residual,
});

/** Puts sections together, sorted; one in which nothing was checked refutes, and so does a report without any. */
export function liveReport(
  command: LiveReport['command'],
  org: string,
  given: readonly Section[],
  resumed?: Resumed,
): LiveReport {
  const sections = (given.length > 0 ? given : [{ owner: org, checks: [], residual: [] }])
    .map(examined)
    .sort((a, b) => (a.owner < b.owner ? -1 : 1));
  const all = sections.flatMap(({ checks }) => checks);
  const count = (outcome: Outcome): number => all.filter((one) => one.outcome === outcome).length;
  const counts = {
    match: count('match'),
    extra: count('extra'),
    missing: count('missing'),
    foreign: count('foreign'),
    unreadable: count('unreadable'),
  };
  return {
    schema: 'bulkhead-live/1',
    command,
    org,
    verdict: counts.match === all.length ? 'confirmed' : 'refuted',
    counts,
    sections,
    ...(resumed === undefined ? {} : { resumed }),
  };
}
