import { examinedText, plural } from './counts';
import type { ReportDocument, ReportedFinding, ReportedGrant } from './document';
import { showLocation } from './locate';

const width = 80;

/** The report for a terminal of 80 columns. Ends with a newline. */
export function textReport(document: ReportDocument): string {
  const { findings, waived } = document;
  const parts = [
    tenants(document.grants),
    ...(findings.length > 0 ? [findings.map((finding) => findingText(finding)).join('\n\n')] : []),
    ...(waived.length > 0 ? [waivedText(document)] : []),
    ...(document.notices.length > 0 ? [noticesText(document)] : []),
    verdict(document),
    `Assumptions\n${document.assumptions.map((text) => wrap(text, '  - ', '    ')).join('\n')}`,
    wrap(`Examined: ${examinedText(document.examined)}.`, '', '  '),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** One line a tenant, never broken: its clients, how many grants they have, and in which divisions. */
function tenants(grants: readonly ReportedGrant[]): string {
  const rows = new Map<string, { clients: Set<string>; count: number; divisions: Set<string> }>();
  for (const { org, tenant, client, division, source } of grants) {
    const key = `${org}/${tenant}`;
    const row = rows.get(key) ?? { clients: new Set(), count: 0, divisions: new Set() };
    const mark = source === 'shared' ? ' (shared)' : source === undefined ? ' (not proved)' : '';
    row.clients.add(client);
    row.count += 1;
    row.divisions.add(`${division}${mark}`);
    rows.set(key, row);
  }
  const width = Math.max(0, ...[...rows.keys()].map((key) => key.length));
  return [...rows]
    .map(([key, { clients, count, divisions }]) => {
      const held = `${plural(count, 'grant')} in ${[...divisions].join(', ')}`;
      return `${key.padEnd(width)}  ${[...clients].join(', ')}: ${held}`;
    })
    .join('\n');
}

function findingText(finding: ReportedFinding): string {
  const owner = [finding.org, finding.tenant].filter((part) => part !== undefined).join('/');
  return [
    `${finding.rule}${owner ? `  ${owner}` : ''}`,
    ...finding.at.map((location) => `  ${showLocation(location)}`),
    wrap(finding.what, '  ', '  '),
    wrap(finding.why, '  Why: ', '       '),
    wrap(finding.fix, '  Fix: ', '       '),
    waiveWith(finding),
  ].join('\n');
}

function waiveWith({ waiveWith }: ReportedFinding): string {
  if (waiveWith === undefined) return '  This can never be waived.';
  const tenant = waiveWith.tenant === undefined ? '' : `, tenant: ${waiveWith.tenant}`;
  return `  Waive with: { rule: ${waiveWith.rule}${tenant}, subject: ${JSON.stringify(waiveWith.subject)} }`;
}

function waivedText({ waived }: ReportDocument): string {
  const lines = waived.map(({ finding, reason, owner, expires }) =>
    wrap(
      `${finding.rule} ${finding.tenant ?? ''} ${finding.subject}: ${reason} (${owner}, until ${expires})`,
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

function verdict({ verdict, findings, waived }: ReportDocument): string {
  if (verdict === 'rejected') return `rejected: ${plural(findings.length, 'finding')}`;
  return waived.length > 0 ? `proven, ${plural(waived.length, 'finding')} waived` : 'proven';
}

/** Breaks at spaces. A word longer than a line stays whole, so that paths can be copied. */
function wrap(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest + word;
    } else {
      line += empty ? word : ` ${word}`;
    }
    empty = false;
  }
  lines.push(line);
  return lines.join('\n');
}
