import { allFindings } from '../omitted';
import { sarifLog } from '../sarif';
import { examinedText } from './counts';
import type { HclDocument } from './document';

/**
 * The findings on raw Terraform as SARIF, with verdict, figures and claims as notes of the run.
 * @param about The file in which a finding about no file lies.
 */
export function hclSarif(document: HclDocument, about: string): string {
  const { verdict, findings, omitted, claims, notClaimed } = document;
  return sarifLog(
    {
      findings,
      waived: [],
      notices: [],
      omitted: omitted && { waived: [], notices: [], findings: omitted.findings },
    },
    [
      `Verdict: ${verdict === 'contained' ? verdict : `${verdict}: ${allFindings(document)}`}.`,
      `Examined: ${examinedText(document)}.`,
      ...claims.map((text) => `Claimed: ${text}`),
      ...notClaimed.map((text) => `Not claimed: ${text}`),
    ],
    about,
  );
}
