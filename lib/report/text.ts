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
    verdict(document),
    `Assumptions\n${document.assumptions.map((text) => wrap(text, '  - ', '    ')).join('\n')}`,
    wrap(`Examined: ${examined(document)}.`, '', '  '),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** One line a client: which roles it holds in which divisions. */
function tenants(grants: readonly ReportedGrant[]): string {
  const rows = new Map<string, Map<string, string[]>>();
  for (const { org, tenant, client, role, division, source } of grants) {
    const key = `${org}/${tenant} ${client}`;
    const roles = rows.get(key) ?? new Map<string, string[]>();
    const shown =
      source === 'shared' ? `${division} (shared)` : source === undefined ? `${division} (?)` : division;
    roles.set(role, [...(roles.get(role) ?? []), shown]);
    rows.set(key, roles);
  }
  return [...rows]
    .map(([key, roles]) => {
      const held = [...roles].map(([role, divisions]) => `${role} in ${divisions.join(', ')}`);
      return wrap(`${key}: ${held.join('; ')}`, '', '    ');
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

function verdict({ verdict, findings, waived }: ReportDocument): string {
  if (verdict === 'rejected') return `rejected: ${plural(findings.length, 'finding')}`;
  return waived.length > 0 ? `proven, ${plural(waived.length, 'finding')} waived` : 'proven';
}

const examined = ({ examined }: ReportDocument): string =>
  (
    [
      [examined.orgs, 'org'],
      [examined.tenants, 'tenant'],
      [examined.stacks, 'stack'],
      [examined.clients, 'client'],
      [examined.grants, 'grant'],
      [examined.roles, 'role'],
      [examined.permissions, 'permission'],
      [examined.plans, 'plan'],
    ] as const
  )
    .map(([count, noun]) => plural(count, noun))
    .join(', ');

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

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
