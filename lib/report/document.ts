import { canBeWaived } from '../manifest/schema/waivers';
import { isConcealed } from '../proof/conceal';
import type { Because, Finding, FindingOf, Place } from '../proof/finding';
import type { GrantProof } from '../proof/grant-proof';
import type { Notice } from '../proof/notices';
import type { Examined, Proof } from '../proof/prove';
import type { RuleId } from '../proof/rule-ids';
import type { Waived } from '../proof/waive';
import { allRules } from '../rules';
import { messages } from '../rules/messages';
import { leftOut, type ReportedStep, within } from './chains';
import { inputs } from './digests';
import { keep, most, shown } from './limits';
import { type Location, locator, shownFile, whereabouts } from './locate';
import { type Omitted, type OmittedParts, omittedFrom } from './omitted';

/** A finding with its prose and its places: what every format shows. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: 'error';
  readonly org: string | undefined;
  readonly tenant: string | undefined;
  readonly subject: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** The entry for waivers.yaml that would cover it, reason, owner and date left to the reviewer; undefined when it never can be. */
  readonly waiveWith:
    | { readonly rule: string; readonly tenant: string | undefined; readonly subject: string }
    | undefined;
  readonly at: readonly Location[];
  readonly because: readonly ReportedStep[];
  readonly omitted?: OmittedParts | undefined;
}

export interface ReportedWaiver {
  readonly finding: ReportedFinding;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface ReportedGrant extends Omit<GrantProof, 'chain'> {
  readonly chain: readonly ReportedStep[];
}

/** What a plan will do that breaks no rule, and that a reviewer must not miss. */
export interface ReportedNotice {
  readonly stack: string;
  readonly file: string;
  readonly uri?: string;
  readonly address: string;
  readonly does: Notice['does'];
  readonly text: string;
}

/** A whole report, ready for any format. Byte-stable: nothing in it depends on when or where it was made. */
export interface ReportDocument {
  readonly schema: 'bulkhead-report/1';
  readonly verdict: 'proven' | 'rejected';
  readonly examined: Examined;
  readonly assumptions: readonly string[];
  readonly findings: readonly ReportedFinding[];
  readonly waived: readonly ReportedWaiver[];
  readonly notices: readonly ReportedNotice[];
  readonly grants: readonly ReportedGrant[];
  /** What is too much to be shown; verdict and counts are of all. */
  readonly omitted?: Omitted | undefined;
  /** SHA-256 of every file that was read, notes in `.terraform` excepted, by its shown name. */
  readonly inputs: Readonly<Record<string, string>>;
}

const waivable = new Set(allRules.filter((rule) => rule.waivable).map((rule) => rule.id));

/** What most formats do not show, and much of a report's time goes into. */
interface Extent {
  /** The chain of every grant. */
  readonly chains: boolean;
  /** The SHA-256 of every file that was read. */
  readonly digests: boolean;
}

/**
 * Adds prose and places to a proof. Pure. What the extent excludes is left empty, for formats that do not show it. Every text of a document
 * passes through `shown` here, so that no format can forget it.
 */
export function toDocument(
  proof: Proof,
  { chains, digests }: Extent = { chains: true, digests: true },
): ReportDocument {
  const { model } = proof;
  const around = whereabouts(model);
  const findings = keep(proof.findings, ruleOf, reportedBy(locator(model)));
  const waived = keep(proof.waived, ({ finding }) => finding.rule, waivedBy(around));
  const notices = keep(proof.notices, ({ does }) => does, reportedNotice);
  const proved = within<ReportedStep>(most.chains, leftOut);
  const unproved = within<ReportedStep>(most.unprovedChains, leftOut);
  return {
    schema: 'bulkhead-report/1',
    verdict: proof.verdict,
    examined: proof.examined,
    assumptions: proof.assumptions.map(shown),
    findings: findings.shown,
    waived: waived.shown,
    notices: notices.shown,
    grants: proof.grants.map((grant) => {
      const chainOf = grant.source === undefined ? unproved : proved;
      return {
        org: shown(grant.org),
        tenant: shown(grant.tenant),
        client: shown(grant.client),
        role: shown(grant.role),
        division: shown(grant.division),
        source: grant.source,
        chain: chains ? chainOf(() => grant.chain().map((step) => reportedStep(step, around))) : [],
      };
    }),
    omitted: omittedFrom(findings.left, proof.beyond, waived.left, notices.left),
    inputs: digests ? inputs(model) : {},
  };
}

export const ruleOf = ({ rule }: Finding): string => rule;

type Find = (place: Place) => Location;

/** `find` looks places up: with lines for what is open, without for what is waived, so that a proven run computes none. */
export const reportedBy =
  (find: Find) =>
  <Id extends RuleId>(finding: FindingOf<Id>): ReportedFinding => {
    const message = messages[finding.rule];
    const subject = shown(finding.subject);
    const tenant = finding.tenant && shown(finding.tenant);
    const omitted = {
      at: Math.max(0, finding.at.length - most.places),
      because: Math.max(0, finding.because.length - most.steps),
    };
    return {
      rule: finding.rule,
      severity: 'error',
      org: finding.org && shown(finding.org),
      tenant,
      subject,
      what: shown(message.what(finding)),
      why: message.why,
      fix: shown(message.fix(finding)),
      waiveWith:
        waivable.has(finding.rule) && isRepeatable(finding.subject)
          ? { rule: finding.rule, tenant, subject }
          : undefined,
      at: finding.at.slice(0, most.places).map(find),
      because: finding.because.slice(0, most.steps).map((step) => reportedStep(step, find)),
      omitted: omitted.at + omitted.because > 0 ? omitted : undefined,
    };
  };

/** Whether a waiver can repeat a subject as it is shown, and then stands for nothing else. */
const isRepeatable = (subject: string): boolean =>
  canBeWaived(subject) && shown(subject) === subject && !isConcealed(subject);

const reportedStep = ({ text, place }: Because, find: Find): ReportedStep => ({
  text: shown(text),
  at: place && find(place),
});

export const waivedBy =
  (find: Find) =>
  ({ finding, waiver }: Waived): ReportedWaiver => ({
    finding: reportedBy(find)(finding),
    reason: shown(waiver.reason),
    owner: shown(waiver.owner),
    expires: waiver.expires,
  });

const reportedNotice = ({ stack, file, address, does, text }: Notice): ReportedNotice => ({
  stack: shown(stack),
  ...shownFile(file),
  address: shown(address),
  does,
  text: shown(text),
});
