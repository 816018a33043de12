import { examinedText, plural } from './counts';
import type { ReportDocument, ReportedFinding, ReportedGrant } from './document';
import { showLocation } from './locate';
import { omittedParts, omittedTexts } from './omitted';
import { ownerText } from './owner';
import { verdictText } from './verdict';
import { waiveWith } from './waiver-entry';
import { wrap } from './wrap';

/** How words are set off. A terminal has colours; a file or a pipe has none, and the bytes are then the same everywhere. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly strong: (text: string) => string;
}

export const plain: Paint = { good: (text) => text, bad: (text) => text, strong: (text) => text };

/**
 * The report for a terminal of 80 columns: only a word that is longer than a line passes them. Ends with a newline.
 * @param everyGrant Lists each grant under its tenant, too.
 */
export function textReport(
  document: ReportDocument,
  paint: Paint = plain,
  { everyGrant = false }: { readonly everyGrant?: boolean } = {},
): string {
  const { findings, waived } = document;
  const parts = [
    // Whoever reads a log or a file from its beginning must not take the grants for proved.
    document.verdict === 'rejected' ? verdict(document, paint) : '',
    tenants(document.grants, everyGrant),
    ...(findings.length > 0 ? [findings.map((finding) => findingText(finding, paint)).join('\n\n')] : []),
    ...(waived.length > 0 ? [waivedText(document)] : []),
    ...(document.notices.length > 0 ? [noticesText(document)] : []),
    notShown(document),
    verdict(document, paint),
    `Assumptions\n${document.assumptions.map((text) => wrap(text, '  - ', '    ')).join('\n')}`,
    wrap(`Examined: ${examinedText(document.examined)}.`, '', '  '),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

interface TenantRow {
  readonly clients: Set<string>;
  readonly divisions: Set<string>;
  readonly grants: ReportedGrant[];
}

/** A tenant's clients, how many grants they have, and in which divisions. */
function tenants(grants: readonly ReportedGrant[], everyGrant: boolean): string {
  const rows = new Map<string, TenantRow>();
  for (const grant of grants) {
    const key = `${grant.org}/${grant.tenant}`;
    const row: TenantRow = rows.get(key) ?? { clients: new Set(), divisions: new Set(), grants: [] };
    row.clients.add(grant.client);
    row.divisions.add(divisionOf(grant));
    row.grants.push(grant);
    rows.set(key, row);
  }
  const column = Math.min(30, Math.max(0, ...[...rows.keys()].map((key) => key.length)));
  const margin = ' '.repeat(column + 2);
  return [...rows]
    .flatMap(([key, { clients, divisions, grants }]) => {
      const held = `${plural(grants.length, 'grant')} in ${[...divisions].join(', ')}`;
      return [
        wrap(`${[...clients].join(', ')}: ${held}`, `${key.padEnd(column)}  `, margin),
        ...(everyGrant ? grants.map((grant) => wrap(grantText(grant), `${margin}- `, `${margin}  `)) : []),
      ];
    })
    .join('\n');
}

const divisionOf = ({ division, source }: ReportedGrant): string =>
  source === 'own' ? division : `${division} ${source === 'shared' ? '(shared)' : '(not proved)'}`;

const grantText = (grant: ReportedGrant): string => `${grant.client}: ${grant.role} in ${divisionOf(grant)}`;

function findingText(finding: ReportedFinding, paint: Paint): string {
  const owner = ownerText(finding);
  return [
    `${paint.bad(finding.rule)}${owner ? `  ${paint.strong(owner)}` : ''}`,
    ...findingLines(finding),
    `  ${waiveWith(finding)}`,
  ].join('\n');
}

/** What is said of a finding below its rule: places, what it is, why it matters, how to fix it. */
export const findingLines = (finding: ReportedFinding): string[] => [
  ...finding.at.map((location) => `  ${showLocation(location)}`),
  ...omittedParts(finding).map((text) => `  … ${text}`),
  wrap(finding.what, '  ', '  '),
  wrap(finding.why, '  Why: ', '       '),
  wrap(finding.fix, '  Fix: ', '       '),
];

/** The findings that waivers excuse, one an entry. */
export function waivedText({ waived }: Pick<ReportDocument, 'waived'>): string {
  const lines = waived.map(({ finding, reason, owner, expires }) =>
    wrap(
      `${finding.rule} ${ownerText(finding)} ${finding.subject}: ${reason} (${owner}, until ${expires})`,
      '  - ',
      '    ',
    ),
  );
  return `Waived\n${lines.join('\n')}`;
}

function noticesText({ notices }: ReportDocument): string {
  const lines = notices.map(({ stack, text }) => wrap(`The plan of ${stack} ${text}.`, '  - ', '    '));
  return `Notice\n${lines.join('\n')}`;
}

/** What there is too much of. Stands where a terminal is read first: at the end. */
export function notShown({ omitted }: Pick<ReportDocument, 'omitted'>): string {
  const texts = omittedTexts(omitted);
  return texts.length === 0 ? '' : `Not shown\n${texts.map((text) => wrap(text, '  - ', '    ')).join('\n')}`;
}

const verdict = (document: ReportDocument, paint: Paint): string =>
  (document.verdict === 'rejected' ? paint.bad : paint.good)(verdictText(document));
