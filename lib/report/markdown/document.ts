import type { AccessDiff } from '../../access/diff';
import { examinedText, plural } from '../counts';
import type { ReportDocument, ReportedFinding } from '../document';
import { showLocation } from '../locate';
import { gravestFirst } from '../notice-kinds';
import { allFindings, allWaived, sum } from '../omitted';
import { ownerText } from '../owner';
import { waiverEntry } from '../waiver-entry';
import { capped, maxLength, type Section } from './capped';
import { diffSections } from './diff';
import { brief, code, literal } from './escape';

/** Found by workflows that update one comment instead of adding another. */
export const marker = '<!-- bulkhead -->';

/**
 * The report as one comment or step summary: verdict, new access, findings with their fix and waiver, the rest folded. At most
 * {@link maxLength} characters; what does not fit is counted, never left out in silence. Byte-stable, ends with a newline.
 */
export function markdownReport(document: ReportDocument, diff?: AccessDiff): string {
  const { verdict, findings, waived, omitted } = document;
  const excused = allWaived(document);
  const title =
    verdict === 'rejected'
      ? `## ❌ Bulkhead: rejected, ${allFindings(document)}`
      : `## ✅ Bulkhead: proven${excused > 0 ? `, ${plural(excused, 'finding')} waived` : ''}`;
  return capped([
    { head: [marker, title, ''], rows: [], foot: [] },
    ...(diff ? diffSections(diff) : []),
    ...(findings.length > 0
      ? [{ head: ['### Findings', ''], rows: findings.map(finding), more: sum(omitted?.findings), foot: [] }]
      : []),
    ...notices(document),
    ...(waived.length > 0
      ? [
          folded(
            `${plural(excused, 'finding')} waived`,
            waived.map(
              ({ finding: one, reason, owner, expires }) =>
                `- ${code(one.rule)} ${brief(ownerText(one), literal)} ${brief(one.subject, code)}: ${brief(reason, literal)} (${brief(owner, literal)}, until ${expires})`,
            ),
            sum(omitted?.waived),
          ),
        ]
      : []),
    {
      ...folded('What was examined, and what is taken for granted', [
        `- Examined: ${examinedText(document.examined)}`,
        ...document.assumptions.map((text) => `- ${brief(text, literal)}`),
      ]),
      // They are the same few for every report, but that each org has one of its own.
      fewest: 12,
    },
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

const folded = (summary: string, rows: readonly string[], more = 0): Section => ({
  head: [`<details><summary>${literal(summary)}</summary>`, ''],
  rows,
  more,
  foot: ['', '</details>', ''],
});

function notices({ notices, omitted }: ReportDocument): Section[] {
  if (notices.length === 0) return [];
  const rows = gravestFirst(notices).map(
    ({ stack, text }) => `- The plan of ${brief(stack, code, short)} ${brief(text, literal)}`,
  );
  return [{ head: ['### Notice', ''], rows, more: sum(omitted?.notices), foot: [''] }];
}

/** For names and places, of which a row has several. */
const short = 250;
const mostPlaces = 5;

function finding(found: ReportedFinding): string {
  const { rule, at, what, why, fix, waiveWith } = found;
  const beyond = Math.max(0, at.length - mostPlaces) + (found.omitted?.at ?? 0);
  const places = [
    ...at.slice(0, mostPlaces).map((one) => brief(showLocation(one), code, short)),
    ...(beyond > 0 ? [`and ${plural(beyond, 'more place')}`] : []),
  ];
  const waiver = waiveWith
    ? `Waive with ${brief(waiverEntry(waiveWith), code)}, a reason, an owner and a date.`
    : 'This can never be waived.';
  return [
    `- **${literal(rule)}** ${brief(ownerText(found), literal, short)} ${places.join(' ')}`,
    `  <br>${brief(what, literal)}`,
    `  <br>Why: ${literal(why)}`,
    `  <br>Fix: ${brief(fix, literal)}`,
    `  <br>${waiver}`,
  ].join('\n');
}
