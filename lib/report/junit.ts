import { examinedText } from './counts';
import type { ReportDocument, ReportedFinding, ReportedWaiver } from './document';
import { showLocation } from './locate';
import { type OmittedFindings, omittedParts, omittedTexts, sum } from './omitted';
import { ownerOf } from './owner';
import { catalogue } from './rules';
import { verdictText } from './verdict';
import { waiveWith } from './waiver-entry';
import { attribute, content } from './xml';

/**
 * The report as JUnit's XML: one suite a tenant (and one for what concerns no single tenant), one case a rule. A finding is a failure, a
 * waived one a skipped case; where a rule has both, the failure tells the waived ones too. Verdict and figures, what plans will do beyond any rule,
 * and what the proof rests on, are the output of the suite for no single tenant: they count as no case. Nothing depends on time.
 * @param tenants Every declared tenant, as `org/tenant`: each is a suite, whether or not anything was found about it.
 */
export function junitReport(document: ReportDocument, tenants: readonly string[]): string {
  const rules = catalogue();
  const owners = new Set<string>([
    ...tenants,
    ...document.grants.map(({ org, tenant }) => `${org}/${tenant}`),
    ...[...document.findings, ...document.waived.map(({ finding }) => finding)].map(ownerOf),
    ...[...(document.omitted?.findings ?? []), ...(document.omitted?.waived ?? [])].map(ownerOf),
    'all',
  ]);
  const caseOf = casesOf(document);
  const suites = [...owners].sort().map((owner) => {
    const cases = rules.map(({ id }) => testCase(caseOf(owner, id), owner, id));
    const failures = cases.filter(({ failed }) => failed).length;
    const skipped = cases.filter(({ failed, waived }) => !failed && waived).length;
    return {
      failures,
      skipped,
      xml: [
        `  <testsuite name="${attribute(owner)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">`,
        ...cases.map(({ xml }) => xml),
        ...(owner === 'all' ? output(document) : []),
        '  </testsuite>',
      ].join('\n'),
    };
  });
  const total = (pick: (suite: (typeof suites)[number]) => number): number =>
    suites.reduce((before, suite) => before + pick(suite), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bulkhead" tests="${suites.length * rules.length}" failures="${total(({ failures }) => failures)}" errors="0" skipped="${total(({ skipped }) => skipped)}">`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

function output(document: ReportDocument): string[] {
  const { examined, notices, omitted, assumptions } = document;
  const lines = [
    `Verdict: ${verdictText(document)}.`,
    `Examined: ${examinedText(examined)}.`,
    ...notices.map(({ stack, text }) => `The plan of ${stack} ${text}.`),
    ...omittedTexts(omitted).map((text) => `Not shown: ${text}.`),
    ...assumptions.map((text) => `Assumed: ${text}`),
  ];
  return [`    <system-out>${content(lines.join('\n'))}</system-out>`];
}

/** What is told in one case: what was found by a rule about an owner. */
interface Told {
  readonly failures: ReportedFinding[];
  readonly excused: ReportedWaiver[];
  /** Findings that the report leaves out: the case fails by them, too. */
  readonly omitted: OmittedFindings[];
  readonly omittedWaived: OmittedFindings[];
}

/** Sorted into cases once: there are very many of them, and can be very many findings. */
function casesOf({ findings, waived, omitted }: ReportDocument): (owner: string, rule: string) => Told {
  const cases = new Map<string, Told>();
  const at = (owner: string, rule: string): Told => {
    const key = `${rule} ${owner}`;
    const known = cases.get(key) ?? { failures: [], excused: [], omitted: [], omittedWaived: [] };
    cases.set(key, known);
    return known;
  };
  for (const one of findings) at(ownerOf(one), one.rule).failures.push(one);
  for (const one of waived) at(ownerOf(one.finding), one.finding.rule).excused.push(one);
  for (const one of omitted?.findings ?? []) at(ownerOf(one), one.rule).omitted.push(one);
  for (const one of omitted?.waived ?? []) at(ownerOf(one), one.rule).omittedWaived.push(one);
  return at;
}

function testCase({ failures, excused, omitted, omittedWaived }: Told, owner: string, rule: string) {
  const failed = failures.length + omitted.length > 0;
  const waived = excused.length + omittedWaived.length > 0;
  const open = `    <testcase classname="${attribute(owner)}" name="${attribute(rule)}"`;
  if (!failed && !waived) return { failed, waived, xml: `${open}/>` };
  const more = omitted.length > 0 ? [`${sum(omitted)} more findings, not shown.`] : [];
  const moreWaived = omittedWaived.length > 0 ? [`${sum(omittedWaived)} more waived, not shown.`] : [];
  const excuses = [...excused.map(excuse), ...moreWaived];
  const children = failed
    ? // A case holds one failure in most readers: all findings of one rule are told in it.
      [
        `      <failure type="${attribute(rule)}" message="${attribute([...failures.map(({ what }) => what), ...more].join(' '))}">${content([...failures.map(told), ...more, ...excuses].join('\n\n'))}</failure>`,
      ]
    : [`      <skipped message="${attribute(excuses.join(' '))}"/>`];
  return {
    failed,
    waived,
    xml: `${open}>\n${children.join('\n')}\n    </testcase>`,
  };
}

const excuse = ({ finding, reason, owner, expires }: ReportedWaiver): string =>
  `waived: ${finding.subject}: ${reason} (${owner}, until ${expires})`;

const told = (finding: ReportedFinding): string =>
  [
    ...finding.at.map(showLocation),
    ...omittedParts(finding).map((text) => `… ${text}`),
    finding.what,
    `Why: ${finding.why}`,
    `Fix: ${finding.fix}`,
    waiveWith(finding),
  ].join('\n');
