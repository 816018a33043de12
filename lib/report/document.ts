import { hash } from 'node:crypto';
import { isConcealed } from '../proof/conceal';
import type { Because, Finding, Place } from '../proof/finding';
import type { Model } from '../proof/model';
import type { Examined, Proof } from '../proof/prove';
import type { Waived } from '../proof/waive';
import { allRules } from '../rules';
import { messages } from '../rules/messages';
import { visible } from '../rules/messages/message';
import { type Location, locator, whereabouts } from './locate';

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
}

export interface ReportedStep {
  readonly text: string;
  readonly at: Location | undefined;
}

export interface ReportedWaiver {
  readonly finding: ReportedFinding;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface ReportedGrant {
  readonly org: string;
  readonly tenant: string;
  readonly client: string;
  readonly role: string;
  readonly division: string;
  readonly source: 'own' | 'shared' | undefined;
  readonly chain: readonly ReportedStep[];
}

/** What a plan will do that breaks no rule, and that a reviewer must not miss. */
export interface ReportedNotice {
  readonly stack: string;
  readonly file: string;
  readonly address: string;
  readonly does: 'deletes' | 'replaces' | 'adopts' | 'changes-role' | 'renames' | 'fails-check';
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
  /** SHA-256 of every file that was read, by its shown name. */
  readonly inputs: Readonly<Record<string, string>>;
}

const waivable = new Set(allRules.filter((rule) => rule.waivable).map((rule) => rule.id));

/** What most formats do not show, and much of a report's time goes into. */
export interface Extent {
  /** The chain of every grant. */
  readonly chains: boolean;
  /** The SHA-256 of every file that was read. */
  readonly digests: boolean;
}

/** Adds prose and places to a proof. Pure. What the extent excludes is left empty, for formats that do not show it. */
export function toDocument(
  proof: Proof,
  { chains, digests }: Extent = { chains: true, digests: true },
): ReportDocument {
  const { model } = proof;
  const find = locator(model);
  const around = whereabouts(model);
  return {
    schema: 'bulkhead-report/1',
    verdict: proof.verdict,
    examined: proof.examined,
    assumptions: proof.assumptions,
    findings: proof.findings.map((finding) => reported(finding, find)),
    waived: proof.waived.map((waived) => reportedWaiver(waived, around)),
    notices: proof.notices.map((notice) => ({
      ...notice,
      address: visible(notice.address),
      text: visible(notice.text),
    })),
    grants: proof.grants.map(({ org, tenant, client, role, division, source, chain }) => ({
      org,
      tenant,
      client,
      role: visible(role),
      division: visible(division),
      source,
      chain: chains ? chain().map((step) => reportedStep(step, around)) : [],
    })),
    inputs: digests ? inputs(model) : {},
  };
}

/** `find` looks places up: with lines for what is open, without for what is waived, so that a proven run computes none. */
export function reported(finding: Finding, find: (place: Place) => Location): ReportedFinding {
  const message = messages[finding.rule];
  const subject = visible(finding.subject);
  return {
    rule: finding.rule,
    severity: 'error',
    org: finding.org,
    tenant: finding.tenant,
    subject,
    what: visible(message.what(finding)),
    why: message.why,
    fix: visible(message.fix(finding)),
    waiveWith:
      waivable.has(finding.rule) && !isConcealed(finding.subject)
        ? { rule: finding.rule, tenant: finding.tenant, subject }
        : undefined,
    at: finding.at.map(find),
    because: finding.because.map((step) => reportedStep(step, find)),
  };
}

const reportedStep = ({ text, place }: Because, find: (place: Place) => Location): ReportedStep => ({
  text: visible(text),
  at: place && find(place),
});

const reportedWaiver = ({ finding, waiver }: Waived, find: (place: Place) => Location): ReportedWaiver => ({
  finding: reported(finding, find),
  reason: visible(waiver.reason),
  owner: visible(waiver.owner),
  expires: waiver.expires,
});

function inputs({ manifest, assembly, plans }: Model): Record<string, string> {
  const planned = [...(plans?.files.values() ?? [])].flatMap(({ file, bytes }): [string, Uint8Array][] =>
    bytes === undefined ? [] : [[file, bytes]],
  );
  const all = [...manifest.sources, ...assembly.sources, ...planned].sort(([a], [b]) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return Object.fromEntries(all.map(([file, content]) => [file, hash('sha256', content, 'hex')]));
}
