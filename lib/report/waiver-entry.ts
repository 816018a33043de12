import type { ReportedFinding } from './document';

/** What waivers.yaml has to repeat of a finding, as YAML on one line; reason, owner and date are the reviewer's to add. */
export function waiverEntry({ rule, tenant, subject }: NonNullable<ReportedFinding['waiveWith']>): string {
  const of = tenant === undefined ? '' : `, tenant: ${plain(tenant)}`;
  return `{ rule: ${rule}${of}, subject: ${JSON.stringify(subject)} }`;
}

/** An id as YAML reads it as a text: some words that a tenant can be called are something else there. */
const plain = (id: string): string => (/^(?:true|false|null)$/.test(id) ? JSON.stringify(id) : id);

/** How a finding can be waived, on one line, or that it never can be. */
export const waiveWith = ({ waiveWith: entry }: Pick<ReportedFinding, 'waiveWith'>): string =>
  entry === undefined ? 'This can never be waived.' : `Waive with: ${waiverEntry(entry)}`;
