import type { AccessDiff } from '../../access/diff';
import { examinedText, plural } from '../counts';
import type { ReportDocument, ReportedFinding } from '../document';
import { showLocation } from '../locate';
import { diffSections, type Section } from './diff';
import { code, literal } from './escape';

/** The largest comment that GitHub takes is 65,536 characters; the cap leaves room for what a workflow puts around it. */
export const maxLength = 65_000;

/** Found by workflows that update one comment instead of adding another. */
export const marker = '<!-- bulkhead -->';

/**
 * The report as one comment or step summary: verdict, new access, findings with their fix and waiver, the rest folded. At most
 * {@link maxLength} characters; what does not fit is counted, never left out in silence. Byte-stable, ends with a newline.
 */
export function markdownReport(document: ReportDocument, diff?: AccessDiff): string {
  const { verdict, findings, waived } = document;
  const title =
    verdict === 'rejected'
      ? `## ❌ Bulkhead: rejected, ${plural(findings.length, 'finding')}`
      : `## ✅ Bulkhead: proven${waived.length > 0 ? `, ${plural(waived.length, 'finding')} waived` : ''}`;
  return capped([
    { head: [marker, title, ''], rows: [], foot: [] },
    ...(diff ? diffSections(diff) : []),
    ...(findings.length > 0 ? [{ head: ['### Findings', ''], rows: findings.map(finding), foot: [] }] : []),
    ...notices(document),
    ...(waived.length > 0
      ? [
          folded(
            `${plural(waived.length, 'finding')} waived`,
            waived.map(
              ({ finding: { rule, tenant, subject }, reason, owner, expires }) =>
                `- ${code(rule)} ${literal(tenant ?? '')} ${code(subject)}: ${literal(reason)} (${literal(owner)}, until ${expires})`,
            ),
          ),
        ]
      : []),
    folded('What was examined, and what is taken for granted', [
      `- Examined: ${examinedText(document.examined)}`,
      ...document.assumptions.map((text) => `- ${literal(text)}`),
    ]),
  ]);
}

/** The difference alone, for `diff --format markdown`. */
export const markdownDiff = (diff: AccessDiff): string =>
  capped([
    {
      head: [marker, '## Bulkhead: access', ''],
      rows: [],
      foot: [],
    },
    ...diffSections(diff),
  ]);

const folded = (summary: string, rows: readonly string[]): Section => ({
  head: [`<details><summary>${literal(summary)}</summary>`, ''],
  rows,
  foot: ['', '</details>', ''],
});

function notices({ notices }: ReportDocument): Section[] {
  if (notices.length === 0) return [];
  const rows = notices.map(({ stack, text }) => `- The plan of ${code(stack)} ${literal(text)}`);
  return [{ head: ['### Notice', ''], rows, foot: [''] }];
}

function finding({ rule, org, tenant, at, what, why, fix, waiveWith }: ReportedFinding): string {
  const owner = [org, tenant].filter((part) => part !== undefined).join('/');
  const waiver = waiveWith
    ? `Waive with ${code(`{ rule: ${waiveWith.rule}${waiveWith.tenant === undefined ? '' : `, tenant: ${waiveWith.tenant}`}, subject: ${JSON.stringify(waiveWith.subject)} }`)}, a reason, an owner and a date.`
    : 'This can never be waived.';
  return [
    `- **${literal(rule)}** ${literal(owner)} ${at.map((one) => code(showLocation(one))).join(' ')}`,
    `  <br>${literal(what)}`,
    `  <br>Why: ${literal(why)}`,
    `  <br>Fix: ${literal(fix)}`,
    `  <br>${waiver}`,
  ].join('\n');
}

/** Leaves rows out from the end of each section, the last sections first, until all fits; and says so where they were. */
function capped(sections: readonly Section[]): string {
  const kept = sections.map(({ rows }) => rows.length);
  const text = (): string =>
    sections
      .map(({ head, rows, foot }, index) => {
        const shown = kept[index] ?? 0;
        const left = rows.length - shown;
        // Inside a table, a line without cells would end it: the rest is told after it.
        return [
          ...head,
          ...rows.slice(0, shown),
          ...(left > 0 ? ['', `**${left} more**`] : []),
          ...foot,
        ].join('\n');
      })
      .join('\n')
      .trimEnd()
      .concat('\n');
  for (let index = sections.length - 1; index >= 0 && text().length > maxLength; index--) {
    const rows = sections[index]?.rows.length ?? 0;
    let [low, high] = [0, rows];
    // The most rows of this section with which all fits.
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      kept[index] = middle;
      if (text().length > maxLength) high = middle - 1;
      else low = middle;
    }
    kept[index] = low;
  }
  const whole = text();
  // One row alone can be longer than a comment: then not even the headings can be trusted to be closed.
  return whole.length <= maxLength ? whole : `${whole.slice(0, maxLength - 20)}\n\n**cut here**\n`;
}
