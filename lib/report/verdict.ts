import { plural } from './counts';
import type { ReportDocument } from './document';
import { allFindings, allWaived } from './omitted';

/** The verdict with its figures, in the words that every format without a heading of its own uses. */
export function verdictText(
  document: Pick<ReportDocument, 'verdict' | 'findings' | 'waived' | 'omitted'>,
): string {
  if (document.verdict === 'rejected') return `rejected: ${allFindings(document)}`;
  const waived = allWaived(document);
  return waived > 0 ? `proven, ${plural(waived, 'finding')} waived` : 'proven';
}
