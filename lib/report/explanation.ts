import type { Step } from '../proof/step';
import type { ReportDocument, ReportedFinding, ReportedWaiver } from './document';
import type { Location } from './locate';
import type { Omitted } from './omitted';

/** A link of a chain, with its place. */
export interface ExplainedStep {
  readonly kind: Step['kind'];
  readonly text: string;
  readonly at: Location | undefined;
}

/** A grant with its chain, and whether that bears it out. */
export interface ExplainedGrant {
  /** Absent for a grant that is declared and in no file. */
  readonly client: string | undefined;
  readonly role: string;
  readonly division: string;
  /** It is declared, and written and planned as declared. */
  readonly agrees: boolean;
  /** It agrees, and no open finding concerns its tenant, its org as a whole, or everything. */
  readonly proved: boolean;
  readonly chain: readonly ExplainedStep[];
}

/** A finding with the chain that leads to it. */
export interface ExplainedFinding extends ReportedFinding {
  readonly chain: readonly ExplainedStep[];
  /** How many steps of the chain are not shown; undefined where all are. */
  readonly omittedChain: number | undefined;
}

/** A finding that a waiver excuses: what is excused is read like any other. */
export interface ExplainedWaiver extends ReportedWaiver {
  readonly finding: ExplainedFinding;
}

/** The answer about one tenant, as `explain --format json` prints it. */
export interface Explanation {
  readonly schema: 'bulkhead-explanation/1';
  readonly org: string;
  readonly tenant: string;
  readonly verdict: ReportDocument['verdict'];
  /** The day on which waivers are judged, where `--today` named one: nobody must take it for the day of the run. */
  readonly today: string | undefined;
  readonly grants: readonly ExplainedGrant[];
  /** The findings about this tenant, about the org as a whole, or about no org alone, each with the chain that leads to it. */
  readonly findings: readonly ExplainedFinding[];
  /** Those of them that a waiver excuses. */
  readonly waived: readonly ExplainedWaiver[];
  /** What is too much to be shown. */
  readonly omitted: Omitted | undefined;
}
