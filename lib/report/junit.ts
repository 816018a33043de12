import type { ReportDocument, ReportedFinding, ReportedWaiver } from './document';
import { showLocation } from './locate';
import { catalogue } from './rules';

/**
 * The report as JUnit's XML: one suite a tenant (and one for what concerns no single tenant), one case a rule. A finding is a failure, a
 * waived one a skipped case; where a rule has both, the failure tells the waived ones too. What plans will do beyond any rule is the output
 * of the suite for no single tenant: it counts as no case. Nothing depends on time.
 * @param tenants Every declared tenant, as `org/tenant`: each is a suite, whether or not anything was found about it.
 */
export function junitReport(document: ReportDocument, tenants: readonly string[]): string {
  const rules = catalogue();
  const owners = new Set<string>([
    ...tenants,
    ...document.grants.map(({ org, tenant }) => `${org}/${tenant}`),
    ...[...document.findings, ...document.waived.map(({ finding }) => finding)].map(ownerOf),
    'all',
  ]);
  const suites = [...owners].sort().map((owner) => {
    const cases = rules.map(({ id }) => testCase(document, owner, id));
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
  const sum = (pick: (suite: (typeof suites)[number]) => number): number =>
    suites.reduce((total, suite) => total + pick(suite), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bulkhead" tests="${suites.length * rules.length}" failures="${sum(({ failures }) => failures)}" errors="0" skipped="${sum(({ skipped }) => skipped)}">`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

const output = ({ notices }: ReportDocument): string[] =>
  notices.length === 0
    ? []
    : [
        `    <system-out>${content(notices.map(({ stack, text }) => `The plan of ${stack} ${text}.`).join('\n'))}</system-out>`,
      ];

const ownerOf = ({ org, tenant }: ReportedFinding): string =>
  org === undefined ? 'all' : tenant === undefined ? org : `${org}/${tenant}`;

function testCase({ findings, waived }: ReportDocument, owner: string, rule: string) {
  const mine = (finding: ReportedFinding): boolean => finding.rule === rule && ownerOf(finding) === owner;
  const failures = findings.filter(mine);
  const excused = waived.filter(({ finding }) => mine(finding));
  const open = `    <testcase classname="${attribute(owner)}" name="${attribute(rule)}"`;
  if (failures.length + excused.length === 0) return { failed: false, waived: false, xml: `${open}/>` };
  const children = [
    // A case holds one failure in most readers: all findings of one rule are told in it.
    ...(failures.length > 0
      ? [
          `      <failure type="${attribute(rule)}" message="${attribute(failures.map(({ what }) => what).join(' '))}">${content([...failures.map(told), ...excused.map(excuse)].join('\n\n'))}</failure>`,
        ]
      : []),
    ...(failures.length === 0
      ? [`      <skipped message="${attribute(excused.map(excuse).join(' '))}"/>`]
      : []),
  ];
  return {
    failed: failures.length > 0,
    waived: excused.length > 0,
    xml: `${open}>\n${children.join('\n')}\n    </testcase>`,
  };
}

const excuse = ({ finding, reason, owner, expires }: ReportedWaiver): string =>
  `waived: ${finding.subject}: ${reason} (${owner}, until ${expires})`;

const told = ({ at, what, why, fix }: ReportedFinding): string =>
  [...at.map(showLocation), what, `Why: ${why}`, `Fix: ${fix}`].join('\n');

// XML 1.0 has no way to write most control characters, half surrogates, U+FFFE and U+FFFF: they are shown as escapes.
const allowed = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const content = (text: string): string =>
  allowed(text).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

const attribute = (text: string): string =>
  allowed(text).replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
