import { visible } from '../../text/visible';
import { plural } from '../counts';
import type { ReportedFinding } from '../document';
import { allFindings, omittedTexts } from '../omitted';
import { findingLines, type Paint, plain } from '../text';
import { wrap } from '../wrap';
import { examinedText } from './counts';
import type { HclDocument, ReportedAnswers } from './document';

/** The report on raw Terraform for a terminal of 80 columns. Ends with a newline. */
export function hclText(document: HclDocument, paint: Paint = plain): string {
  const { findings, answers, claims, notClaimed } = document;
  const parts = [
    ...findings.map((finding) => findingText(finding, paint)),
    ...answers.map((one) => answersText(one, paint)),
    ...omittedText(document),
    document.verdict === 'contained'
      ? paint.good('contained')
      : paint.bad(`rejected: ${allFindings(document)}`),
    ...(claims.length > 0 ? [list('Claimed', claims)] : []),
    list('Not claimed', notClaimed),
    wrap(`Examined: ${examinedText(document)}.`, '', '  '),
  ];
  return `${parts.join('\n\n')}\n`;
}

const list = (title: string, items: readonly string[]): string =>
  `${title}\n${items.map((item) => wrap(item, '  - ', '    ')).join('\n')}`;

function omittedText({ omitted }: HclDocument): string[] {
  const texts = omittedTexts(omitted);
  if (omitted?.answers !== undefined) texts.push(`The answers for ${plural(omitted.answers, 'more client')}`);
  return texts.length === 0 ? [] : [list('Not shown', texts)];
}

const findingText = (finding: ReportedFinding, paint: Paint): string =>
  [paint.bad(finding.rule), ...findingLines(finding)].join('\n');

function answersText(
  { client, outcome, arguments: written, manifest, needs }: ReportedAnswers,
  paint: Paint,
): string {
  const lines = written.map(({ argument, exists, does }) =>
    wrap(`${argument}${exists ? '' : ' does not exist'}: ${does}`, '  - ', '    '),
  );
  const files = manifest?.flatMap(({ path, text }) => [
    `  ${visible(path)}`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${visible(line)}`),
  ]);
  return [
    paint.strong(`What ${client} really says`),
    ...lines,
    wrap(outcome, '  ', '  '),
    ...(files ? ['', wrap('A manifest that does what was meant:', '  ', '  '), ...files] : []),
    ...(needs === undefined ? [] : [wrap(needs, '  ', '  ')]),
  ].join('\n');
}
